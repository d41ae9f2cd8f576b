import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { remembered } from '../package/asking.ts';
import type { PackageFact } from '../package/facts.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import type { CallExpr, Expr, Node } from '../syntax/ast.ts';
import { rootOf, unparen } from '../syntax/print.ts';
import { walkFunction } from '../syntax/walk.ts';

/**
 * Does the call answer with something that was there before it, or that somebody else keeps as well: a field, an element of
 * a map, what was made anew and put into a registry? Who gets it that way has it to use, not to end.
 */
export function isLent(fn: FunctionUnit, call: CallExpr): boolean {
  return isCertain(fn.package, answerOf(fn, call));
}

function isCertain(pkg: PackageView, { certain, through }: Lending): boolean {
  if (certain || through.length === 0) return certain;
  const names = lendingNames(pkg);
  return through.some((n) => names.has(n));
}

/** The same for what a local variable holds. */
export const holdsLent = (fn: FunctionUnit, v: LocalVar): boolean =>
  isCertain(fn.package, variableWasThere(fn, v, new Set()));

/** Whether what is answered is lent for certain, or where these methods of interfaces, by name, lend. */
interface Lending {
  readonly certain: boolean;
  readonly through: readonly string[];
}

const fresh: Lending = { certain: false, through: [] };
const there: Lending = { certain: true, through: [] };
const either = (all: readonly Lending[]): Lending => ({
  certain: all.some((l) => l.certain),
  through: [...new Set(all.flatMap((l) => l.through))],
});

function answerOf(fn: FunctionUnit, call: CallExpr): Lending {
  const callee = fn.package.calleeOf(call);
  switch (callee.kind) {
    case 'function':
    case 'literal':
      return lends(callee.function);
    case 'dynamic':
      return callee.receiver === '' ? fresh : { certain: false, through: [callee.name] };
    case 'external':
      return isContainer(callee.path, callee.receiver, callee.name) ? there : fresh;
    default:
      return fresh;
  }
}

/** The methods by name, one of which may stand behind an interface of the package, whose answer is lent. */
const lendingNames = remembered((pkg: PackageView): ReadonlySet<string> => {
  const all = pkg.collect(lendingMethods);
  const names = new Set(all.filter((m) => m.certain).map((m) => m.name));
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    for (const m of all) if (m.through.some((n) => names.has(n))) names.add(m.name);
  }
  return names;
}, new Set());

const isContainer = (path: string, receiver: string, name: string): boolean =>
  (/^sync(\/atomic)?$/.test(path) && receiver !== '' && /^(Load|Get|LoadOrStore|LoadAndDelete)$/.test(name)) ||
  path === 'container/list';

const lendingMethods: PackageFact<Lending & { readonly name: string }> = {
  name: 'methods that lend',
  words: ['return'],
  of: (fn) => {
    if (fn.syntax.kind !== 'FuncDecl' || !fn.syntax.receiver || fn.syntax.type.results.length === 0) return [];
    const lending = lends(fn);
    return lending.certain || lending.through.length > 0 ? [{ name: fn.syntax.name.name, ...lending }] : [];
  },
};

/** Is the first result, on some path, one that was there before, or that the function leaves with somebody else? */
const lends = remembered((fn: FunctionUnit): Lending => {
  const values: Expr[] = [];
  walkFunction(fn.syntax, (n) => {
    if (n.kind !== 'ReturnStmt') return;
    const value = n.results[0] ?? fn.syntax.type.results[0]?.names[0];
    if (value) values.push(value);
  });
  return either(values.map((v) => wasThere(fn, v, new Set())));
}, fresh);

function wasThere(fn: FunctionUnit, value: Expr, seen: Set<LocalVar>): Lending {
  const x = unparen(value);
  switch (x.kind) {
    case 'SelectorExpr':
    case 'IndexExpr':
      return isOutside(fn, x) ? there : fresh;
    case 'TypeAssertExpr':
    case 'StarExpr':
      return wasThere(fn, x.x, seen);
    case 'UnaryExpr':
      return x.op === '<-' ? there : wasThere(fn, x.x, seen);
    case 'CallExpr':
      return answerOf(fn, x);
    case 'Ident': {
      const object = fn.package.objectOf(x);
      if (object?.kind === 'var') return there;
      return object?.kind === 'local' ? variableWasThere(fn, object, seen) : fresh;
    }
    default:
      return fresh;
  }
}

function variableWasThere(fn: FunctionUnit, v: LocalVar, seen: Set<LocalVar>): Lending {
  if (v.role === 'param' || v.role === 'receiver' || isRegistered(fn, v)) return there;
  if (seen.has(v)) return fresh;
  seen.add(v);
  const { definitions, assignments } = declFacts(fn.decl);
  const d = definitions.get(v);
  const all = assignments.get(v) ?? [];
  if (d?.kind === 'rangeValue' || d?.kind === 'rangeKey' || all.some((n) => n.kind === 'RangeStmt')) return there;
  const sources: Expr[] = d?.kind === 'value' && d.index === 0 ? [d.value] : [];
  for (const n of all) {
    const at = n.kind === 'AssignStmt' ? n.lhs.findIndex((l) => isVariable(fn, l, v)) : -1;
    const source = n.kind === 'AssignStmt' && (n.rhs.length === n.lhs.length || at === 0) ? n.rhs[at] : undefined;
    if (source) sources.push(source);
  }
  return either(sources.map((s) => wasThere(fn, s, seen)));
}

const isVariable = (fn: FunctionUnit, e: Expr, v: LocalVar): boolean =>
  e.kind === 'Ident' && fn.package.objectOf(e) === v;

/** `c.brokers[id] = b`, `p.all = append(p.all, b)`: somebody else has it too. */
function isRegistered(fn: FunctionUnit, v: LocalVar): boolean {
  const { parents, uses } = declFacts(fn.decl);
  return (uses.get(v) ?? []).some((u) => {
    let node: Node = u;
    let parent = parents.get(node);
    if (parent?.kind === 'CallExpr' && parent.fun.kind === 'Ident' && parent.fun.name === 'append')
      [node, parent] = [parent, parents.get(parent)];
    if (parent?.kind !== 'AssignStmt') return false;
    const at = parent.rhs.indexOf(node as Expr);
    const target = parent.lhs[at];
    return (
      target !== undefined && (target.kind === 'SelectorExpr' || target.kind === 'IndexExpr') && isOutside(fn, target)
    );
  });
}

/** Does the path begin with something that was there before the function was called? */
function isOutside(fn: FunctionUnit, e: Expr): boolean {
  const root = rootOf(e);
  const object = root && fn.package.objectOf(root);
  if (root === undefined || object?.kind === 'var' || object?.kind === 'package') return true;
  if (object?.kind !== 'local') return false;
  return object.role === 'param' || object.role === 'receiver' || object.owner !== fn.syntax;
}

import { walkOwn } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import type { Conclusion, PackageFact } from '../package/facts.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import type { CallExpr, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { parameterAt } from './ownership.ts';

/** The methods by which an owner of goroutines or connections is ended. */
export const endings = ['Close', 'Stop', 'Shutdown', 'Unsubscribe', 'Destroy', 'Terminate'] as const;

/** Who made a value: a function of the package, or one of others by its full name. */
type Maker = FunctionUnit | string;

/** How a function treats what it gets from a maker: ends it by a method, or passes it on as its own result. */
interface Treatment {
  readonly maker: string;
  readonly ending: string | undefined;
  /** The function itself, where it returns the value. */
  readonly passedBy: string | undefined;
}

/**
 * By which method a maker's results are ended, as the package itself shows: some function ends what it got from it. Also
 * for makers whose result such a function only passes on. Undefined where nothing does.
 */
export function endingOfMade(pkg: PackageView, maker: Maker): string | undefined {
  return pkg.conclude(endingsByMaker).get(keyOf(maker));
}

const treatments: PackageFact<Treatment> = {
  name: 'treatment of what is made',
  of: (fn) => {
    const found: Treatment[] = [];
    walkOwn(fn, (n) => {
      if (n.kind !== 'AssignStmt') return;
      const call = n.rhs.length === 1 && n.rhs[0] ? unparen(n.rhs[0]) : undefined;
      const [target] = n.lhs;
      const v = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
      const maker = call?.kind === 'CallExpr' && v?.kind === 'local' ? makerOf(fn, call) : undefined;
      if (v?.kind !== 'local' || !maker) return;
      const ending = endingOf(fn, v) ?? endingByCallee(fn, v, 0);
      const passedBy = isReturned(fn, v) ? keyOf(fn) : undefined;
      if (ending || passedBy) found.push({ maker: keyOf(maker), ending, passedBy });
    });
    return found;
  },
};

/** Literals make nothing by name. */
const keyOf = (maker: Maker): string =>
  typeof maker === 'string' ? maker : maker.outer ? '' : `${maker.package.path}: ${maker.name}`;

const endingsByMaker: Conclusion<Treatment> = {
  name: 'endings of what is made',
  from: treatments,
  of: (said) => {
    const found = new Map<string, string>();
    for (const { maker, ending } of said) if (ending) found.set(maker, ending);
    for (let size = -1; size !== found.size; ) {
      size = found.size;
      for (const { maker, passedBy } of said) {
        const ending = passedBy === undefined ? undefined : found.get(passedBy);
        if (ending && !found.has(maker)) found.set(maker, ending);
      }
    }
    return found;
  },
};

export function makerOf(fn: FunctionUnit, call: CallExpr): Maker | undefined {
  const callee = fn.package.calleeOf(call);
  if (callee.kind === 'function') return callee.function;
  if (callee.kind !== 'external' && callee.kind !== 'dynamic') return undefined;
  return `${callee.path}.${callee.receiver}.${callee.name}`;
}

/** The method by which the function ends what the variable holds, on some path. */
export function endingOf(fn: FunctionUnit, v: LocalVar): string | undefined {
  const { parents, uses } = declFacts(fn.decl);
  for (const u of uses.get(v) ?? []) {
    const sel = parents.get(u);
    const call = sel?.kind === 'SelectorExpr' && sel.x === u ? parents.get(sel) : undefined;
    const isEnding = sel?.kind === 'SelectorExpr' && (endings as readonly string[]).includes(sel.sel.name);
    if (isEnding && call?.kind === 'CallExpr' && call.fun === sel) return sel.sel.name;
  }
  return undefined;
}

/** How a function of the package that gets it as an argument ends it, or one to which that hands it. */
function endingByCallee(fn: FunctionUnit, v: LocalVar, depth: number): string | undefined {
  const { parents, uses } = declFacts(fn.decl);
  for (const u of uses.get(v) ?? []) {
    const call = parents.get(u);
    const callee = call?.kind === 'CallExpr' && call.fun !== u ? fn.package.calleeOf(call) : undefined;
    if (call?.kind !== 'CallExpr' || callee?.kind !== 'function') continue;
    const param = parameterAt(callee.function, call.args.indexOf(u));
    const ending =
      param &&
      (endingOf(callee.function, param) ?? (depth < 2 ? endingByCallee(callee.function, param, depth + 1) : undefined));
    if (ending) return ending;
  }
  return undefined;
}

function isReturned(fn: FunctionUnit, v: LocalVar): boolean {
  const { parents, uses } = declFacts(fn.decl);
  return (uses.get(v) ?? []).some((u: Node) => parents.get(u)?.kind === 'ReturnStmt');
}

/** Types of the standard library that hold nothing but memory or a file, which the collector takes care of. */
export function isPassive(fn: FunctionUnit, v: LocalVar): boolean {
  const type = dereferenced(fn.package.typeOfObject(v));
  if (type.kind !== 'named') return type.kind === 'interface' || type.kind === 'basic' || /^err/i.test(v.name);
  if (type.path === '' || /^err/i.test(v.name)) return true;
  const isStandard = !type.path.split('/')[0]?.includes('.') && type.path !== fn.package.path;
  return isStandard && type.path !== 'net' && fn.package.knowledge.isType(type.path, type.name);
}

import { declFacts } from '../facts/scopes.ts';
import { isNamed, type Type } from '../facts/types.ts';
import type { FunctionUnit, PackageView, Use } from '../package/view.ts';
import type { Expr, Ident, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walkFunction } from '../syntax/walk.ts';

/** A map, `sync.Map` or slice that a package variable, a field or a captured local holds, with all that is done to it. */
export interface Container {
  readonly name: string;
  readonly kind: 'map' | 'syncMap' | 'slice';
  readonly uses: readonly ContainerUse[];
}

/** `expr` is what names the container: an identifier, or `s.seen`. */
export type ContainerUse = Pick<Use, 'decl' | 'function' | 'ident' | 'expr' | 'parent'>;

/** What kind of container it is, if new keys or elements may come without end. */
export function containerKind(pkg: PackageView, type: Type): Container['kind'] | undefined {
  if (isNamed(type, 'sync', 'Map')) return 'syncMap';
  const t = pkg.underlying(type);
  if (t.kind === 'slice') return 'slice';
  return t.kind === 'map' && isOpenKey(pkg, t.key) ? 'map' : undefined;
}

/** Strings, and structs with a string in them; a named string is one of a few, as a rule. */
function isOpenKey(pkg: PackageView, key: Type): boolean {
  if (key.kind === 'basic') return key.name === 'string';
  const t = pkg.underlying(key);
  return t.kind === 'struct' && t.fields.some((f) => f.type.kind === 'basic' && f.type.name === 'string');
}

/** The statement or call by which the use adds an entry under a key that is no constant, or an element. */
export function insertion(pkg: PackageView, kind: Container['kind'], use: ContainerUse): Node | undefined {
  const { parents } = declFacts(use.decl);
  const { parent: above, expr } = use;
  const next = parents.get(above);
  if (kind === 'slice') return isAppend(pkg, use) ? above : undefined;
  if (kind === 'map') {
    if (above.kind !== 'IndexExpr' || above.x !== expr || !next || !assigns(next, above)) return undefined;
    const [key] = above.indices;
    return key && isNew(pkg, use, key) ? next : undefined;
  }
  if (above.kind !== 'SelectorExpr' || next?.kind !== 'CallExpr' || !/^(Store|LoadOrStore|Swap)$/.test(above.sel.name))
    return undefined;
  const [key] = next.args;
  return key && isOpenKey(pkg, pkg.typeOf(key)) && isNew(pkg, use, key) ? next : undefined;
}

const isNew = (pkg: PackageView, use: ContainerUse, key: Expr): boolean =>
  pkg.constantOf(key) === undefined && !isThere(use, key);

const assigns = (n: Node, target: Expr): boolean =>
  (n.kind === 'AssignStmt' && n.lhs.includes(target)) || (n.kind === 'IncDecStmt' && n.x === target);

/** `log = append(log, x)`, seen from the `log` on the left. */
function isAppend(pkg: PackageView, { parent, expr, decl }: ContainerUse): boolean {
  if (parent.kind !== 'AssignStmt' || parent.lhs.length !== 1 || parent.lhs[0] !== expr) return false;
  const [value] = parent.rhs;
  return value !== undefined && isAppendTo(pkg, value, decl.text.slice(expr.start, expr.end), decl.text);
}

function isAppendTo(pkg: PackageView, value: Expr, name: string, text: string): boolean {
  const call = unparen(value);
  if (call.kind !== 'CallExpr' || call.fun.kind !== 'Ident' || call.fun.name !== 'append') return false;
  const [to] = call.args;
  return pkg.calleeOf(call).kind === 'builtin' && to !== undefined && text.slice(to.start, to.end) === name;
}

/** The key comes from a range over the map, or has just been found in it. */
function isThere(use: ContainerUse, key: Expr): boolean {
  const text = (e: Expr): string => use.decl.text.slice(e.start, e.end);
  const isMap = (e: Expr | undefined): boolean => e !== undefined && text(e) === text(use.expr);
  const { parents } = declFacts(use.decl);
  let inner: Node = use.expr;
  for (let n = parents.get(inner); n; [inner, n] = [n, parents.get(n)]) {
    if (n.kind === 'RangeStmt' && isMap(n.x) && n.key && text(n.key) === text(key)) return true;
    if (n.kind !== 'IfStmt' || n.body !== inner || n.init?.kind !== 'AssignStmt' || n.cond.kind !== 'Ident') continue;
    const [found] = n.init.rhs;
    const ok = n.init.lhs[1];
    if (found?.kind === 'IndexExpr' && isMap(found.x) && ok?.kind === 'Ident' && ok.name === n.cond.name) return true;
  }
  return false;
}

/** Anything that takes entries away, measures the container, replaces it or hands it out. */
export function bounds(kind: Container['kind'], use: ContainerUse): boolean {
  const { parent: above, expr } = use;
  switch (above.kind) {
    case 'CallExpr':
      return above.fun !== expr && !isGrowing(use, above);
    // `&m[k]` does not compile for maps; an index into what the entry holds is about the entry.
    case 'IndexExpr':
      return above.x !== expr || (kind === 'slice' && isTarget(use, above));
    case 'SliceExpr':
      return true;
    case 'RangeStmt':
    case 'BinaryExpr':
      return false;
    case 'SelectorExpr':
      return kind !== 'syncMap' || /^(Delete|LoadAndDelete|CompareAndDelete|Clear|Range)$/.test(above.sel.name);
    // `&server{seen: map[string]int{}}`
    case 'KeyValueExpr':
      return above.key !== expr;
    default:
      return true;
  }
}

/** `append(log, x)` whose result goes into `log` again. */
function isGrowing(use: ContainerUse, call: Node): boolean {
  if (call.kind !== 'CallExpr' || call.fun.kind !== 'Ident' || call.fun.name !== 'append' || call.args[0] !== use.expr)
    return false;
  const stmt = declFacts(use.decl).parents.get(call);
  const target = stmt?.kind === 'AssignStmt' && stmt.lhs.length === 1 ? stmt.lhs[0] : undefined;
  const text = (e: Expr): string => use.decl.text.slice(e.start, e.end);
  return target !== undefined && text(target) === text(use.expr);
}

/** `ring[i] = x`: a slice whose elements are overwritten is a ring or a table. */
function isTarget(use: ContainerUse, index: Expr): boolean {
  const above = declFacts(use.decl).parents.get(index);
  return above !== undefined && assigns(above, index);
}

/** What the function adds to, as it names it: `seen` of the package, `s.seen` of its receiver, `seen` of the function around. */
export interface Addition {
  readonly target: Expr;
  readonly root: Ident;
}

/** The places of a function that may add to a container that lives longer than the call. */
export function additionsIn(fn: FunctionUnit): Addition[] {
  const found: Addition[] = [];
  walkFunction(fn.syntax, (n) => {
    const target =
      n.kind === 'AssignStmt' && n.lhs.length === 1
        ? n.lhs[0]
        : n.kind === 'IncDecStmt'
          ? n.x
          : n.kind === 'CallExpr' && n.fun.kind === 'SelectorExpr' && /^(Store|LoadOrStore|Swap)$/.test(n.fun.sel.name)
            ? n.fun.x
            : undefined;
    const held = target?.kind === 'IndexExpr' ? target.x : target;
    const root = held?.kind === 'SelectorExpr' && held.x.kind === 'Ident' ? held.x : held;
    if (held && root?.kind === 'Ident') found.push({ target: held, root });
  });
  return found;
}

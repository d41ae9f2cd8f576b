import type { Obj } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { DeferStmt, Expr, FuncLit, Ident, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import type { Block } from './cfg.ts';
import type { HeldName } from './heldNames.ts';
import { nilTest } from './nilTest.ts';
import { useOf } from './ownership.ts';

/**
 * `defer func() { if err != nil { cancel() } }()`: the error variable that decides, when the deferred closure runs, whether
 * it releases. Undefined for a closure that releases otherwise too.
 */
export function decidingError(fn: FunctionUnit, d: DeferStmt, names: readonly HeldName[]): Obj | undefined {
  const call = unparen(d.call);
  const literal = call.kind === 'CallExpr' ? call.fun : undefined;
  if (literal?.kind !== 'FuncLit') return undefined;
  const deciding = new Set<Obj | undefined>();
  walk(literal.body, (n) => {
    const object = n.kind === 'Ident' ? fn.package.objectOf(n) : undefined;
    const name = object && names.find((x) => x.variable === object);
    if (n.kind === 'Ident' && name && useOf(fn, n, name.release) !== 'borrows')
      deciding.add(errorAround(fn, n, literal));
    return true;
  });
  const [only] = deciding;
  return deciding.size === 1 ? only : undefined;
}

/** The variable `err` of the innermost `if err != nil { … }` around a use, inside of the closure. */
function errorAround(fn: FunctionUnit, use: Ident, literal: FuncLit): Obj | undefined {
  const { parents } = declFacts(fn.decl);
  let inner: Node = use;
  for (let n = parents.get(use); n && n !== literal; [inner, n] = [n, parents.get(n)]) {
    if (n.kind !== 'IfStmt' || n.body !== inner) continue;
    const test = nilTest(fn, unparen(n.cond));
    const { object } = test ?? {};
    // A variable of the closure itself, as what `recover` returned, is not known at the return.
    const isOutside = object?.kind === 'local' && object.owner === fn.syntax && object.role !== 'param';
    if (test && !test.equal && test.field === undefined && isOutside) return object;
  }
  return undefined;
}

/** May the named result be nil when the function is left by this block: `return x, nil`, `return x, work()`? */
export function mayBeNilAt(fn: FunctionUnit, result: Obj, exit: Block): boolean {
  const last = exit.items.at(-1);
  if (last?.node.kind !== 'ReturnStmt') return false;
  const names = fn.syntax.type.results.flatMap((r) => r.names);
  const value = last.node.results[names.findIndex((n) => fn.package.objectOf(n) === result)];
  return value !== undefined && last.node.results.length === names.length && mayBeNil(fn, unparen(value));
}

/** A call that makes an error, by its name or because what it gives is no interface, does not give nil. */
function mayBeNil(fn: FunctionUnit, value: Expr): boolean {
  if (value.kind === 'Ident') return value.name === 'nil';
  if (value.kind !== 'CallExpr') return false;
  const fun = unparen(value.fun);
  const name = fun.kind === 'SelectorExpr' ? fun.sel.name : fun.kind === 'Ident' ? fun.name : '';
  if (/err|fail|wrap|status|invalid|^new|^to[A-Z]/i.test(name) || fn.textOf(fun).startsWith('errors.')) return false;
  const given = fn.package.underlying(fn.package.typeOf(value)).kind;
  return given === 'interface' || given === 'unknown';
}

import type { Expr, ForStmt, RangeStmt } from '../../syntax/ast.ts';
import { pathOf, unparen } from '../../syntax/print.ts';
import { walk } from '../../syntax/walk.ts';
import type { Operand } from '../code.ts';
import { int } from '../value.ts';
import type { Builder } from './builder.ts';
import { constant } from './expressions.ts';

/**
 * `wg.Add(len(xs))` before `for range xs`, `wg.Add(n)` before `for i < n`: the count is settled when it is first asked for,
 * so that the loop goes round as often. Other counts stay unknown.
 */
export function settleCount(b: Builder, count: Expr, operand: Operand): void {
  if (operand.kind === 'const' || !isLoopedOver(b, count)) return;
  const next = b.label();
  // Asking is what settles it, whatever the answer.
  const condition: Operand = { kind: 'compare', op: '<', x: constant(int(1)), y: operand };
  b.emit({ op: 'test', condition, yes: next, no: next, of: 'aside' });
  b.place(next);
}

/** The first loop behind the statement is over just this: another list of the same length is none. */
function isLoopedOver(b: Builder, count: Expr): boolean {
  const x = unparen(count);
  const isLength = x.kind === 'CallExpr' && x.fun.kind === 'Ident' && x.fun.name === 'len';
  const [list] = isLength ? x.args : [x];
  const path = list && pathOf(list);
  if (path === undefined || !b.unit.syntax.body) return false;
  const text = b.unit.textOf(x);
  let loop: ForStmt | RangeStmt | undefined;
  walk(b.unit.syntax.body, (n) => {
    if (n.kind === 'FuncLit' || loop) return false;
    if ((n.kind === 'RangeStmt' || n.kind === 'ForStmt') && n.start > count.start) loop = n;
    return true;
  });
  if (loop?.kind === 'RangeStmt') return pathOf(loop.x) === path;
  return loop?.cond?.kind === 'BinaryExpr' && b.unit.textOf(loop.cond.y) === text;
}

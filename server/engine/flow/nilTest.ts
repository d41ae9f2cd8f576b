import type { Obj } from '../facts/objects.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Expr } from '../syntax/ast.ts';

/** `v == nil`, `v.Body != nil`: which variable (or field of it) is compared with nil. */
export interface NilTest {
  readonly object: Obj;
  readonly field: string | undefined;
  /** `==` and not `!=`. */
  readonly equal: boolean;
}

export function nilTest(fn: FunctionUnit, cond: Expr): NilTest | undefined {
  if (cond.kind !== 'BinaryExpr' || (cond.op !== '==' && cond.op !== '!=')) return undefined;
  const isNil = (e: Expr): boolean => e.kind === 'Ident' && e.name === 'nil';
  const operand = isNil(cond.y) ? cond.x : isNil(cond.x) ? cond.y : undefined;
  const field = operand?.kind === 'SelectorExpr' ? operand.sel.name : undefined;
  const root = operand?.kind === 'SelectorExpr' ? operand.x : operand;
  const object = root?.kind === 'Ident' ? fn.package.objectOf(root) : undefined;
  return object && { object, field, equal: cond.op === '==' };
}

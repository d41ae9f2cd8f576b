import type { Expr } from '../syntax/ast.ts';

/** How a local variable came by its type. */
export type Definition =
  | { readonly kind: 'typed'; readonly type: Expr }
  /** Result `index` of `count` values assigned from `value`. */
  | { readonly kind: 'value'; readonly value: Expr; readonly index: number; readonly count: number }
  | { readonly kind: 'rangeKey' | 'rangeValue'; readonly x: Expr }
  /** In a clause of a type switch; one type gives the type, several or none give that of `x`. */
  | { readonly kind: 'typeSwitch'; readonly types: readonly Expr[]; readonly x: Expr };

/** How the variable at `index` of `count` on the left gets its value; undefined where nothing stands on the right. */
export function valueDefinition(values: readonly Expr[], index: number, count: number): Definition | undefined {
  const own = values.length === count ? values[index] : values[0];
  if (!own) return undefined;
  return {
    kind: 'value',
    value: own,
    index: values.length === count ? 0 : index,
    count: values.length === count ? 1 : count,
  };
}

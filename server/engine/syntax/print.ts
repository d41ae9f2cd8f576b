import type { Expr, Ident } from './ast.ts';

/** Looks through parentheses. */
export function unparen(e: Expr): Expr {
  let x = e;
  while (x.kind === 'ParenExpr') x = x.x;
  return x;
}

/**
 * `s.done`, `x`, `(*p).ch`: the canonical spelling of an operand made of names, selectors and dereferences only;
 * undefined for anything that is evaluated anew each time (calls, indexes).
 */
export function pathOf(e: Expr): string | undefined {
  const x = unparen(e);
  if (x.kind === 'Ident') return x.name;
  if (x.kind === 'StarExpr') return pathOf(x.x);
  if (x.kind === 'UnaryExpr' && x.op === '&') return pathOf(x.x);
  if (x.kind !== 'SelectorExpr') return undefined;
  const base = pathOf(x.x);
  return base === undefined ? undefined : `${base}.${x.sel.name}`;
}

/** `s` in `s.mu`, `(*s).done`, `&s.wg`. */
export function rootOf(e: Expr): Ident | undefined {
  const x = unparen(e);
  if (x.kind === 'Ident') return x;
  return x.kind === 'SelectorExpr' || x.kind === 'StarExpr' || (x.kind === 'UnaryExpr' && x.op === '&')
    ? rootOf(x.x)
    : undefined;
}

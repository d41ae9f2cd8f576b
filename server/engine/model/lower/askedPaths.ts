import type { LocalVar } from '../../facts/objects.ts';
import { declFacts } from '../../facts/scopes.ts';
import { dereferenced } from '../../facts/types.ts';
import type { CallExpr, Expr, SelectorExpr } from '../../syntax/ast.ts';
import { pathOf, rootOf, unparen } from '../../syntax/print.ts';
import { walk } from '../../syntax/walk.ts';
import { unknownOperand } from '../code.ts';
import type { Builder } from './builder.ts';
import { localOf } from './variables.ts';

/**
 * `request.Items`, of a parameter whose type is of another module: nothing is known of it, but that two questions about it
 * have one answer while nobody is handed the parameter. Paths that are asked for more than once have a slot of their own.
 */
export type AskedPaths = ReadonlyMap<string, { readonly slot: number; readonly root: LocalVar }>;

export function askedPaths(b: Builder): AskedPaths {
  const { syntax } = b.unit;
  const counts = new Map<string, { times: number; root: LocalVar }>();
  const { assignments, parents } = declFacts(b.unit.decl);
  if (!syntax.body) return new Map();
  walk(syntax.body, (n) => {
    if (n.kind === 'FuncLit') return false;
    if (n.kind !== 'SelectorExpr') return true;
    const parent = parents.get(n);
    const isCalled = parent?.kind === 'CallExpr' && parent.fun === n;
    const root = rootOf(n);
    const v = root && localOf(b, root);
    const path = pathOf(n);
    if (isCalled || path === undefined || v?.role !== 'param' || v.owner !== syntax) return true;
    if (
      (assignments.get(v) ?? []).length > 0 ||
      b.program.layoutOf(dereferenced(b.package.typeOfObject(v))) !== undefined
    )
      return true;
    const known = counts.get(path);
    if (known) known.times++;
    else counts.set(path, { times: 1, root: v });
    return true;
  });
  const found = new Map<string, { slot: number; root: LocalVar }>();
  for (const [path, { times, root }] of counts) if (times > 1) found.set(path, { slot: b.slot(), root });
  return found;
}

/** The slot of a path that is asked for more than once. */
export function askedPath(b: Builder, x: SelectorExpr): number | undefined {
  const path = b.asked.size > 0 ? pathOf(x) : undefined;
  const asked = path === undefined ? undefined : b.asked.get(path);
  const root = asked && rootOf(x);
  return asked && root && localOf(b, root) === asked.root ? asked.slot : undefined;
}

/** Who is handed the parameter, or a part of it, may change what is asked for. */
export function forgetAsked(b: Builder, expressions: readonly Expr[]): void {
  if (b.asked.size === 0) return;
  for (const e of expressions) {
    const x = unparen(e);
    const root = rootOf(x.kind === 'UnaryExpr' ? x.x : x);
    const v = root && localOf(b, root);
    for (const { slot, root: of } of b.asked.values())
      if (v === of) b.emit({ op: 'set', target: { kind: 'slot', slot }, value: unknownOperand });
  }
}

/** What a call may change: pointers, maps and what it is a method of, if it is not named as one that only answers. */
export function changedBy(b: Builder, c: CallExpr): readonly Expr[] {
  const callee = b.package.calleeOf(c);
  if (
    callee.kind === 'conversion' ||
    (callee.kind === 'builtin' && callee.name !== 'delete' && callee.name !== 'clear')
  )
    return [];
  const fun = unparen(c.fun);
  const isAnswering = fun.kind === 'SelectorExpr' && /^(Get|Is|Has|Len|String)/.test(fun.sel.name);
  const handed = c.args.filter((a) => {
    const { kind } = b.package.underlying(b.package.typeOf(a));
    return kind !== 'basic' && kind !== 'slice' && kind !== 'array';
  });
  return fun.kind === 'SelectorExpr' && !isAnswering ? [fun.x, ...handed] : handed;
}

import type { LocalVar, PackageVar } from '../facts/objects.ts';
import { dereferenced } from '../facts/types.ts';
import { embeddedPath } from '../package/embedded.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Expr } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';

/** How code names a thing: a variable, and the fields from there, embedded ones written out. */
export interface AccessPath {
  readonly root: LocalVar | PackageVar;
  readonly fields: readonly string[];
}

/** The path of an operand made of names, selectors, dereferences and `&`; undefined for what is evaluated anew each time. */
export function accessPath(fn: FunctionUnit, e: Expr): AccessPath | undefined {
  const x = unparen(e);
  if (x.kind === 'Ident') {
    const root = fn.package.objectOf(x);
    return root?.kind === 'local' || root?.kind === 'var' ? { root, fields: [] } : undefined;
  }
  if (x.kind === 'StarExpr' || (x.kind === 'UnaryExpr' && x.op === '&')) return accessPath(fn, x.x);
  if (x.kind !== 'SelectorExpr') return undefined;
  const base = accessPath(fn, x.x);
  const member = base && fn.package.member(fn.package.typeOf(x.x), x.sel.name);
  if (!base || member?.kind !== 'field') return undefined;
  return extended(base, [...embeddedSteps(fn, x.x, member.path, member.owner), x.sel.name]);
}

/** The part of the operand that a promoted method or field of `path.owner` belongs to. */
export function ownerPath(fn: FunctionUnit, operand: Expr, path: string, owner: string): AccessPath | undefined {
  const base = accessPath(fn, operand);
  return base && extended(base, embeddedSteps(fn, operand, path, owner));
}

const embeddedSteps = (fn: FunctionUnit, operand: Expr, path: string, owner: string): readonly string[] =>
  owner === '' ? [] : (embeddedPath(fn.package, dereferenced(fn.package.typeOf(operand)), path, owner) ?? []);

export const extended = (p: AccessPath, fields: readonly string[]): AccessPath => ({
  root: p.root,
  fields: [...p.fields, ...fields],
});

export const samePath = (a: AccessPath, b: AccessPath): boolean =>
  a.root === b.root && a.fields.length === b.fields.length && a.fields.every((f, i) => f === b.fields[i]);

/** `s.mu`, as a reader would write it. */
export const spelled = (p: AccessPath): string => [p.root.name, ...p.fields].join('.');

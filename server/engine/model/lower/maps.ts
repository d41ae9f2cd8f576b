import type { Expr, IndexExpr } from '../../syntax/ast.ts';
import { unparen } from '../../syntax/print.ts';
import { type Operand, type Target, unknownOperand } from '../code.ts';
import type { Builder } from './builder.ts';
import { constant, value } from './expressions.ts';
import { carries, kindOf } from './types.ts';
import { zero } from './variables.ts';

/** The type of a map's values when they may communicate: other maps are not followed. */
export function mapValue(b: Builder, map: Expr) {
  const under = b.package.underlying(b.package.typeOf(map));
  return under.kind === 'map' && carries(b.package, under.value) ? under.value : undefined;
}

/** What tells one key from another; unknown for keys that are compared by content which the model does not keep. */
export function key(b: Builder, e: Expr): Operand {
  const folded = b.package.constantOf(e);
  if (typeof folded === 'string') return constant(b.program.nameOf(folded));
  const of = value(b, e);
  const kind = kindOf(b.package, b.package.typeOf(e));
  return kind === 'number' || kind === 'bool' || kind === 'chan' || kind === 'pointer' ? of : unknownOperand;
}

/** `m[k]`, or `v, ok := m[k]`, of a map that is followed; undefined for others. */
export function lookup(b: Builder, x: IndexExpr, ok: Target | undefined): Operand | undefined {
  const type = mapValue(b, x.x);
  const index = x.indices[0];
  if (!type || !index) return undefined;
  const map = b.keep(value(b, x.x));
  const at = b.keep(key(b, index));
  const target = b.temp();
  b.emit({ op: 'lookup', map, key: at, target, ok, zero: b.keep(zero(b, type)) }, x);
  return target;
}

/** `m[k] = v`; false when the map is not followed. */
export function put(b: Builder, x: IndexExpr, from: Operand): boolean {
  const index = x.indices[0];
  if (!mapValue(b, x.x) || !index) return false;
  const stored = b.keep(from);
  b.emit({ op: 'put', map: b.keep(value(b, x.x)), key: key(b, index), value: stored }, x);
  return true;
}

/** `delete(m, k)` */
export function remove(b: Builder, map: Expr, index: Expr): void {
  if (mapValue(b, unparen(map)))
    b.emit({ op: 'put', map: b.keep(value(b, map)), key: key(b, index), value: undefined });
}

import type { Obj } from '../facts/objects.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Node } from '../syntax/ast.ts';
import { type AccessPath, samePath } from './accessPath.ts';
import { type LockEffect, lockEffects, releases } from './lockEffects.ts';
import { lockCall } from './locks.ts';
import { assignedBy, findPath, type Path } from './paths.ts';

/** A lock that is taken while another (or the same) one is held. */
export interface Nested {
  readonly function: FunctionUnit;
  readonly outer: LockEffect;
  readonly inner: LockEffect;
  readonly isSame: boolean;
  readonly path: Path;
}

/** What a function locks, itself or through its callees, on a path on which a lock of its own is still held. */
export function nestedLocks(fn: FunctionUnit): Nested[] {
  const effects = lockEffects(fn);
  if (effects.length < 2) return [];
  return effects.flatMap((outer) => {
    // Only its own locks: what a callee locks it is taken to give back.
    const own = outer.mutex;
    if (!own || !lockCall(fn, outer.call)) return [];
    return effects.flatMap((inner): Nested[] => {
      if (inner.item === outer.item || effects.find((e) => isLike(e, inner)) !== inner) return [];
      // What the callee unlocks and locks again was given back in between.
      if (isSame(outer, inner) && !inner.isFirst) return [];
      const path = heldPath(fn, outer, own, inner);
      return path ? [{ function: fn, outer, inner, path, isSame: isSame(outer, inner) }] : [];
    });
  });
}

/** Locks the same mutex in the same statement. */
const isLike = (a: LockEffect, b: LockEffect): boolean =>
  a.item === b.item && a.what === b.what && (isSame(a, b) || (!a.mutex && !b.mutex && a.kind === b.kind));

const isSame = (a: LockEffect, b: LockEffect): boolean =>
  a.mutex !== undefined && b.mutex !== undefined && samePath(a.mutex, b.mutex);

/** A path from the one to the other on which nothing unlocks, and nobody changes what the path's name stands for. */
function heldPath(fn: FunctionUnit, outer: LockEffect, mutex: AccessPath, inner: LockEffect): Path | undefined {
  const gone = (node: Node): boolean => releases(fn, node, outer) || renames(fn, node, mutex);
  return findPath(fn, outer.block, outer.index, {
    item: (i) =>
      i === inner.item
        ? 'found'
        : i === outer.item || (i.kind !== 'defer' && i.kind !== 'go' && gone(i.node))
          ? 'stop'
          : 'on',
    edge: () => 'on',
    exit: () => 'stop',
  });
}

const renames = (fn: FunctionUnit, node: Node, mutex: AccessPath): boolean =>
  assignedBy(fn, node).includes(mutex.root as Obj) ||
  (node.kind === 'AssignStmt' &&
    node.lhs.some((l) => l.kind === 'SelectorExpr' && mutex.fields.slice(0, -1).includes(l.sel.name)));

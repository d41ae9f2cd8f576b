import type { Obj } from '../facts/objects.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Node } from '../syntax/ast.ts';
import { type AccessPath, samePath } from './accessPath.ts';
import type { Block, Item } from './cfg.ts';
import { givesBack, type LockEffect, lockEffects, releases } from './lockEffects.ts';
import { lockCall } from './locks.ts';
import { parameterAt } from './ownership.ts';
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
export const nestedLocks = remembered((fn: FunctionUnit): readonly Nested[] => {
  const effects = lockEffects(fn);
  return effects.length < 2 ? [] : allNested(fn, effects);
}, []);

function allNested(fn: FunctionUnit, effects: readonly LockEffect[]): Nested[] {
  const inners = byItem(firstOfEach(effects));
  const order = new Map(effects.map((e, i) => [e, i]));
  const endsOf = holdingEnds(fn);
  return effects.flatMap((outer) => {
    // Only its own locks: what a callee locks it is taken to give back.
    const own = outer.mutex;
    if (!own || !lockCall(fn, outer.call)) return [];
    const ends = endsOf(outer, own);
    const reached = itemsFrom(outer.block, outer.index, ends).flatMap((i) => inners.get(i) ?? []);
    return reached
      .sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0))
      .flatMap((inner): Nested[] => {
        // What the callee unlocks and locks again was given back in between.
        if (inner.item === outer.item || (isSame(outer, inner) && !inner.isFirst)) return [];
        const path = isStillHeld(fn, outer, inner) ? heldPath(fn, outer, ends, inner.item) : undefined;
        return path ? [{ function: fn, outer, inner, path, isSame: isSame(outer, inner) }] : [];
      });
  });
}

/** A path from the lock to the item on which it is held. */
export function pathWhileHeld(fn: FunctionUnit, outer: LockEffect, item: Item): Path | undefined {
  return outer.mutex && heldPath(fn, outer, holdingEnds(fn)(outer, outer.mutex), item);
}

/** Of those that lock the same mutex in the same statement the first. */
function firstOfEach(effects: readonly LockEffect[]): LockEffect[] {
  const isLike = (a: LockEffect, b: LockEffect): boolean =>
    a.what === b.what && (isSame(a, b) || (!a.mutex && !b.mutex && a.kind === b.kind));
  const groups = byItem(effects);
  return effects.filter((inner) => groups.get(inner.item)?.find((e) => isLike(e, inner)) === inner);
}

function byItem(effects: readonly LockEffect[]): ReadonlyMap<Item, readonly LockEffect[]> {
  const groups = new Map<Item, LockEffect[]>();
  for (const e of effects) {
    const group = groups.get(e.item);
    if (group) group.push(e);
    else groups.set(e.item, [e]);
  }
  return groups;
}

const isSame = (a: LockEffect, b: LockEffect): boolean =>
  a.mutex !== undefined && b.mutex !== undefined && samePath(a.mutex, b.mutex);

/** Where a lock is not held any more: something unlocks, or what its path's name stands for has changed. */
function holdingEnds(fn: FunctionUnit): (outer: LockEffect, mutex: AccessPath) => (i: Item) => boolean {
  // Many locks of one mutex in a function ask the same of the same items.
  const byMutex: { readonly mutex: AccessPath; readonly ends: Map<Item, boolean> }[] = [];
  return (outer, mutex) => {
    const known = byMutex.find((m) => samePath(m.mutex, mutex));
    const { ends } = known ?? { ends: new Map<Item, boolean>() };
    if (!known) byMutex.push({ mutex, ends });
    return (i) => {
      if (i === outer.item) return true;
      let answer = ends.get(i);
      if (answer === undefined) {
        const runs = i.kind !== 'defer' && i.kind !== 'go';
        answer = runs && (releases(fn, i.node, outer) || renames(fn, i.node, mutex));
        ends.set(i, answer);
      }
      return answer;
    };
  };
}

/** What can be reached at all, up to where holding ends: the items to which a path is worth a search. */
function itemsFrom(start: Block, index: number, ends: (i: Item) => boolean): Item[] {
  const found = new Set<Item>();
  const seen = new Set<Block>();
  const open: { readonly block: Block; readonly first: number }[] = [{ block: start, first: index + 1 }];
  for (let at = open.pop(); at; at = open.pop()) {
    const items = at.block.items.slice(at.first);
    const end = items.findIndex(ends);
    for (const i of end < 0 ? items : items.slice(0, end + 1)) found.add(i);
    if (end >= 0) continue;
    for (const { to } of at.block.successors) {
      if (seen.has(to)) continue;
      seen.add(to);
      open.push({ block: to, first: 0 });
    }
  }
  return [...found];
}

/** A path from the one to the other on which the first is held. */
function heldPath(fn: FunctionUnit, outer: LockEffect, ends: (i: Item) => boolean, item: Item): Path | undefined {
  return findPath(fn, outer.block, outer.index, {
    item: (i) => (i === item ? 'found' : ends(i) ? 'stop' : 'on'),
    edge: () => 'on',
    exit: () => 'stop',
  });
}

/**
 * Does no callee on the way to the inner lock give the outer one back before: `c.mu.Unlock(); s.mu.Lock()` in a function
 * that is called with `c.mu` held? A branch that asks a flag is not taken where the call says so.
 */
function isStillHeld(fn: FunctionUnit, outer: LockEffect, inner: LockEffect): boolean {
  let caller = fn;
  for (let e: LockEffect | undefined = inner; e?.below; e = e.below.effect) {
    const { function: callee, effect } = e.below;
    const { call } = e;
    const from = caller;
    const ends = givesBack(callee, outer.kind);
    const way = findPath(callee, callee.cfg.entry, -1, {
      item: (i) => {
        if (i === effect.item) return 'found';
        const runs = i.kind !== 'defer' && i.kind !== 'go';
        return runs && ends.some((c) => c.start >= i.node.start && c.end <= i.node.end) ? 'stop' : 'on';
      },
      edge: ({ why }) => (why.kind === 'cond' && isRefused(from, call, callee, why.cond, why.value) ? 'stop' : 'on'),
      exit: () => 'stop',
    });
    if (!way) return false;
    caller = callee;
  }
  return true;
}

/** Does the call hand in a constant for the flag that the condition asks, and the other one? */
function isRefused(caller: FunctionUnit, call: CallExpr, callee: FunctionUnit, cond: Expr, value: boolean): boolean {
  const flag = cond.kind === 'Ident' ? callee.package.objectOf(cond) : undefined;
  if (flag?.kind !== 'local' || flag.role !== 'param') return false;
  const argument = call.args.find((_, i) => parameterAt(callee, i) === flag);
  const known = argument && caller.package.constantOf(argument);
  return typeof known === 'boolean' && known !== value;
}

const renames = (fn: FunctionUnit, node: Node, mutex: AccessPath): boolean =>
  assignedBy(fn, node).includes(mutex.root as Obj) ||
  (node.kind === 'AssignStmt' &&
    node.lhs.some((l) => l.kind === 'SelectorExpr' && mutex.fields.slice(0, -1).includes(l.sel.name)));

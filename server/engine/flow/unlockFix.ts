import type { Obj } from '../facts/objects.ts';
import type { Fix } from '../finding.ts';
import { insertAfter, insertBefore, preferred } from '../fix.ts';
import type { FunctionUnit } from '../package/view.ts';
import { rootOf } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import type { Block, Item } from './cfg.ts';
import { type LockCall, lockCallsIn, mayUnlock, releaseOf } from './locks.ts';
import { findPath, type Path } from './paths.ts';

/**
 * Unlocks on every path that forgets to, at its last point where the mutex is locked for sure and is not unlocked later.
 * None when one of the paths has no such point: unlocking twice is a crash.
 */
export function unlockOnEveryPath(fn: FunctionUnit, lock: LockCall, block: Block, index: number): Fix[] {
  if (lock.what !== 'Lock' && lock.what !== 'RLock') return [];
  const states = lockStates(fn, lock);
  const unlock = `${lock.path}.${releaseOf[lock.what]}()`;
  const points = forgetful(fn, lock, block, index).map((path) => pointOn(path, block, states));
  const statements = [...new Set(points)].map((at) => {
    if (!at || readsGuarded(fn, at, lock)) return undefined;
    return at.node.kind === 'ReturnStmt' || at.node.kind === 'BranchStmt'
      ? insertBefore(fn, at.node, unlock)
      : insertAfter(fn, at.node, unlock);
  });
  return preferred(
    statements.length > 1 ? `Call ${unlock} on every path` : `Call ${unlock} on this path`,
    ...statements,
  );
}

/** The paths that leave it locked, one for every way out, and the one that comes round to the same lock. */
function forgetful(fn: FunctionUnit, lock: LockCall, block: Block, index: number): Path[] {
  const again = block.items[index];
  const path = (goal: Block | undefined): Path | undefined =>
    findPath(fn, block, index, {
      item: (item) => (item === again ? (goal ? 'stop' : 'found') : mayUnlock(fn, item.node, lock) ? 'stop' : 'on'),
      edge: () => 'on',
      exit: (b) => (b === goal ? 'found' : 'stop'),
    });
  const exits = fn.cfg.exits.filter((b) => b.exit === 'return');
  return [undefined, ...exits].flatMap((goal) => path(goal) ?? []);
}

interface LockStates {
  /** At the end of the block the mutex is locked on every way there. */
  isLocked(block: Block): boolean;
  /** Some way on from the end of the block unlocks it. */
  isUnlockedLater(block: Block): boolean;
}

function lockStates(fn: FunctionUnit, lock: LockCall): LockStates {
  const { blocks, entry } = fn.cfg;
  const first = new Map(blocks.map((b) => [b, effects(fn, b, lock).at(0)]));
  const last = new Map(blocks.map((b) => [b, effects(fn, b, lock).at(-1)]));
  const openAtEnd = new Set<Block>();
  let grows = true;
  while (grows) {
    grows = false;
    for (const b of blocks) {
      if (openAtEnd.has(b) || last.get(b) === 'lock') continue;
      if (last.get(b) === 'unlock' || b === entry || b.predecessors.some((e) => openAtEnd.has(e.from))) {
        openAtEnd.add(b);
        grows = true;
      }
    }
  }
  return {
    isLocked: (b) => !openAtEnd.has(b),
    isUnlockedLater: (from) => {
      const seen = new Set<Block>();
      const next = [from];
      for (let b = next.pop(); b; b = next.pop())
        for (const { to } of b.successors) {
          if (seen.has(to)) continue;
          seen.add(to);
          if (first.get(to) === 'unlock') return true;
          if (first.get(to) === undefined) next.push(to);
        }
      return false;
    },
  };
}

function effects(fn: FunctionUnit, block: Block, lock: LockCall): ('lock' | 'unlock')[] {
  return block.items.flatMap((i) => {
    if (mayUnlock(fn, i.node, lock)) return ['unlock' as const];
    const locks = i.kind === 'stmt' && i.node.kind === 'ExprStmt' ? lockCallsIn(fn, i.node) : [];
    return locks.some((l) => l.path === lock.path && l.what === lock.what) ? ['lock' as const] : [];
  });
}

/** The last item of the last block of the path where to unlock is right. */
function pointOn(path: Path, start: Block, states: LockStates): Item | undefined {
  const blocks = [start, ...path.edges.map((e) => e.to)];
  // A path that comes round ends in a block that locks: before that, not at its end.
  if (path.item) blocks.pop();
  const at = blocks.findLast((b) => b.items.length > 0 && states.isLocked(b) && !states.isUnlockedLater(b));
  return at?.items.at(-1);
}

/**
 * Would what the statement returns be read without the lock? Something of the struct that holds the mutex; beside a
 * mutex that stands alone, a variable that others see too.
 */
function readsGuarded(fn: FunctionUnit, at: Item, lock: LockCall): boolean {
  if (at.node.kind !== 'ReturnStmt') return false;
  const operand = lock.call.fun.kind === 'SelectorExpr' ? rootOf(lock.call.fun.x) : undefined;
  const owner = operand && fn.package.objectOf(operand);
  const standsAlone = !lock.path.includes('.');
  let found = false;
  walk(at.node, (n) => {
    const object = n.kind === 'Ident' ? fn.package.objectOf(n) : undefined;
    if (n.kind === 'IndexExpr' || n.kind === 'FuncLit' || (object && object === owner)) found = true;
    if (standsAlone && object && isShared(fn, object)) found = true;
    return !found;
  });
  return found;
}

function isShared(fn: FunctionUnit, object: Obj): boolean {
  if (object.kind === 'local') return object.owner !== fn.syntax;
  if (object.kind !== 'var') return false;
  const type = fn.package.typeOfObject(object);
  return type.kind !== 'named' || type.name !== 'error';
}

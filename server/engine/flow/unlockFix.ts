import type { Obj } from '../facts/objects.ts';
import type { Fix } from '../finding.ts';
import type { FunctionUnit } from '../package/view.ts';
import { rootOf } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import type { Block, Item } from './cfg.ts';
import { type Effect, holding, onEveryPath } from './held.ts';
import { isHandedOver } from './lockContracts.ts';
import { type LockCall, lockCallsIn, mayUnlock, releaseOf } from './locks.ts';
import { findPath, type Path } from './paths.ts';

/** Unlocks on every path that forgets to. */
export function unlockOnEveryPath(fn: FunctionUnit, lock: LockCall, block: Block, index: number): Fix[] {
  if (lock.what !== 'Lock' && lock.what !== 'RLock') return [];
  const unlock = `${lock.path}.${releaseOf[lock.what]}()`;
  const held = holding(
    fn,
    (item) => effect(fn, item, lock),
    () => false,
  );
  const isSafe = (at: Item): boolean => !readsGuarded(fn, at, lock);
  return onEveryPath(fn, unlock, block, forgetful(fn, lock, block, index), held, isSafe);
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
  return [undefined, ...exits].flatMap((goal) => path(goal) ?? []).filter((p) => !isHandedOver(fn, lock, p));
}

function effect(fn: FunctionUnit, item: Item, lock: LockCall): Effect {
  if (mayUnlock(fn, item.node, lock)) return 'gives';
  const locks = item.kind === 'stmt' && item.node.kind === 'ExprStmt' ? lockCallsIn(fn, item.node) : [];
  return locks.some((l) => l.key === lock.key && l.what === lock.what) ? 'takes' : undefined;
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

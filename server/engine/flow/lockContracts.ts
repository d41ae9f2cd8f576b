import { typeName } from '../calls.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import { type LockCall, ownLockCalls, releaseOf } from './locks.ts';
import type { Path } from './paths.ts';

/**
 * Does the path end the function as it is meant to end, with a field locked that another function of the package unlocks
 * without having locked it: `Begin` locks, `Commit` and `Rollback` unlock?
 */
export function isHandedOver(fn: FunctionUnit, lock: LockCall, path: Path): boolean {
  const last = path.end.items.at(-1);
  const endsNormally = !path.item && (last?.kind !== 'return' || last.node === fn.syntax.body?.list.at(-1));
  if (!endsNormally || (lock.what !== 'Lock' && lock.what !== 'RLock')) return false;
  const field = fieldOf(fn, lock);
  return field !== undefined && onlyUnlocked(fn.package).has(`${field}.${releaseOf[lock.what]}`);
}

const known = new WeakMap<PackageView, ReadonlySet<string>>();

/** `store.mu.Unlock` for every field that some function unlocks and does not lock. */
function onlyUnlocked(pkg: PackageView): ReadonlySet<string> {
  const before = known.get(pkg);
  if (before) return before;
  const found = new Set<string>();
  for (const fn of pkg.functions) {
    const calls = fn.outer ? [] : ownLockCalls(fn);
    for (const unlock of calls) {
      const field = unlock.what === 'Unlock' || unlock.what === 'RUnlock' ? fieldOf(fn, unlock) : undefined;
      if (field === undefined) continue;
      const locks = calls.some((c) => c.path === unlock.path && !c.what.endsWith('nlock'));
      if (!locks) found.add(`${field}.${unlock.what}`);
    }
  }
  known.set(pkg, found);
  return found;
}

/** `ComponentStore.pending` for `c.pending.Lock()`. */
function fieldOf(fn: FunctionUnit, lock: LockCall): string | undefined {
  const operand = lock.call.fun.kind === 'SelectorExpr' ? lock.call.fun.x : undefined;
  if (operand?.kind !== 'SelectorExpr') return undefined;
  const owner = typeName(fn.package.typeOf(operand.x));
  return owner === '' ? undefined : `${owner}.${operand.sel.name}`;
}

import { typeName } from '../calls.ts';
import type { PackageFact } from '../package/facts.ts';
import type { FunctionUnit } from '../package/view.ts';
import { type LockCall, ownLockCalls, releaseOf, wrapped } from './locks.ts';
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
  return field !== undefined && fn.package.collect(onlyUnlocked).includes(`${field}.${releaseOf[lock.what]}`);
}

/** `store.mu.Unlock` for every field that some function unlocks and does not lock. */
const onlyUnlocked: PackageFact<string> = {
  name: 'only unlocked',
  words: ['Unlock', 'RUnlock'],
  of: (fn) => {
    // `func (s *S) unlock() { s.mu.Unlock() }` is an unlock by another name, which its callers make.
    const isWrapper = wrapped(fn) !== undefined && /(^|\.)\p{Ll}\w*$/u.test(fn.name);
    const calls = fn.outer || isWrapper ? [] : ownLockCalls(fn);
    return calls.flatMap((unlock) => {
      const field = unlock.what === 'Unlock' || unlock.what === 'RUnlock' ? fieldOf(fn, unlock) : undefined;
      const locks = calls.some((c) => c.path === unlock.path && !c.what.endsWith('nlock'));
      return field === undefined || locks ? [] : [`${field}.${unlock.what}`];
    });
  },
};

/** `ComponentStore.pending` for `c.pending.Lock()`. */
function fieldOf(fn: FunctionUnit, lock: LockCall): string | undefined {
  const operand = lock.call.fun.kind === 'SelectorExpr' ? lock.call.fun.x : undefined;
  if (operand?.kind !== 'SelectorExpr') return undefined;
  const owner = typeName(fn.package.typeOf(operand.x));
  return owner === '' ? undefined : `${owner}.${operand.sel.name}`;
}

import { callsIn } from '../engine/calls.ts';
import type { Place, WitnessStep } from '../engine/finding.ts';
import type { Block, Item } from '../engine/flow/cfg.ts';
import { endsInError, endsInSuccess } from '../engine/flow/errorReturns.ts';
import { handsOnLock, isHandedOver, isUnlockedElsewhere } from '../engine/flow/lockContracts.ts';
import { lockEffects } from '../engine/flow/lockEffects.ts';
import { kindKey, lockOperations, ownLocks } from '../engine/flow/lockFacts.ts';
import { type LockCall, lockCallsIn, mayUnlock, ownLockCalls, releaseOf } from '../engine/flow/locks.ts';
import { assignedBy, findPath, type Verdict } from '../engine/flow/paths.ts';
import { privateMutex } from '../engine/flow/privateMutex.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { unlockOnEveryPath } from '../engine/flow/unlockFix.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { FunctionUnit, PackageView } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { CallExpr, Node } from '../engine/syntax/ast.ts';

export const rule: Rule = {
  meta: {
    id: 'lock-not-released',
    title: 'Lock not released on a path',
    group: 'locks',
    level: 'error',
    summary:
      'A path leaves the function, or comes round a loop, with a mutex still locked that the function unlocks on its other paths.',
    why: 'A mutex is not tied to the goroutine or function that locked it. Left locked, the next `Lock` waits for ever, and with it everyone who comes after.',
    fix: 'Unlock before leaving, or `defer mu.Unlock()` right after locking.',
    silentAbout: [
      'a mutex that nothing in the package unlocks: a gate that is shut for good',
      'a local mutex that only the body of the function itself uses, when the function returns',
      'functions that never unlock it, where they succeed too, or unlock it first: their contract is another one',
      'functions named `lock…`, `…Lock` or `…Locked`',
      'locks that a callee, a closure or a returned function releases',
      'locks that a field `…held` or `…locked` remembers for the next call',
      'a lock that the function keeps when all went well, and another method of the package unlocks',
      'a lock of an object that is returned, stored or sent while it is locked',
      'a lock whose own address is returned, stored or sent: who gets it unlocks it',
      '`TryLock` whose answer is no condition, and a mutex that the function locks in another place as well',
      'paths that end the process or panic',
    ],
    links: ['https://pkg.go.dev/sync#Mutex'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'lock-not-released', report, (at) => isGate(pkg, at)),
  checkFunction(fn, report) {
    if (fn.cfg.incomplete || /^(r|try)?lock|lock(ed)?$/i.test(fn.name.replace(/^.*\./, ''))) return;
    const all = ownLockCalls(fn);
    if (all.length === 0 || unlocksOutOfSight(fn, all)) return;
    for (const { lock, block, index, item } of acquisitions(fn)) {
      const kept = keptWithError(fn, lock, all, block, index);
      if (kept) report(kept);
      if (!isOwnBusiness(fn, lock, all)) continue;
      const own = privateMutex(fn, lock);
      let ending = '';
      const path = findPath(fn, block, index, {
        item: (next): Verdict => {
          if (next.node === item.node) {
            ending = `the loop comes round and locks \`${lock.path}\` again, which nobody has unlocked`;
            return lock.tries ? 'stop' : 'found';
          }
          // Round the loop it is another mutex.
          if (own && assignedBy(fn, next.node).includes(own)) return 'stop';
          return mayUnlock(fn, next.node, lock) || notesThatHeld(next.node) || handsOnLock(fn, next.node, lock)
            ? 'stop'
            : 'on';
        },
        edge: () => 'on',
        exit: (b) => {
          ending = `the function returns; \`${lock.path}\` is still locked`;
          return b.exit === 'return' && !own ? 'found' : 'stop';
        },
      });
      if (!path || isHandedOver(fn, lock, path)) continue;
      const unlock = `${lock.path}.${releaseOf[lock.what]}()`;
      report({
        function: fn,
        place: fn.place(lock.call),
        message: `\`${lock.path}\` stays locked on a path out of here: whoever locks it next waits for ever. Call \`${unlock}\` on that path too, or defer it.`,
        witness: [
          { ...fn.place(lock.call), message: `\`${lock.path}\` is locked` },
          ...tellPath(fn, path, ending),
          ...lockedNext(fn, lock.call),
        ],
        fixes: lock.tries ? [] : unlockOnEveryPath(fn, lock, block, index),
      });
    }
  },
};

/**
 * Who locks for his caller, and never unlocks, keeps the lock where he succeeds: another function of the package unlocks it
 * then. With an error the caller has nothing to unlock.
 */
function keptWithError(
  fn: FunctionUnit,
  lock: Acquisition['lock'],
  all: readonly LockCall[],
  block: Block,
  index: number,
): Problem | undefined {
  const others = all.filter((l) => l.key === lock.key && l.call !== lock.call);
  if (lock.tries || others.length > 0 || !isUnlockedElsewhere(fn, lock)) return undefined;
  const end = (goal: (f: FunctionUnit, exit: Block) => boolean) =>
    findPath(fn, block, index, {
      item: ({ node }) =>
        mayUnlock(fn, node, lock) || notesThatHeld(node) || handsOnLock(fn, node, lock) ? 'stop' : 'on',
      edge: () => 'on',
      exit: (b) => (goal(fn, b) ? 'found' : 'stop'),
    });
  const failure = end(endsInError);
  if (!failure || !end(endsInSuccess)) return undefined;
  return {
    function: fn,
    place: fn.place(lock.call),
    lower: true,
    message: `\`${lock.path}\` stays locked on a path that answers an error: the caller has nothing to unlock then, and whoever locks it next waits for ever. Call \`${lock.path}.${releaseOf[lock.what]}()\` on that path.`,
    witness: [
      { ...fn.place(lock.call), message: `\`${lock.path}\` is locked, and the caller unlocks it where all went well` },
      ...tellPath(fn, failure, `the function answers an error; \`${lock.path}\` is still locked`),
      ...lockedNext(fn, lock.call),
    ],
  };
}

interface Acquisition {
  readonly lock: LockCall & { readonly what: 'Lock' | 'RLock'; readonly tries: boolean };
  /** It is held from behind this item of the block on; -1 from the block's beginning. */
  readonly block: Block;
  readonly index: number;
  /** What takes it, or tries to. */
  readonly item: Item;
}

/** `mu.Lock()` as a statement, and `mu.TryLock()` as a condition, on whose true branch the mutex is held. */
function acquisitions(fn: FunctionUnit): Acquisition[] {
  return fn.cfg.blocks.flatMap((block) =>
    block.items.flatMap((item, index): Acquisition[] => {
      const call = item.kind === 'stmt' && item.node.kind === 'ExprStmt' ? item.node.x : item.node;
      const lock = call.kind === 'CallExpr' ? lockCallsIn(fn, item.node).find((l) => l.call === call) : undefined;
      if (lock?.what === 'Lock' || lock?.what === 'RLock')
        return item.kind === 'stmt' ? [{ lock: { ...lock, what: lock.what, tries: false }, block, index, item }] : [];
      if (lock?.what !== 'TryLock' && lock?.what !== 'TryRLock') return [];
      const what = lock.what === 'TryLock' ? 'Lock' : 'RLock';
      return block.successors.flatMap(({ why, to }) =>
        why.kind === 'cond' && why.cond === call && why.value
          ? [{ lock: { ...lock, what, tries: true }, block: to, index: -1, item }]
          : [],
      );
    }),
  );
}

/** A mutex that nothing in the package unlocks is a gate that is shut for good: `exitMu.Lock(); os.Exit(1)`. */
function isGate(pkg: PackageView, at: Place): boolean {
  const all = pkg.collect(lockOperations);
  const here = all.find(({ place }) => place.file === at.file && place.start === at.start);
  return here !== undefined && all.every((l) => l.last !== here.last || !/Unlock$/.test(l.what));
}

/** At most so many of those who lock it next are told. */
const maxTold = 3;

/** The other places of the package that lock the same mutex: there the next one waits. */
function lockedNext(fn: FunctionUnit, call: CallExpr): WitnessStep[] {
  const effect = lockEffects(fn).find((e) => e.call === call);
  const kind = effect && kindKey(effect);
  if (kind === undefined) return [];
  const own = fn.place(call);
  const others = fn.package
    .collect(ownLocks)
    .filter(({ place, ...other }) => other.kind === kind && (place.file !== own.file || place.start !== own.start));
  return others.slice(0, maxTold).map(({ place }) => ({
    ...place,
    message: 'whoever comes here next waits for ever',
    goroutine: 'another goroutine',
  }));
}

/** `rs.scanHold = true`: somebody else sees from it that the lock is still to be released. */
function notesThatHeld(node: Node): boolean {
  if (node.kind !== 'AssignStmt' || node.lhs.length !== 1) return false;
  const [target, value] = [node.lhs[0], node.rhs[0]];
  return (
    target?.kind === 'SelectorExpr' &&
    /h[eo]ld|locked/i.test(target.sel.name) &&
    value?.kind === 'Ident' &&
    value.name === 'true'
  );
}

/** Unlocks it somewhere, and only after having locked it. */
function isOwnBusiness(fn: FunctionUnit, lock: Acquisition['lock'], all: readonly LockCall[]): boolean {
  const release = lock.what === 'RLock' ? 'RUnlock' : 'Unlock';
  const unlocks = all.filter((l) => l.key === lock.key && l.what === release);
  if (unlocks.length === 0) return false;
  // An unlock that was deferred before covers every later lock too.
  if (fn.cfg.deferred.some((d) => d.start < lock.call.start && mayUnlock(fn, d, lock))) return false;
  const locks = all.filter((l) => l.key === lock.key && (l.what === lock.what || l.what.startsWith('Try')));
  // Where it is tried first and taken then, who holds it depends on the first answer.
  if (locks.some((l) => l.what.startsWith('Try')) && locks.length > 1) return false;
  if (Math.min(...unlocks.map((l) => l.call.start)) < Math.min(...locks.map((l) => l.call.start))) return false;
  return true;
}

/** By a call that is not known to unlock, but says so. */
function unlocksOutOfSight(fn: FunctionUnit, all: readonly LockCall[]): boolean {
  const known = new Set(all.map((l) => l.call));
  return callsIn(fn).some(
    (c) => c.fun.kind === 'SelectorExpr' && /AndUnlock$|^unlock/i.test(c.fun.sel.name) && !known.has(c),
  );
}

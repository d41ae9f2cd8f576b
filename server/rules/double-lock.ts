import { nestedLocks } from '../engine/flow/heldLocks.ts';
import { lockName } from '../engine/flow/lockEffects.ts';
import { lockedCallbacks } from '../engine/flow/lockedCallbacks.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'double-lock',
    title: 'Double lock',
    group: 'locks',
    level: 'error',
    summary: 'A mutex is locked again by the goroutine that holds it, directly or in a function that it calls.',
    why: "Go's mutexes are not reentrant: a second `Lock` by the same goroutine waits for an `Unlock` that only this goroutine could make. It and everyone who needs the mutex then wait for ever.",
    fix: 'Call a variant of the function that expects the mutex to be held, or unlock before the call.',
    silentAbout: ['a callee that unlocks first', 'two mutexes of the same type', '`TryLock`'],
    links: ['https://pkg.go.dev/sync#Mutex'],
  },
  checkFunction: (fn, report) => {
    for (const { outer, inner, path, isSame } of nestedLocks(fn)) {
      // Two read locks are for recursive-rlock.
      if (!isSame || (outer.what === 'RLock' && inner.what === 'RLock')) continue;
      const mutex = lockName(inner);
      const isDirect = inner.chain.length === 1;
      const [, ...chain] = inner.chain;
      report({
        function: fn,
        place: fn.place(inner.call),
        message: isDirect
          ? `\`${mutex}\` is locked here already: this goroutine waits for itself. Unlock it first.`
          : `\`${fn.textOf(inner.call.fun)}\` locks \`${mutex}\`, which is held here: this goroutine waits for itself. Unlock it first, or call a variant that expects it locked.`,
        witness: [
          { ...fn.place(outer.call), message: `\`${lockName(outer)}\` is locked` },
          ...tellPath(fn, path, isDirect ? 'it is locked again while it is held' : 'this call locks it again'),
          ...chain.map((at, i) => ({
            ...at,
            message: i === chain.length - 1 ? 'the lock waits for ever' : 'which calls this',
          })),
        ],
      });
    }
    for (const { call, outer, inner, callback } of lockedCallbacks(fn)) {
      const { function: runner, lock } = outer;
      const [first, ...chain] = inner.chain;
      report({
        function: fn,
        place: first ?? callback.place(inner.call),
        message: `\`${fn.textOf(call.fun)}\` holds \`${lockName(lock)}\` while it calls this function, which locks it too: the goroutine waits for itself. Collect what is to be done, and do it after the call.`,
        witness: [
          { ...fn.place(call.fun), message: 'the function is handed over' },
          { ...runner.place(lock.call), message: `\`${lockName(lock)}\` is locked` },
          { ...runner.place(outer.call), message: 'the function is called; the mutex is held' },
          ...(first
            ? [{ ...first, message: chain.length === 0 ? 'it locks the mutex again' : 'this call locks it again' }]
            : []),
          ...chain.map((at, i) => ({
            ...at,
            message: i === chain.length - 1 ? 'the lock waits for ever' : 'which calls this',
          })),
        ],
      });
    }
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'double-lock', report),
};

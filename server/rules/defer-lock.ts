import { replace } from '../engine/fix.ts';
import { lockCall, ownLockCalls, releaseOf } from '../engine/flow/locks.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'defer-lock',
    title: 'Lock deferred where Unlock was meant',
    group: 'locks',
    level: 'error',
    summary: '`defer mu.Lock()` right after `mu.Lock()`.',
    why: 'The deferred call locks a mutex that is already locked when the function returns: the goroutine blocks there for ever, and so does everyone who wants the mutex.',
    fix: 'Defer `Unlock`.',
    silentAbout: ['a deferred `Lock` that follows an explicit `Unlock` in the same function'],
    links: ['https://staticcheck.dev/docs/checks/#SA2003'],
  },
  checkFunction(fn, report) {
    const all = ownLockCalls(fn);
    for (const defer of fn.cfg.deferred) {
      const lock = defer.call.kind === 'CallExpr' ? lockCall(fn, defer.call) : undefined;
      if (!lock || (lock.what !== 'Lock' && lock.what !== 'RLock')) continue;
      const release = releaseOf[lock.what];
      const before = all.filter((l) => l.path === lock.path && l.call.start < lock.call.start);
      if (before.at(-1)?.what !== lock.what || all.some((l) => l.path === lock.path && l.what === release)) continue;
      const sel = lock.call.fun.kind === 'SelectorExpr' ? lock.call.fun.sel : lock.call.fun;
      report({
        function: fn,
        place: fn.place(lock.call),
        message: `\`${lock.path}\` is locked a second time when the function returns, and blocks for ever there. Defer \`${lock.path}.${release}()\` instead.`,
        witness: [
          { ...fn.place(before.at(-1)?.call ?? lock.call), message: `\`${lock.path}\` is locked` },
          { ...fn.place(lock.call), message: 'the function returns and locks it again: blocked for ever' },
        ],
        fixes: [{ title: `Defer ${release}`, isPreferred: true, edits: [replace(fn, sel, release)] }],
      });
    }
  },
};

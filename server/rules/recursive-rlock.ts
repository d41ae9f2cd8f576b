import { nestedLocks } from '../engine/flow/heldLocks.ts';
import { type LockEffect, lockName } from '../engine/flow/lockEffects.ts';
import { kindKey, ownLocks } from '../engine/flow/lockFacts.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { PackageView } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'recursive-rlock',
    title: 'Recursive read lock',
    group: 'locks',
    level: 'warning',
    summary: 'A goroutine read-locks an RWMutex that it reads already, while another one wants to write.',
    why: 'A waiting writer keeps new readers out, so that it cannot be starved: the second `RLock` waits for the writer, the writer for the first `RUnlock`, and neither comes.',
    fix: 'Read-lock once, and call a variant that expects the lock to be held.',
    silentAbout: ['mutexes that nobody write-locks'],
    links: ['https://pkg.go.dev/sync#RWMutex'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'recursive-rlock', report),
  checkFunction: (fn, report) => {
    for (const { outer, inner, path, isSame } of nestedLocks(fn)) {
      if (!isSame || outer.what !== 'RLock' || inner.what !== 'RLock' || !isWritten(fn.package, outer)) continue;
      const [, ...chain] = inner.chain;
      report({
        function: fn,
        place: fn.place(inner.call),
        message: `\`${lockName(inner)}\` is read-locked here already: a writer that comes in between waits for this goroutine, and this goroutine for the writer. Read-lock once.`,
        witness: [
          { ...fn.place(outer.call), message: `\`${lockName(outer)}\` is read-locked` },
          ...tellPath(fn, path, chain.length > 0 ? 'this call read-locks it again' : 'it is read-locked again'),
          ...chain.map((at) => ({ ...at, message: 'which leads here: behind a writer that waits, it waits for ever' })),
        ],
      });
    }
  },
};

/** Does anybody lock it as a writer? */
const isWritten = (pkg: PackageView, lock: LockEffect): boolean => {
  const kind = kindKey(lock);
  return kind !== undefined && pkg.collect(ownLocks).some((l) => l.what === 'Lock' && l.kind === kind);
};

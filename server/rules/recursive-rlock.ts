import { nestedLocks } from '../engine/flow/heldLocks.ts';
import { lockEffects, lockName } from '../engine/flow/lockEffects.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { reportLeaks } from '../engine/model/report.ts';
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
  checkPackage: (pkg, report) => {
    const told = new Set<string>();
    const nested = pkg.functions.flatMap((fn) => nestedLocks(fn));
    const written = new Set(
      pkg.functions.flatMap((fn) => lockEffects(fn)).flatMap((e) => (e.what === 'Lock' ? e.kind : [])),
    );
    for (const { function: fn, outer, inner, path, isSame } of nested) {
      if (!isSame || outer.what !== 'RLock' || inner.what !== 'RLock' || !written.has(outer.kind)) continue;
      const [, ...chain] = inner.chain;
      for (const at of inner.chain) told.add(`${at.file}:${at.start}`);
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
    reportLeaks(pkg, 'recursive-rlock', report, (at) => told.has(`${at.file}:${at.start}`));
  },
};

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
  checkPackage: (pkg, report) => reportLeaks(pkg, 'double-lock', report),
};

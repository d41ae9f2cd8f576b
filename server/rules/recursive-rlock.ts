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
  checkPackage: (pkg, report) => reportLeaks(pkg, 'recursive-rlock', report),
};

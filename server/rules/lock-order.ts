import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'lock-order',
    title: 'Locks taken in different orders',
    group: 'locks',
    level: 'information',
    summary: 'Two goroutines take the same two mutexes in opposite orders, and each waits for the other.',
    why: 'Each holds the mutex that the other one wants. Neither can go on, nor can anyone who needs one of the two.',
    fix: 'Take them in one order everywhere, or hold only one at a time.',
    silentAbout: ['mutexes of the same type in different values'],
    links: ['https://pkg.go.dev/sync#Mutex'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'lock-order', report),
};

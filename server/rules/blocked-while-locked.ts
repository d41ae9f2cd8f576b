import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'blocked-while-locked',
    title: 'Blocked while a lock is held',
    group: 'locks',
    level: 'warning',
    summary: 'A goroutine waits at a channel, a WaitGroup or a condition with a mutex held that its peer needs first.',
    why: 'The peer that would end the wait stands before the mutex: neither can go on, and everyone who needs the mutex joins them.',
    fix: 'Unlock before waiting, or take from the critical section only what it protects.',
    silentAbout: [
      'a channel with room for the value',
      'peers that do not need the mutex',
      'a select with another way out',
    ],
    links: ['https://go.dev/doc/effective_go#sharing'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'blocked-while-locked', report),
};

import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'waitgroup-done-missing',
    title: 'WaitGroup.Done missing',
    group: 'waitGroups',
    level: 'warning',
    summary: '`Wait` waits for a `Done` that is missing on some path.',
    why: 'The counter of the WaitGroup never comes back to zero, so `Wait` never returns.',
    fix: 'Make `defer wg.Done()` the first statement of each goroutine, or use `wg.Go`.',
    silentAbout: ['a WaitGroup that is handed to code that cannot be seen', 'counts that are not known'],
    links: ['https://pkg.go.dev/sync#WaitGroup'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'waitgroup-done-missing', report),
};

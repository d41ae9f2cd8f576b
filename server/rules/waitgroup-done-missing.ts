import { missedRounds } from '../engine/flow/countedStarts.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
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
    silentAbout: [
      'a WaitGroup that is handed to code that cannot be seen',
      'counts that are not known',
      'rounds that call `Done` by themselves where they start nothing',
    ],
    links: ['https://pkg.go.dev/sync#WaitGroup'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'waitgroup-done-missing', report),
  checkFunction(fn, report) {
    for (const { group, add, wait, path } of missedRounds(fn)) {
      const called = fn.textOf(add);
      report({
        function: fn,
        place: fn.place(wait),
        lower: isProcessLifetime(fn),
        message: `\`${fn.textOf(wait)}\` waits for ever: \`${called}\` counts every round of the loop, and one of them may start nothing. Call \`${group.name}.Add(1)\` right before each start.`,
        witness: [
          { ...fn.place(add), message: `\`${called}\` counts one for each element` },
          ...tellPath(fn, path, 'the round is over; nothing was started that would call `Done`'),
          { ...fn.place(wait), message: 'the counter never comes back to zero: blocked for ever' },
        ],
      });
    }
  },
};

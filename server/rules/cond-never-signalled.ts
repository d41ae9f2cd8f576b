import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'cond-never-signalled',
    title: 'Condition never signalled',
    group: 'locks',
    level: 'warning',
    summary: '`Cond.Wait` waits, and no `Signal` or `Broadcast` can come any more.',
    why: '`Wait` returns only when it is woken; a signal that came before it is lost.',
    fix: 'Signal after every change of the condition, with the mutex held, and wait in a loop that asks for the condition.',
    silentAbout: ['conditions that are handed out of the package'],
    links: ['https://pkg.go.dev/sync#Cond'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'cond-never-signalled', report),
};

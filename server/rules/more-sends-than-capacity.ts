import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'more-sends-than-capacity',
    title: 'More sends than capacity',
    group: 'channels',
    level: 'warning',
    summary: 'A goroutine sends once more than its receiver receives, on a channel without room for it.',
    why: 'The receiver takes what it waits for and goes; the last send finds nobody.',
    fix: 'Return after the first send, or give the channel room for all sends of one path.',
    silentAbout: ['sends on branches that exclude each other', 'a receiver that ranges over the channel'],
    links: ['https://go.dev/ref/spec#Send_statements'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'more-sends-than-capacity', report),
};

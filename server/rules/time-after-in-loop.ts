import { callsIn, isCallTo } from '../engine/calls.ts';
import { reaches } from '../engine/flow/reach.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'time-after-in-loop',
    title: 'time.After in a loop',
    group: 'timers',
    level: 'information',
    untilGo: '1.23',
    summary: 'A select in a loop makes a new `time.After` timer in every round.',
    why: 'Before Go 1.23 each timer lives until it fires, even when another case was chosen. A busy loop with a long timeout holds thousands.',
    fix: 'Make one timer before the loop and `Reset` it.',
    silentAbout: [
      'modules at go 1.23 or later',
      'loops that leave after the first round',
      '`time.After` as the only case',
    ],
    links: ['https://pkg.go.dev/time#After', 'https://go.dev/doc/go1.23#timer-changes'],
  },
  checkFunction(fn, report) {
    for (const call of callsIn(fn)) {
      if (!isCallTo(fn, call, 'time', '', 'After')) continue;
      const above = fn.ancestors(call);
      const select = above.findLast((n) => n.kind === 'SelectStmt');
      const clause = above.findLast((n) => n.kind === 'CommClause');
      if (select?.kind !== 'SelectStmt' || clause?.kind !== 'CommClause' || select.cases.length < 2) continue;
      if (!clause.comm || !above.includes(clause.comm)) continue;
      const block = fn.cfg.blocks.find((b) => b.items.some((i) => i.node === select));
      const goesRound =
        block?.loops.length &&
        block.successors.some((e) => e.why.kind === 'select' && e.why.clause !== clause && reaches(e.to, block));
      if (!goesRound) continue;
      report({
        function: fn,
        place: fn.place(call),
        message:
          'Every round of the loop starts a new timer, which lives until it fires. Make one timer before the loop and `Reset` it.',
        witness: [
          { ...fn.place(call), message: 'a timer starts' },
          { ...fn.place(select), message: 'another case is chosen and the loop comes round; the timer is still live' },
        ],
      });
    }
  },
};

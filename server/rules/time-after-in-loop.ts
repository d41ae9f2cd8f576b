import { callsIn, isCallTo } from '../engine/calls.ts';
import type { Fix } from '../engine/finding.ts';
import { freeName, insertBefore, insertInClause, preferred, replace } from '../engine/fix.ts';
import { reaches } from '../engine/flow/reach.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr, CommClause, SelectStmt } from '../engine/syntax/ast.ts';

export const rule: Rule = {
  meta: {
    id: 'time-after-in-loop',
    title: 'time.After in a loop',
    group: 'timers',
    level: 'information',
    untilGo: '1.23',
    summary: 'A select in a loop makes a new `time.After` timer in every round.',
    why: 'Before Go 1.23 each timer lives until it fires, even when another case was chosen. A busy loop with a long timeout holds thousands.',
    fix: 'Stop the timer of the round when another case is taken, or make one timer before the loop and `Reset` it.',
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
          'Every round of the loop starts a new timer, which lives until it fires. Stop it when another case is taken, or make one before the loop and `Reset` it.',
        witness: [
          { ...fn.place(call), message: 'a timer starts' },
          { ...fn.place(select), message: 'another case is chosen and the loop comes round; the timer is still live' },
        ],
        fixes: stopInOthers(fn, call, select, clause),
      });
    }
  },
};

/** A timer of the round's own, which every other case stops. */
function stopInOthers(fn: FunctionUnit, call: CallExpr, select: SelectStmt, clause: CommClause): Fix[] {
  const [duration] = call.args;
  if (!duration) return [];
  const name = freeName(fn, 'timer');
  const made = `${name} := ${fn.textOf(call.fun).replace(/After$/, 'NewTimer')}(${fn.textOf(duration)})`;
  return preferred(
    'Stop the timer when another case is taken',
    insertBefore(fn, select, made),
    replace(fn, call, `${name}.C`),
    ...select.cases.filter((c) => c !== clause).map((c) => insertInClause(fn, c, `${name}.Stop()`)),
  );
}

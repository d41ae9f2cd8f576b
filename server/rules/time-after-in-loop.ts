import { callsIn, isCallTo } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { isNamed } from '../engine/facts/types.ts';
import type { Fix } from '../engine/finding.ts';
import { freeName, insertBefore, insertInClause, preferred, replace } from '../engine/fix.ts';
import { loopAround } from '../engine/flow/loops.ts';
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
      'constant timeouts of a second or less',
    ],
    links: ['https://pkg.go.dev/time#After', 'https://go.dev/doc/go1.23#timer-changes'],
  },
  checkFunction(fn, report) {
    for (const call of callsIn(fn)) {
      const kind = timerOf(fn, call);
      const used = kind && selectOf(fn, call);
      if (!used || isShort(fn, call)) continue;
      const { select, clause } = used;
      if (select.cases.length < 2 || !goesRound(fn, select, clause)) continue;
      report({
        function: fn,
        place: fn.place(call),
        message:
          'Every round of the loop starts a new timer, which lives until it fires. Stop it when another case is taken, or make one before the loop and `Reset` it.',
        witness: [
          { ...fn.place(call), message: 'a timer starts' },
          { ...fn.place(select), message: 'another case is chosen and the loop comes round; the timer is still live' },
        ],
        fixes: kind === 'time.After' && used.isDirect ? stopInOthers(fn, call, select, clause) : [],
      });
    }
  },
};

/** A constant second or less: the timers are gone before they are many. */
function isShort(fn: FunctionUnit, call: CallExpr): boolean {
  const d = call.args[0] && fn.package.constantOf(call.args[0]);
  return typeof d === 'bigint' && d <= 1_000_000_000n;
}

/** `time.After(d)`, `time.NewTimer(d)` whose timer has no name, and `After` of a clock that stands for package time. */
function timerOf(fn: FunctionUnit, call: CallExpr): 'time.After' | 'other' | undefined {
  if (isCallTo(fn, call, 'time', '', 'After')) return 'time.After';
  const above = fn.ancestors(call).at(-1);
  if (isCallTo(fn, call, 'time', '', 'NewTimer')) return above?.kind === 'SelectorExpr' ? 'other' : undefined;
  if (call.fun.kind !== 'SelectorExpr' || call.fun.sel.name !== 'After' || call.args.length !== 1) return undefined;
  const type = fn.package.underlying(fn.package.typeOf(call));
  if (type.kind === 'chan') return isNamed(type.element, 'time', 'Time', false) ? 'other' : undefined;
  return type.kind === 'unknown' && /clock$/i.test(fn.textOf(call.fun.x)) ? 'other' : undefined;
}

/** The select, and its case, that receives from the timer: at once, or through a variable that is set in the same loop. */
function selectOf(fn: FunctionUnit, call: CallExpr) {
  const above = fn.ancestors(call);
  const select = above.findLast((n) => n.kind === 'SelectStmt');
  const clause = above.findLast((n) => n.kind === 'CommClause');
  if (select?.kind === 'SelectStmt' && clause?.kind === 'CommClause' && clause.comm && above.includes(clause.comm))
    return { select, clause, isDirect: true };
  const stmt = above.at(-1);
  const target = stmt?.kind === 'AssignStmt' && stmt.rhs.length === 1 && stmt.rhs[0] === call ? stmt.lhs[0] : undefined;
  const v = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
  if (v?.kind !== 'local') return undefined;
  for (const use of declFacts(fn.decl).uses.get(v) ?? []) {
    const around = fn.ancestors(use);
    const found = around.findLast((n) => n.kind === 'SelectStmt');
    const of = around.findLast((n) => n.kind === 'CommClause');
    const isCase = found?.kind === 'SelectStmt' && of?.kind === 'CommClause' && of.comm && around.includes(of.comm);
    if (isCase && loopAround(fn, found) === loopAround(fn, call)) return { select: found, clause: of, isDirect: false };
  }
  return undefined;
}

function goesRound(fn: FunctionUnit, select: SelectStmt, clause: CommClause): boolean {
  const block = fn.cfg.blocks.find((b) => b.items.some((i) => i.node === select));
  return (
    block !== undefined &&
    block.loops.length > 0 &&
    block.successors.some((e) => e.why.kind === 'select' && e.why.clause !== clause && reaches(e.to, block))
  );
}

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

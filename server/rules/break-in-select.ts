import { walkOwn } from '../engine/calls.ts';
import type { Fix } from '../engine/finding.ts';
import { replace } from '../engine/fix.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { BranchStmt, CommClause, ForStmt } from '../engine/syntax/ast.ts';

export const rule: Rule = {
  meta: {
    id: 'break-in-select',
    title: 'break leaves the select, not the loop',
    group: 'channels',
    level: 'warning',
    summary: 'A `break` in a select case was meant to leave the loop around it, which has no other way out.',
    why: 'An unlabelled `break` ends the innermost `for`, `switch` or `select`. In a `for { select { … } }` it ends the select, and the loop goes round: on a closed stop channel as fast as the processor can.',
    fix: '`return`, or give the loop a label and `break` to that.',
    silentAbout: [
      'loops that have another way out',
      'loops whose body goes on after the select, where the case is no stop signal',
    ],
    links: ['https://go.dev/ref/spec#Break_statements', 'https://staticcheck.dev/docs/checks/#SA4011'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (loop) => {
      if (loop.kind !== 'ForStmt' || loop.cond) return;
      const select = loop.body.list.find((x) => x.kind === 'SelectStmt');
      if (select?.kind !== 'SelectStmt' || leaves(fn, loop)) return;
      for (const clause of select.cases) {
        // With more to do after the select, break may mean to get there; not when the case is a stop signal.
        if (loop.body.list.at(-1) !== select && !isStop(fn, clause)) continue;
        const last = clause.body.at(-1);
        if (last?.kind !== 'BranchStmt' || last.token !== 'break' || last.label) continue;
        report({
          function: fn,
          place: fn.place(last),
          message:
            'This `break` leaves the select, not the loop: the goroutine never ends. Use `return`, or a label on the loop.',
          witness: [
            {
              ...fn.place(clause.comm ?? clause),
              message: clause.comm ? 'this case is taken' : 'the default case is taken',
            },
            { ...fn.place(last), message: 'the select ends' },
            { ...fn.place(select), message: 'the loop comes round; it has no other way out' },
          ],
          fixes: fixesFor(fn, last),
        });
      }
    });
  },
};

/** Is there any way from the loop out of it? Leaving by a label, a goto, a return or a call that does not come back. */
function leaves(fn: FunctionUnit, loop: ForStmt): boolean {
  return fn.cfg.blocks.some(
    (b) => b.loops.includes(loop) && (b.exit !== undefined || b.successors.some((e) => !e.to.loops.includes(loop))),
  );
}

/** Receives, without looking at the value, from a channel that carries none: `ctx.Done()`, `chan struct{}`. */
function isStop(fn: FunctionUnit, clause: CommClause): boolean {
  const x = clause.comm?.kind === 'ExprStmt' ? clause.comm.x : undefined;
  const channel = x?.kind === 'UnaryExpr' ? fn.package.underlying(fn.package.typeOf(x.x)) : undefined;
  return channel?.kind === 'chan' && channel.element.kind === 'struct' && channel.element.fields.length === 0;
}

function fixesFor(fn: FunctionUnit, at: BranchStmt): Fix[] {
  return fn.syntax.type.results.length === 0
    ? [{ title: 'Return instead', isPreferred: true, edits: [replace(fn, at, 'return')] }]
    : [];
}

import { walkOwn } from '../engine/calls.ts';
import type { Fix } from '../engine/finding.ts';
import { freeName, insertLabel, preferred, replace } from '../engine/fix.ts';
import { type MisplacedBreak, misplacedBreaks } from '../engine/flow/misplacedBreaks.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { BranchStmt, ForStmt } from '../engine/syntax/ast.ts';

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
      'cases that switch themselves off by setting their channel to nil',
      'cases that take a value, or `default`: a `break` at their end may be a habit from other languages',
    ],
    links: ['https://go.dev/ref/spec#Break_statements', 'https://staticcheck.dev/docs/checks/#SA4011'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (loop) => {
      if (loop.kind !== 'ForStmt') return;
      for (const b of misplacedBreaks(fn, loop)) report(problem(fn, loop, b));
    });
  },
};

function problem(fn: FunctionUnit, loop: ForStmt, { select, clause, statement }: MisplacedBreak): Problem {
  return {
    function: fn,
    place: fn.place(statement),
    message:
      'This `break` leaves the select, not the loop: the goroutine never ends. Use `return`, or a label on the loop.',
    witness: [
      {
        ...fn.place(clause.comm ?? clause),
        message: 'this case is taken',
      },
      { ...fn.place(statement), message: 'the select ends' },
      { ...fn.place(select), message: 'the loop comes round; it has no other way out' },
    ],
    fixes: leaveLoop(fn, loop, statement),
  };
}

/** Returns; where something stands behind the loop, breaks to that. */
function leaveLoop(fn: FunctionUnit, loop: ForStmt, at: BranchStmt): Fix[] {
  const above = fn.ancestors(loop);
  const labelled = above.at(-1)?.kind === 'LabeledStmt' ? above.at(-1) : undefined;
  const list = above.at(labelled ? -2 : -1);
  if (list?.kind === 'BlockStmt' && list.list.at(-1) !== (labelled ?? loop)) {
    if (labelled?.kind === 'LabeledStmt')
      return preferred('Break out of the loop', replace(fn, at, `break ${labelled.label.name}`));
    const name = freeName(fn, 'loop');
    return preferred('Break out of the loop', insertLabel(fn, loop, name), replace(fn, at, `break ${name}`));
  }
  return fn.syntax.type.results.length === 0 ? preferred('Return instead', replace(fn, at, 'return')) : [];
}

import { walkOwn } from '../engine/calls.ts';
import type { Fix } from '../engine/finding.ts';
import { freeName, insertLabel, preferred, replace } from '../engine/fix.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { BranchStmt, CommClause, Expr, ForStmt, SelectStmt, Stmt } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

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
        for (const last of breaksOf(fn, clause)) report(problem(fn, loop, select, clause, last));
      }
    });
  },
};

function problem(fn: FunctionUnit, loop: ForStmt, select: SelectStmt, clause: CommClause, last: BranchStmt): Problem {
  return {
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
    fixes: leaveLoop(fn, loop, last),
  };
}

function breaksOf(fn: FunctionUnit, clause: CommClause): BranchStmt[] {
  // `lines = nil` switches the case off: the loop may well go on.
  if (switchesOff(fn, clause)) return [];
  const closed = clause.body.filter((s) => s.kind === 'IfStmt' && isNotOk(fn, clause, s.cond));
  return [...new Set([...closed.flatMap((s) => breaksAtEnd([s])), ...breaksAtEnd(clause.body)])];
}

/** `!ok` of this case's own `v, ok := <-ch`: closed, it is ready in every round. */
function isNotOk(fn: FunctionUnit, clause: CommClause, cond: Expr): boolean {
  const ok = clause.comm?.kind === 'AssignStmt' ? clause.comm.lhs[1] : undefined;
  if (ok?.kind !== 'Ident' || cond.kind !== 'UnaryExpr' || cond.op !== '!' || cond.x.kind !== 'Ident') return false;
  return fn.package.objectOf(cond.x) === fn.package.objectOf(ok);
}

function switchesOff(fn: FunctionUnit, clause: CommClause): boolean {
  const comm = clause.comm && fn.textOf(clause.comm);
  let found = false;
  for (const s of clause.body)
    walk(s, (n) => {
      if (n.kind === 'AssignStmt' && n.op === '=' && n.lhs.some((l) => comm?.endsWith(`<-${fn.textOf(l)}`)))
        found = true;
    });
  return found;
}

/** The unlabelled breaks with which a case ends, on its own level or in an `if` that is its last statement. */
function breaksAtEnd(body: readonly Stmt[]): BranchStmt[] {
  const last = body.at(-1);
  if (last?.kind === 'BranchStmt') return last.token === 'break' && !last.label ? [last] : [];
  if (last?.kind === 'BlockStmt') return breaksAtEnd(last.list);
  if (last?.kind !== 'IfStmt') return [];
  return [...breaksAtEnd(last.body.list), ...(last.else ? breaksAtEnd([last.else]) : [])];
}

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

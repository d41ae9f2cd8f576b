import type { FunctionUnit } from '../package/view.ts';
import type { BranchStmt, CommClause, Expr, ForStmt, SelectStmt, Stmt } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';

/** A `break` that leaves a select, where the loop around has no other way out. */
export interface MisplacedBreak {
  readonly select: SelectStmt;
  readonly clause: CommClause;
  readonly statement: BranchStmt;
}

export function misplacedBreaks(fn: FunctionUnit, loop: ForStmt): MisplacedBreak[] {
  const select = loop.cond ? undefined : loop.body.list.find((x) => x.kind === 'SelectStmt');
  if (select?.kind !== 'SelectStmt' || leaves(fn, loop)) return [];
  const isLast = loop.body.list.at(-1) === select;
  return select.cases.flatMap((clause) => {
    // With more to do after the select, break may mean to get there; not when the case is a stop signal.
    if (!isLast && !isStop(fn, clause)) return [];
    return breaksOf(fn, clause).map((statement) => ({ select, clause, statement }));
  });
}

function breaksOf(fn: FunctionUnit, clause: CommClause): BranchStmt[] {
  // `lines = nil` switches the case off: the loop may well go on.
  if (switchesOff(fn, clause)) return [];
  const closed = clause.body.filter((s) => s.kind === 'IfStmt' && isNotOk(fn, clause, s.cond));
  // A case that takes a value works with it: a break at its end may be a habit from other languages.
  const signalled = clause.comm?.kind === 'ExprStmt' ? breaksAtEnd(clause.body) : [];
  return [...closed.flatMap((s) => breaksAtEnd([s])), ...signalled];
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

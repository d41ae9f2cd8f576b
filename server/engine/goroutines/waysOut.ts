import { isContext } from '../calls.ts';
import { isNamed } from '../facts/types.ts';
import type { Block, Edge } from '../flow/cfg.ts';
import { short } from '../flow/tell.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CommClause, Expr, Stmt } from '../syntax/ast.ts';
import { pathOf, unparen } from '../syntax/print.ts';
import type { Ending } from './ending.ts';

const other: Ending = { kind: 'unknown', why: 'it leaves its loop for a reason that is not seen' };

/** What each way out of a loop waits for. Ways that end the process or panic are none. */
export function waysOut(fn: FunctionUnit, loop: Stmt): Ending[] {
  const inside = (b: Block): boolean => b.loops.includes(loop);
  const found: Ending[] = [];
  for (const b of fn.cfg.blocks) {
    if (!inside(b)) continue;
    for (const e of b.successors) if (!inside(e.to)) found.push(...deciding(fn, e, inside));
    if (b.exit === 'return' || b.exit === 'goexit') found.push(...decidingBefore(fn, b, inside, new Set()));
  }
  return found;
}

function deciding(fn: FunctionUnit, e: Edge, inside: (b: Block) => boolean): Ending[] {
  return e.why.kind === 'next' ? decidingBefore(fn, e.from, inside, new Set()) : [reasonOf(fn, e)];
}

/** The nearest decisions that lead to a block. */
function decidingBefore(fn: FunctionUnit, b: Block, inside: (b: Block) => boolean, seen: Set<Block>): Ending[] {
  if (seen.has(b)) return [];
  seen.add(b);
  const before = b.predecessors.filter((e) => inside(e.from));
  if (before.length === 0) return [other];
  return before.flatMap((e) => (e.why.kind === 'next' ? decidingBefore(fn, e.from, inside, seen) : [reasonOf(fn, e)]));
}

function reasonOf(fn: FunctionUnit, e: Edge): Ending {
  const { why } = e;
  switch (why.kind) {
    case 'range':
      return !why.more && why.node.kind === 'RangeStmt' ? closed(fn, why.node.x) : other;
    case 'select':
      return communicationOf(fn, why.clause) ?? other;
    case 'cond':
      return conditionOf(fn, e, unparen(why.cond), why.value);
    default:
      return other;
  }
}

const closed = (fn: FunctionUnit, x: Expr): Ending => ({ kind: 'channel', name: textOf(fn, x), how: 'closed' });

/** A receive that a clause begins with; undefined for sends and defaults. */
export function communicationOf(fn: FunctionUnit, clause: CommClause): Ending | undefined {
  const { comm } = clause;
  const x = comm?.kind === 'ExprStmt' ? comm.x : comm?.kind === 'AssignStmt' ? comm.rhs[0] : undefined;
  const from = x && unparen(x);
  return from?.kind === 'UnaryExpr' && from.op === '<-' ? received(fn, from.x) : undefined;
}

/** What a receive waits for. */
export function received(fn: FunctionUnit, channel: Expr): Ending {
  const x = unparen(channel);
  if (x.kind === 'CallExpr' && x.fun.kind === 'SelectorExpr' && isDoneOf(fn, x.fun))
    return { kind: 'context', name: textOf(fn, x.fun.x) };
  // Time passes by itself.
  if (isTime(fn, x)) return { kind: 'call', name: textOf(fn, x) };
  return { kind: 'channel', name: textOf(fn, x), how: 'given' };
}

/** `ctx.Done()`; also of `r.Context()` where its type is not known. */
function isDoneOf(fn: FunctionUnit, fun: Expr & { kind: 'SelectorExpr' }): boolean {
  if (isContext(fn.package.typeOf(fun.x))) return true;
  const x = unparen(fun.x);
  return (
    fun.sel.name === 'Done' &&
    x.kind === 'CallExpr' &&
    x.fun.kind === 'SelectorExpr' &&
    /^(Ctx|Context)$/.test(x.fun.sel.name)
  );
}

function isTime(fn: FunctionUnit, channel: Expr): boolean {
  const under = fn.package.underlying(fn.package.typeOf(channel));
  return under.kind === 'chan' && isNamed(under.element, 'time', 'Time', false);
}

function conditionOf(fn: FunctionUnit, e: Edge, cond: Expr, value: boolean): Ending {
  if (cond.kind === 'CallExpr') return calling(fn, cond);
  if (cond.kind === 'Ident' && !value) {
    const from = assignedBefore(e.from, cond.name);
    return from?.kind === 'UnaryExpr' && from.op === '<-' ? closed(fn, from.x) : other;
  }
  if (cond.kind !== 'BinaryExpr' || (cond.op === '!=') !== value) return other;
  const x = unparen(cond.x);
  if (unparen(cond.y).kind !== 'Ident' || fn.textOf(cond.y) !== 'nil') return other;
  if (x.kind === 'CallExpr' && x.fun.kind === 'SelectorExpr' && isContext(fn.package.typeOf(x.fun.x)))
    return { kind: 'context', name: textOf(fn, x.fun.x) };
  const from = x.kind === 'Ident' ? assignedBefore(e.from, x.name) : x;
  return from?.kind === 'CallExpr' ? calling(fn, from) : other;
}

const calling = (fn: FunctionUnit, c: Expr & { kind: 'CallExpr' }): Ending => ({
  kind: 'call',
  name: textOf(fn, c.fun),
});

/** What the variable was given last before the end of a block, as far as one way leads back. */
function assignedBefore(block: Block, name: string): Expr | undefined {
  const seen = new Set<Block>();
  for (let b: Block | undefined = block; b && !seen.has(b); ) {
    seen.add(b);
    for (const { node } of b.items.toReversed()) {
      if (node.kind !== 'AssignStmt' || node.rhs.length !== 1) continue;
      if (node.lhs.some((l) => l.kind === 'Ident' && l.name === name)) return node.rhs[0] && unparen(node.rhs[0]);
    }
    const [only, second]: readonly Edge[] = b.predecessors;
    if (!only || second) return undefined;
    const comm = only.why.kind === 'select' ? only.why.clause.comm : undefined;
    if (comm?.kind === 'AssignStmt' && comm.lhs.some((l) => l.kind === 'Ident' && l.name === name))
      return comm.rhs[0] && unparen(comm.rhs[0]);
    b = only.from;
  }

  return undefined;
}

export const textOf = (fn: FunctionUnit, x: Expr): string => pathOf(x) ?? short(fn.textOf(x));

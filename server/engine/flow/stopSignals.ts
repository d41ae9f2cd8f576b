import { isContext } from '../calls.ts';
import { isNamed } from '../facts/types.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CommClause, Expr, Node, SelectStmt } from '../syntax/ast.ts';
import { pathOf, unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';

/** A case of a select that tells its goroutine to leave. */
export interface StopCase {
  readonly select: SelectStmt;
  readonly clause: CommClause;
  /** `ctx.Done()`, `s.quit`, `watcher.WatchClose()` */
  readonly channel: Expr;
  /** The last name of the channel, by which the same signal is known elsewhere: `quit`; `Done` of which context: `ctx.Done`. */
  readonly name: string;
}

/** Cases without a value, on a channel of `struct{}` or of a context, after which the function is left. */
export function stopCases(fn: FunctionUnit, select: SelectStmt): StopCase[] {
  return select.cases.flatMap((clause): StopCase[] => {
    const { comm } = clause;
    const x = comm?.kind === 'ExprStmt' ? unparen(comm.x) : undefined;
    if (x?.kind !== 'UnaryExpr' || x.op !== '<-' || !leaves(clause)) return [];
    const channel = unparen(x.x);
    const name = signalName(fn, channel);
    return name === undefined ? [] : [{ select, clause, channel, name }];
  });
}

/** What tells the signal from others; undefined for channels that carry values or ticks. */
export function signalName(fn: FunctionUnit, channel: Expr): string | undefined {
  const type = fn.package.underlying(fn.package.typeOf(channel));
  const isSignal =
    type.kind === 'chan' &&
    fn.package.underlying(type.element).kind === 'struct' &&
    !isNamed(type.element, 'time', 'Time', false);
  if (channel.kind === 'CallExpr') {
    const fun = unparen(channel.fun);
    if (fun.kind !== 'SelectorExpr') return undefined;
    const done = fun.sel.name === 'Done' && isContext(fn.package.typeOf(fun.x));
    if (!done && !isSignal && !(type.kind === 'unknown' && /done|stop|quit|clos|exit/i.test(fun.sel.name)))
      return undefined;
    const operand = pathOf(fun.x);
    return operand === undefined ? undefined : `${lastOf(operand)}.${fun.sel.name}`;
  }
  const path = isSignal ? pathOf(channel) : undefined;
  return path === undefined ? undefined : lastOf(path);
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

/** A return, or a jump out of the select and what is around it. */
export function leaves(clause: CommClause): boolean {
  let found = false;
  for (const s of clause.body)
    walk(s, (n: Node) => {
      if (n.kind === 'FuncLit') return false;
      if (n.kind === 'ReturnStmt' || (n.kind === 'BranchStmt' && (n.label || n.token === 'goto'))) found = true;
      return !found;
    });
  return found;
}

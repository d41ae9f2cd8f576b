import type { FunctionUnit } from '../package/view.ts';
import type { CommClause, Expr, SendStmt } from '../syntax/ast.ts';
import { pathOf, unparen } from '../syntax/print.ts';
import { type ChannelUse, type FieldChannel, fieldChannelOf } from './fieldChannels.ts';
import { asksItself, closedBy } from './guardedSends.ts';
import { loopAround } from './loops.ts';
import { findPath, type Path } from './paths.ts';
import { signalName } from './stopSignals.ts';

/** A loop that alone receives from a field, may leave by itself, and says so by closing another field when it does. */
export interface AnnouncedEnd {
  readonly receiver: FunctionUnit;
  readonly receive: ChannelUse;
  /** `s.done`, as it is called where the value is sent. */
  readonly signal: string;
  /** How it comes to leave, without anybody having told it to. */
  readonly path: Path;
  /** The channel has no room; else some sends come through before one waits. */
  readonly isUnbuffered: boolean;
}

/**
 * `defer close(s.done)` in the only function that receives from `s.jobs`: who sends bare does not hear it. Undefined where
 * the receiver leaves only when the object tells it to, where the sender asks in some other way, or is the receiver.
 */
export function announcedEnd(fn: FunctionUnit, send: SendStmt, field: FieldChannel): AnnouncedEnd | undefined {
  if (field.escapes || field.uses.some((u) => u.kind === 'range' || u.kind === 'close')) return undefined;
  const receives = field.uses.filter((u) => u.kind === 'receive' && !u.function?.file.isTest);
  const receive = receives.find((u) => u.select);
  const receiver = receive?.function;
  if (!receive || !receiver || receives.some((u) => u.function !== receiver || !loopAround(receiver, u.node)))
    return undefined;
  const target = unparen(send.chan);
  const base = target.kind === 'SelectorExpr' ? pathOf(target.x) : undefined;
  const own = receive.expr.kind === 'SelectorExpr' ? pathOf(receive.expr.x) : undefined;
  const name = own && closedWhenLeft(receiver, own);
  if (base === undefined || !name || isPartOf(fn, receiver)) return undefined;
  if (closedBy(fn).length > 0 || asksItself(fn, new Set([name, ...closedBy(receiver)]))) return undefined;
  const path = leavesByItself(receiver);
  if (!path) return undefined;
  return { receiver, receive, signal: `${base}.${name}`, path, isUnbuffered: field.isUnbuffered };
}

/** `defer close(s.done)`: the name of the field, on the object `own`. */
function closedWhenLeft(fn: FunctionUnit, own: string): string | undefined {
  for (const { call } of fn.cfg.deferred) {
    if (call.kind !== 'CallExpr' || fn.package.calleeOf(call).kind !== 'builtin') continue;
    const [channel] = call.args;
    const x = channel && unparen(channel);
    const closes = call.fun.kind === 'Ident' && call.fun.name === 'close';
    if (closes && x?.kind === 'SelectorExpr' && pathOf(x.x) === own && fieldChannelOf(fn, x)) return x.sel.name;
  }
  return undefined;
}

/** A way out that no signal of the object opens: an error, or the end of a context that the loop alone was given. */
function leavesByItself(fn: FunctionUnit): Path | undefined {
  if (fn.cfg.incomplete) return undefined;
  return findPath(fn, fn.cfg.entry, -1, {
    item: () => 'on',
    edge: ({ why }) => (why.kind === 'select' && isToldBy(fn, why.clause) ? 'stop' : 'on'),
    exit: (b) => (b.exit === 'return' && b.items.length > 0 ? 'found' : 'stop'),
  });
}

/** `case <-s.quit:`, `case <-s.ctx.Done():`, and a receive that tells whether the channel is still open. */
function isToldBy(fn: FunctionUnit, { comm }: CommClause): boolean {
  if (comm?.kind === 'AssignStmt') return comm.lhs.length === 2;
  const x = comm?.kind === 'ExprStmt' ? unparen(comm.x) : undefined;
  const channel = x?.kind === 'UnaryExpr' && x.op === '<-' ? unparen(x.x) : undefined;
  return channel !== undefined && signalName(fn, channel) !== undefined && !isOfCall(fn, channel);
}

/** `ctx.Done()` or `stop` of a parameter: the loop alone was given it. */
function isOfCall(fn: FunctionUnit, channel: Expr): boolean {
  const x = channel.kind === 'CallExpr' && channel.fun.kind === 'SelectorExpr' ? unparen(channel.fun.x) : channel;
  const o = x.kind === 'Ident' ? fn.package.objectOf(x) : undefined;
  return o?.kind === 'local' && o.role === 'param';
}

function isPartOf(fn: FunctionUnit, other: FunctionUnit): boolean {
  for (let f: FunctionUnit | undefined = fn; f; f = f.outer) if (f === other) return true;
  return false;
}

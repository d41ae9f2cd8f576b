import { walkOwn } from '../calls.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CommClause, SelectStmt, SendStmt } from '../syntax/ast.ts';
import { pathOf, unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import { type ChannelUse, fieldChannelOf } from './fieldChannels.ts';
import { type StopCase, signalName } from './stopSignals.ts';

/** A send to the same loop that also listens to the loop's end. */
export interface GuardedSend {
  readonly function: FunctionUnit;
  readonly select: SelectStmt;
  /** The signal as it is called where the bare send stands. */
  readonly signal: string;
}

type Receive = ChannelUse & { readonly function: FunctionUnit };

/**
 * How others who send to a loop learn that it has gone: by the signal that makes it leave, or one that it closes when it
 * does. Undefined where all of them send as `send` does, or where the function of `send` asks in some other way.
 */
export function guardedSend(
  fn: FunctionUnit,
  send: SendStmt,
  receive: Receive,
  exit: StopCase,
): GuardedSend | undefined {
  const names = new Set([exit.name, ...closedBy(receive.function)]);
  // Who gives the signal itself knows what comes first.
  if (asksItself(fn, names) || closedBy(fn).some((name) => names.has(name))) return undefined;
  const base = baseOf(send);
  if (base === undefined) return undefined;
  for (const c of receive.select?.cases ?? [])
    for (const use of sendsTo(receive.function, c)) {
      const found = use.function && use.node !== send ? guardOf(use.function, use, names) : undefined;
      if (found && use.select && use.function)
        return { function: use.function, select: use.select, signal: `${base}${found}` };
    }
  return undefined;
}

/** What else is sent to the loop: on the channels of its cases. */
function sendsTo(fn: FunctionUnit, { comm }: CommClause): readonly ChannelUse[] {
  const e = comm?.kind === 'ExprStmt' ? comm.x : comm?.kind === 'AssignStmt' ? comm.rhs[0] : undefined;
  const x = e && unparen(e);
  const channel = x?.kind === 'UnaryExpr' && x.op === '<-' ? x.x : undefined;
  const field = channel && fieldChannelOf(fn, channel);
  return field?.uses.filter((u) => u.kind === 'send' && u.select) ?? [];
}

/** `.done`, `.ctx.Done()`: the signal beside the send, from the same object. */
function guardOf(fn: FunctionUnit, use: ChannelUse, names: ReadonlySet<string>): string | undefined {
  const base = use.node.kind === 'SendStmt' ? baseOf(use.node) : undefined;
  if (base === undefined) return undefined;
  for (const { comm } of use.select?.cases ?? []) {
    const x = comm?.kind === 'ExprStmt' ? unparen(comm.x) : undefined;
    if (x?.kind !== 'UnaryExpr' || x.op !== '<-') continue;
    const channel = unparen(x.x);
    const name = signalName(fn, channel);
    const text = fn.textOf(channel);
    if (name !== undefined && names.has(name) && text.startsWith(`${base}.`)) return text.slice(base.length);
  }
  return undefined;
}

/** `n` of `n.status <- c` */
function baseOf(send: SendStmt): string | undefined {
  const x = unparen(send.chan);
  return x.kind === 'SelectorExpr' ? pathOf(x.x) : undefined;
}

/** The names of what the function closes, in its literals too. */
export function closedBy(fn: FunctionUnit): string[] {
  const found: string[] = [];
  walk(fn.syntax, (n) => {
    if (n.kind !== 'CallExpr' || fn.package.calleeOf(n).kind !== 'builtin') return;
    const [channel] = n.args;
    const path = n.fun.kind === 'Ident' && n.fun.name === 'close' && channel ? pathOf(unparen(channel)) : undefined;
    if (path?.includes('.')) found.push(path.slice(path.lastIndexOf('.') + 1));
  });
  return found;
}

/** It waits for a signal, or looks whether it has come, or at some flag that tells the same. */
export function asksItself(fn: FunctionUnit, names: ReadonlySet<string>): boolean {
  let found = false;
  const isTelling = (name: string): boolean =>
    names.has(name) || /clos|stop|done|shut|quit|exit|ctx|context/i.test(name);
  walkOwn(fn, (n) => {
    const asked =
      n.kind === 'IfStmt' || n.kind === 'ForStmt'
        ? n.cond
        : n.kind === 'UnaryExpr' && n.op === '<-'
          ? n.x
          : n.kind === 'SwitchStmt'
            ? n.tag
            : undefined;
    if (asked)
      walk(asked, (e) => {
        if ((e.kind === 'Ident' && isTelling(e.name)) || (e.kind === 'SelectorExpr' && isTelling(e.sel.name)))
          found = true;
      });
  });
  return found;
}

import { isStart, operandOf, walkOwn } from '../calls.ts';
import { declFacts } from '../facts/scopes.ts';
import type { WitnessStep } from '../finding.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Expr, SendStmt } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { announcedEnd } from './announcedEnds.ts';
import { type ChannelUse, type FieldChannel, fieldChannelOf } from './fieldChannels.ts';
import { type Generator, generators, isStarted, usesByName } from './generators.ts';
import { guardedSend } from './guardedSends.ts';
import { loopAround } from './loops.ts';
import { type StopCase, stopCases } from './stopSignals.ts';
import { tellPath } from './tell.ts';

/** A send that does not listen to the stop signal to which its goroutine and its receiver listen. */
export interface IgnoredStop {
  readonly function: FunctionUnit;
  readonly send: SendStmt;
  /** The stop signal as it is called where the value is sent: `ctx.Done()`, `s.quit`. */
  readonly signal: string;
  /** The sender's own case for it, by which it leaves. */
  readonly stop: StopCase | undefined;
  /** Some sends come through before one waits: the channel has room. */
  readonly hasRoom?: boolean;
  readonly witness: readonly WitnessStep[];
}

/**
 * Bare sends whose receivers leave by a signal: one to which the goroutine listens elsewhere, or which others who send
 * there heed, or which the receiver gives when it goes. The receivers are the package's own (of a field), or strangers
 * to whom a generator has returned the channel.
 */
export function ignoredStops(fn: FunctionUnit): IgnoredStop[] {
  if (fn.cfg.incomplete || fn.decl.broken) return [];
  const found: IgnoredStop[] = [];
  for (const send of bareSends(fn)) {
    const signals = signalsAround(fn);
    const field = fieldChannelOf(fn, send.chan);
    const told =
      inStopCase(fn, send, signals) ??
      (field
        ? (byPeers(fn, send, field, signals) ??
          byUsage(fn, send, field) ??
          byCaller(fn, send, field) ??
          byAnnouncedEnd(fn, send, field))
        : byGenerator(fn, send, signals));
    if (told) found.push(told);
  }
  return found;
}

function bareSends(fn: FunctionUnit): SendStmt[] {
  const found: SendStmt[] = [];
  walkOwn(fn, (n, parent) => {
    if (n.kind === 'SendStmt' && !(parent?.kind === 'CommClause' && parent.comm === n)) found.push(n);
  });
  return found;
}

/** Stop cases of the function and, for a local closure that it calls, of the function around it. */
function signalsAround(fn: FunctionUnit): StopCase[] {
  const found: StopCase[] = [];
  for (let f: FunctionUnit | undefined = fn; f; f = isCalledOnly(f) ? f.outer : undefined) {
    const own: FunctionUnit = f;
    walkOwn(own, (n) => {
      if (n.kind === 'SelectStmt') found.push(...stopCases(own, n));
    });
  }
  return found;
}

/** A literal that has a name and is called by it, in the goroutine around it. */
function isCalledOnly(fn: FunctionUnit): boolean {
  const { parents } = declFacts(fn.decl);
  const uses = fn.outer ? usesByName(fn) : [];
  return (
    uses.length > 0 &&
    uses.every((u) => {
      const call = parents.get(u);
      return call?.kind === 'CallExpr' && call.fun === u && parents.get(call)?.kind === 'ExprStmt';
    })
  );
}

/** Sent in the very case that says that the receiver has gone: the same send, beside it in the select, was given up. */
function inStopCase(fn: FunctionUnit, send: SendStmt, signals: readonly StopCase[]): IgnoredStop | undefined {
  const text = fn.textOf(send.chan);
  const stop = signals.find((s) => s.clause.body.some((b) => b === send));
  const offered = stop?.select.cases.some((c) => c.comm?.kind === 'SendStmt' && fn.textOf(c.comm.chan) === text);
  if (!stop || !offered) return undefined;
  return {
    function: fn,
    send,
    signal: fn.textOf(stop.channel),
    stop,
    witness: [
      { ...stopPlace(fn, stop), message: 'the receiver has gone', goroutine: 'the sender' },
      { ...fn.place(send), message: 'and yet the value is sent: nobody takes it any more', goroutine: 'the sender' },
    ],
  };
}

/** Every receiver of the field is a case of a select that leaves by a signal which this goroutine knows too. */
function byPeers(
  fn: FunctionUnit,
  send: SendStmt,
  field: FieldChannel,
  signals: readonly StopCase[],
): IgnoredStop | undefined {
  const left = receiverThatLeaves(fn, field);
  if (!left) return undefined;
  const { exit } = left;
  const stop = signals.find((s) => s.name === exit.name);
  if (!stop) return undefined;
  const name = fn.textOf(send.chan);
  return {
    function: fn,
    send,
    signal: fn.textOf(stop.channel),
    stop,
    witness: [
      {
        ...left.place,
        message: 'the receiver leaves its loop by this case',
        goroutine: 'the receiver',
      },
      {
        ...fn.place(send),
        message: `nobody receives from \`${name}\` any more: the send waits for ever`,
        goroutine: 'the sender',
      },
      { ...stopPlace(fn, stop), message: 'and never comes back to its own stop case', goroutine: 'the sender' },
    ],
  };
}

/** The sender knows no signal, but who else sends to that loop listens to one that tells that it has gone. */
function byUsage(fn: FunctionUnit, send: SendStmt, field: FieldChannel): IgnoredStop | undefined {
  const left = receiverThatLeaves(fn, field);
  const guarded = left && guardedSend(fn, send, left.receive, left.exit);
  if (!left || !guarded) return undefined;
  return {
    function: fn,
    send,
    signal: guarded.signal,
    stop: undefined,
    witness: [
      { ...left.place, message: 'the receiver leaves its loop by this case', goroutine: 'the receiver' },
      {
        ...guarded.function.place(guarded.select),
        message: `who else sends to it selects on \`${guarded.signal}\``,
        goroutine: 'another sender',
      },
      {
        ...fn.place(send),
        message: `this send does not: nobody receives from \`${fn.textOf(send.chan)}\` any more, and it waits for ever`,
        goroutine: 'the sender',
      },
    ],
  };
}

/** A goroutine that leaves its loop by the receiver's signal calls, in that loop, a method that sends without listening. */
function byCaller(fn: FunctionUnit, send: SendStmt, field: FieldChannel): IgnoredStop | undefined {
  const left = fn.syntax.kind === 'FuncDecl' && fn.syntax.receiver ? receiverThatLeaves(fn, field) : undefined;
  if (!left || !isOfField(left.exit)) return undefined;
  for (const { function: caller, call } of fn.package.callsTo(fn)) {
    const loop = isStarted(caller) ? loopAround(caller, call) : undefined;
    const stop = loop
      ? signalsAround(caller).find(
          (s) => s.name === left.exit.name && isOfField(s) && loopAround(caller, s.select) === loop,
        )
      : undefined;
    // The signal is the object's own, which has another name there.
    const operand = operandOf(call);
    const base = operand && caller.textOf(operand);
    const own = fn.syntax.kind === 'FuncDecl' ? fn.syntax.receiver?.names[0]?.name : undefined;
    const signal = stop && caller.textOf(stop.channel);
    if (!stop || !signal || !own || base === undefined || !signal.startsWith(`${base}.`)) continue;
    return {
      function: fn,
      send,
      signal: own + signal.slice(base.length),
      stop: undefined,
      witness: [
        { ...left.place, message: 'the receiver leaves its loop by this case', goroutine: 'the receiver' },
        { ...caller.place(call), message: 'the loop of another goroutine sends by this call', goroutine: 'the sender' },
        {
          ...fn.place(send),
          message: `nobody receives from \`${fn.textOf(send.chan)}\` any more: the send waits for ever`,
          goroutine: 'the sender',
        },
        { ...stopPlace(caller, stop), message: 'and never comes back to its own stop case', goroutine: 'the sender' },
      ],
    };
  }
  return undefined;
}

/** The only loop that receives may leave by itself; it closes a channel when it does, and this send does not hear that. */
function byAnnouncedEnd(fn: FunctionUnit, send: SendStmt, field: FieldChannel): IgnoredStop | undefined {
  const end = announcedEnd(fn, send, field);
  if (!end) return undefined;
  const { receiver, signal, path, isUnbuffered } = end;
  return {
    function: fn,
    send,
    signal,
    stop: undefined,
    hasRoom: !isUnbuffered,
    witness: [
      ...tellPath(receiver, path, `the receiver leaves, and closes \`${signal}\``).map((s) => ({
        ...s,
        goroutine: 'the receiver',
      })),
      {
        ...fn.place(send),
        message: `nobody receives from \`${fn.textOf(send.chan)}\` any more: the send waits for ever`,
        goroutine: 'the sender',
      },
    ],
  };
}

/** `w.quit`, `w.ctx.Done()`: of an object, and not of a call. */
function isOfField({ channel }: StopCase): boolean {
  const x = channel.kind === 'CallExpr' && channel.fun.kind === 'SelectorExpr' ? unparen(channel.fun.x) : channel;
  return x.kind === 'SelectorExpr';
}

interface Leaving {
  readonly receive: ChannelUse & { readonly function: FunctionUnit };
  readonly exit: StopCase;
  readonly place: ReturnType<FunctionUnit['place']>;
}

/** The receiver of a channel without room, when all that receive from it leave their loops by one signal. */
function receiverThatLeaves(fn: FunctionUnit, field: FieldChannel): Leaving | undefined {
  if (field.escapes || !field.isUnbuffered || field.uses.some((u) => u.kind === 'range')) return undefined;
  const receives = field.uses.filter((u) => u.kind === 'receive');
  const exits = receives.map((r) => exitOf(r));
  const [receive, exit] = [receives[0], exits[0]];
  if (!receive?.function || !exit || exits.some((e) => e?.name !== exit.name)) return undefined;
  if (receives.some((r) => r.function === fn || r.function?.outer === fn)) return undefined;
  return { receive: { ...receive, function: receive.function }, exit, place: receive.function.place(exit.clause) };
}

/** The stop case beside a receive in a loop; undefined where the receiver stays. */
function exitOf(use: ChannelUse): StopCase | undefined {
  const { function: fn, select, clause } = use;
  if (!fn || !select || !clause || !loopAround(fn, select)) return undefined;
  return stopCases(fn, select).find((s) => s.clause !== clause);
}

/** The channel was returned to strangers; the goroutine that sends on it has a stop case in the loop of the send, or in one of its own. */
function byGenerator(fn: FunctionUnit, send: SendStmt, signals: readonly StopCase[]): IgnoredStop | undefined {
  const [stop] = signals.filter((s) => isFromOutside(fn, s.channel) && loopAround(fn, s.select));
  const generator = stop && generatorsWith(fn).find((g) => g.goroutine === fn && g.sends.includes(send));
  if (!stop || !generator) return undefined;
  const { owner, room } = generator;
  const { name } = generator.channel;
  return {
    function: fn,
    send,
    signal: fn.textOf(stop.channel),
    stop,
    hasRoom: room > 0,
    witness: [
      { ...owner.place(startOf(generator)), message: `the goroutine of this generator sends on \`${name}\`` },
      {
        ...stopPlace(fn, stop),
        message: `who receives from \`${name}\` may go once \`${fn.textOf(stop.channel)}\` has told to stop`,
        goroutine: 'the receiver',
      },
      { ...fn.place(send), message: 'this send does not hear it and waits for ever', goroutine: 'the generator' },
    ],
  };
}

/** Those in which the function is the goroutine: the function around a literal, or who starts it by its name. */
function generatorsWith(fn: FunctionUnit): Generator[] {
  if (fn.outer) return fn.outer.outer ? [] : generators(fn.outer);
  const owners = fn.package.callsTo(fn).filter(isStart);
  return owners.flatMap(({ function: owner }) => generators(owner));
}

const startOf = ({ owner, goroutine, made }: Generator) => (goroutine.outer === owner ? goroutine.syntax.type : made);

const stopPlace = (fn: FunctionUnit, stop: StopCase) => fn.place(stop.clause.comm ?? stop.clause);

/** The signal comes from the caller: a parameter (or what hangs on one), of this function or the one around it. */
function isFromOutside(fn: FunctionUnit, e: Expr): boolean {
  const x = unparen(e);
  if (x.kind === 'CallExpr') return isFromOutside(fn, x.fun);
  if (x.kind === 'SelectorExpr') return isFromOutside(fn, x.x);
  const o = x.kind === 'Ident' ? fn.package.objectOf(x) : undefined;
  return o?.kind === 'local' && o.role === 'param';
}

import { declFacts } from '../facts/scopes.ts';
import type { Type } from '../facts/types.ts';
import type { Fix } from '../finding.ts';
import { insertFirst, preferred, remove, replace } from '../fix.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, ForStmt, Ident, RangeStmt, SelectStmt } from '../syntax/ast.ts';
import { pathOf, rootOf } from '../syntax/print.ts';
import type { Abandoned } from './abandoned.ts';
import { type ChannelOperation, type LocalChannel, startOf } from './localChannels.ts';
import { loopAround } from './loops.ts';
import { perPath } from './room.ts';

/** `make(chan T)` becomes `make(chan T, n)`: then no send waits. */
export function roomFor(channel: LocalChannel, room: number | string | undefined): Fix[] {
  const { made, owner, variable } = channel;
  if (made.kind !== 'CallExpr' || channel.capacity === undefined || room === undefined) return [];
  return withRoom(owner, made, variable.name, room);
}

export function withRoom(fn: FunctionUnit, made: CallExpr, name: string, room: number | string): Fix[] {
  const type = made.args[0];
  const edit = type && replace(fn, made, `make(${fn.textOf(type)}, ${room})`);
  return edit ? preferred(`Give ${name} room for ${room}`, edit) : [];
}

/** How often the loop that starts the senders goes round, as code that can stand where the channel is made. */
export function roundsOfStarts({ channel, start }: Abandoned): string | undefined {
  const { owner, made, operations } = channel;
  const sends = operations.filter((o) => o.kind === 'send');
  const loop = loopAround(owner, start) as ForStmt | RangeStmt | undefined;
  if (!loop || loopAround(owner, loop) !== loopAround(owner, made) || perPath(sends) !== 1) return undefined;
  if (sends.some((s) => startOf(channel, s) !== start || loopAround(s.function, s.node))) return undefined;
  const count = loop.kind === 'RangeStmt' ? loop.x : upperBound(loop);
  const text = count && owner.textOf(count);
  if (!count || (count.kind !== 'BasicLit' && !isKnownAt(channel, count))) return undefined;
  const type = owner.package.underlying(owner.package.typeOf(count));
  if (count.kind === 'BasicLit' || type.kind === 'basic') return text;
  return type.kind === 'slice' || type.kind === 'array' || type.kind === 'map' ? `len(${text})` : undefined;
}

/** `n` in `for i := 0; i < n; i++` */
function upperBound({ init, cond, post }: ForStmt): Expr | undefined {
  const counts = init?.kind === 'AssignStmt' && init.rhs[0]?.kind === 'BasicLit' && post?.kind === 'IncDecStmt';
  return counts && cond?.kind === 'BinaryExpr' && cond.op === '<' ? cond.y : undefined;
}

/** A path of names that has its value already where the channel is made. */
function isKnownAt({ owner, made }: LocalChannel, e: Expr): boolean {
  const root = rootOf(e);
  const object = root && owner.package.objectOf(root);
  if (pathOf(e) === undefined || object?.kind !== 'local') return false;
  if (object.role === 'var' && object.ident.start > made.start) return false;
  return (declFacts(owner.decl).assignments.get(object) ?? []).length === 0;
}

/** `defer close(ch)` as the first statement of the only goroutine that sends. */
export function closeWhenSent(channel: LocalChannel): Fix[] {
  const senders = new Set(channel.operations.filter((o) => o.kind === 'send').map((o) => o.function));
  const [sender] = senders;
  if (!sender || senders.size !== 1 || sender === channel.owner || sender.syntax.kind !== 'FuncLit') return [];
  // Started once, as what it is: closing twice is a crash.
  const starts = new Set(channel.operations.filter((o) => o.kind === 'send').map((o) => startOf(channel, o)));
  const [start] = starts;
  if (starts.size !== 1 || typeof start !== 'object' || loopAround(channel.owner, start)) return [];
  if (start.call.kind !== 'CallExpr' || start.call.fun !== sender.syntax) return [];
  const name = channel.variable.name;
  const edit = insertFirst(sender, sender.syntax.body, `defer close(${name})`);
  return preferred(`Defer close(${name}) in the sender`, edit);
}

/**
 * `defer close(done)` as the first statement of the goroutine that owes the signal, in the place of the closes with
 * which it ends. None where values are waited for: a close would give a zero one.
 */
export function deferSignal(channel: LocalChannel, giver: FunctionUnit): Fix[] {
  const signals = channel.operations.filter((o) => o.kind === 'send' || o.kind === 'close');
  const closes = signals.filter((o) => o.kind === 'close');
  if (giver.syntax.kind !== 'FuncLit' || signals.some((o) => o.function !== giver || o.viaCall)) return [];
  if (closes.length < signals.length && !carriesNothing(channel)) return [];
  const statements = closes.map((c) => giver.syntax.body?.list.find((s) => s.kind === 'ExprStmt' && s.x === c.node));
  const last = giver.syntax.body.list.at(-1);
  if (statements.some((s) => s === undefined || s !== last)) return [];
  const name = channel.variable.name;
  return preferred(
    `Defer close(${name})`,
    insertFirst(giver, giver.syntax.body, `defer close(${name})`),
    ...statements.map((s) => s && remove(giver, s)),
  );
}

function carriesNothing({ owner, made }: LocalChannel): boolean {
  const type = owner.package.underlying(owner.package.typeOf(made as Expr));
  return type.kind === 'chan' && isEmptyStruct(type.element);
}

const isEmptyStruct = (t: Type): boolean => t.kind === 'struct' && t.fields.length === 0;

/** The send selects on the stop signal that made the owner leave: `case <-ctx.Done():`. */
export function selectOnSame({ channel, send, path, start }: Abandoned): Fix[] {
  const { owner } = channel;
  const clause = path.edges
    .flatMap((e) => (e.why.kind === 'select' ? [e.why] : []))
    .find((w) => offers(w.select, channel))?.clause;
  const comm = clause?.comm?.kind === 'ExprStmt' ? clause.comm.x : undefined;
  if (comm?.kind !== 'UnaryExpr' || send.viaCall || send.node.kind !== 'SendStmt') return [];
  const signal = comm.x.kind === 'CallExpr' && comm.x.args.length === 0 ? comm.x.fun : comm.x;
  const root: Ident | undefined = rootOf(signal);
  const object = root && owner.package.objectOf(root);
  // It must be the same variable there, and a signal that stays: `Done()`, or a channel that is only ever closed.
  if (object?.kind !== 'local' || (object.role === 'var' && object.ident.start > start.start)) return [];
  const isSignal = comm.x.kind === 'CallExpr' ? owner.textOf(signal).endsWith('.Done') : isBare(channel, comm.x);
  if (!isSignal || shadowed(send, object.name)) return [];
  const indent = indentOf(send);
  const cases = [`case ${send.function.textOf(send.node)}:`, `case ${owner.textOf(comm)}:`, '}'];
  const text = ['select {', ...cases].join(`\n${indent}`);
  return [
    {
      title: `Select on ${owner.textOf(comm)} when sending`,
      isPreferred: false,
      edits: [replace(send.function, send.node, text)],
    },
  ];
}

const offers = (select: SelectStmt, channel: LocalChannel): boolean =>
  channel.operations.some((o) => o.kind === 'receive' && o.select === select);

/** `chan struct{}`: closed, not sent on. */
function isBare({ owner }: LocalChannel, e: Expr): boolean {
  const type = owner.package.underlying(owner.package.typeOf(e));
  return type.kind === 'chan' && isEmptyStruct(type.element);
}

/** Does the sender declare something else of that name? */
function shadowed(send: ChannelOperation, name: string): boolean {
  const { definitions } = declFacts(send.function.decl);
  return [...definitions.keys()].some((v) => v.name === name && v.owner === send.function.syntax);
}

function indentOf(send: ChannelOperation): string {
  const { text } = send.function.file;
  const { start } = send.function.place(send.node);
  return /^[\t ]*/.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1))?.[0] ?? '';
}

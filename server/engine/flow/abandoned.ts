import type { Obj } from '../facts/objects.ts';
import type { WitnessStep } from '../finding.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { GoStmt, Node } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Block, Edge } from './cfg.ts';
import { type ChannelOperation, holds, type LocalChannel, startOf } from './localChannels.ts';
import { loopAround } from './loops.ts';
import { findPath, type Path } from './paths.ts';
import { excludes, isNeverReady, isRepeated, perPath, sendsPerRun, startedTogether } from './room.ts';
import { short, tellPath } from './tell.ts';

/** A goroutine that is left at a send for ever, because the function that made the channel has gone. */
export interface Abandoned {
  readonly channel: LocalChannel;
  readonly send: ChannelOperation;
  readonly start: GoStmt;
  /** `fatal`: a test is ended before it receives. */
  readonly shape: 'select' | 'return' | 'senders' | 'fatal';
  /** With this capacity no send would wait; undefined when a loop decides how many there are. */
  readonly room: number | undefined;
  readonly path: Path;
  readonly witness: readonly WitnessStep[];
}

/**
 * The owner's channel has no room; its only receivers are in the owner itself, or started by it later; some path of the owner from the `go`
 * statement to its end does not receive (or, with several senders, not often enough).
 */
export function abandonedSends(channel: LocalChannel): Abandoned[] {
  const { operations, capacity, owner } = channel;
  if (capacity === undefined || owner.cfg.incomplete || owner.decl.broken) return [];
  const sends = operations.filter((o) => o.kind === 'send');
  const receives = operations.filter((o) => o.kind === 'receive' || o.kind === 'range');
  // Without any receiver it is send-without-receiver.
  if (receives.length === 0 || receives.some((r) => startOf(channel, r) === 'elsewhere')) return [];
  if (sends.length === 0 || sends.some((s) => s.select !== undefined || typeof startOf(channel, s) === 'string'))
    return [];
  const starts = [...new Set(sends.map((s) => startOf(channel, s) as GoStmt))];
  const receivers = [...new Set(receives.map((r) => startOf(channel, r)).filter((r) => typeof r !== 'string'))];
  const room = sendsPerRun(channel);
  const found: Abandoned[] = [];
  for (const start of starts) {
    // Who is there already is for the model to judge; who is started later receives from there on.
    if (receivers.some((r) => mayPrecede(channel, r, start))) continue;
    const own = sends.filter((s) => startOf(channel, s) === start);
    // With room for every send of one path nobody waits; a loop's bound may be the capacity: for the model to count.
    if (capacity > 0 && (capacity >= perPath(sends) || own.some((s) => isRepeated(channel, s)))) continue;
    // With some room it is the last one that waits.
    const send = own.at(capacity > 0 ? -1 : 0) as ChannelOperation;
    const first = pathWithout(channel, start, receives, isOver);
    // A test that gives up waiting has failed: that counts for more where it goes on.
    const gaveUp = first?.end.exit === 'goexit' && bySelect(first, receives);
    const back = (gaveUp ? pathWithout(channel, start, receives, (b) => b.exit === 'return') : undefined) ?? first;
    const path =
      back ??
      (receivers.length > 0
        ? undefined
        : starts.length > 1 && start === starts[0]
          ? fewerThanSenders(channel, starts, receives)
          : tooFew(channel, start, receives));
    if (!path) continue;
    const received = [path.end, ...path.edges.map((e) => e.from)].some((b) =>
      receives.some((r) => passes(owner, b, r)),
    );
    const shape = received
      ? 'senders'
      : path.end.exit === 'goexit'
        ? 'fatal'
        : bySelect(path, receives)
          ? 'select'
          : 'return';
    found.push({ channel, send, start, shape, room, path, witness: tell(channel, send, start, path, received) });
  }
  return found;
}

const isOver = (b: Block): boolean => b.exit === 'return' || b.exit === 'goexit';

function pathWithout(
  channel: LocalChannel,
  start: GoStmt,
  receives: readonly ChannelOperation[],
  isEnd: (b: Block) => boolean,
): Path | undefined {
  const { owner } = channel;
  const at = blockAndIndex(owner, start);
  const own = channel.operations.filter((o) => o.kind === 'send' && startOf(channel, o) === start);
  if (!at || receives.some((r) => owner.cfg.deferred.some((d) => holds(owner, d, r)))) return undefined;
  const loops = receives
    .flatMap((r) => {
      const by = startOf(channel, r);
      return loopAround(owner, typeof by === 'string' ? r.node : by) ?? [];
    })
    .filter((l) => l.start > start.start);
  return findPath(owner, at.block, at.index, {
    item: (item) =>
      item.node.kind !== 'SelectStmt' &&
      item.node.kind !== 'RangeStmt' &&
      receives.some((r) => holds(owner, item.node, r))
        ? 'stop'
        : 'on',
    // A loop of receives is taken to go round as often as there is something to receive.
    edge: (edge) =>
      (edge.why.kind === 'select' &&
        (excludes(channel, edge.why.clause, own) || isNeverReady(owner, edge.why.clause))) ||
      receives.some((r) => takes(edge, r)) ||
      loops.some((l) => leavesAtHead(edge, l))
        ? 'stop'
        : 'on',
    exit: (b) => (isEnd(b) ? 'found' : 'stop'),
  });
}

/** Can one goroutine of the owner have been started before the other, about the same channel? */
function mayPrecede({ owner, made }: LocalChannel, first: GoStmt, second: GoStmt): boolean {
  const at = blockAndIndex(owner, first);
  return (
    !at ||
    findPath(owner, at.block, at.index, {
      item: ({ node }) => (node === second ? 'found' : within(made, node) ? 'stop' : 'on'),
      edge: () => 'on',
      exit: () => 'stop',
    }) !== undefined
  );
}

/** Senders in a loop, and a receive outside of any loop, or a loop of receives that can be left before its end. */
function tooFew(channel: LocalChannel, start: GoStmt, receives: readonly ChannelOperation[]): Path | undefined {
  const { owner } = channel;
  const [only] = receives;
  if (!only || receives.length !== 1 || only.kind === 'range') return undefined;
  const at = blockAndIndex(owner, start);
  const loop = loopAround(owner, only.node);
  const spawnLoop = loopAround(owner, start);
  if (!at || !spawnLoop || loop === spawnLoop || loopAround(owner, channel.made) === spawnLoop) return undefined;
  return findPath(owner, at.block, at.index, {
    item: () => 'on',
    // A loop of receives that runs to its end has received from all.
    edge: (edge) => (loop && (leavesAtHead(edge, loop) || isCounted(owner, edge, loop)) ? 'stop' : 'on'),
    exit: (b) => (isOver(b) ? 'found' : 'stop'),
  });
}

/** Several goroutines, started one after the other, and fewer receives in all the owner than there are sends. */
function fewerThanSenders(
  channel: LocalChannel,
  starts: readonly GoStmt[],
  receives: readonly ChannelOperation[],
): Path | undefined {
  const { owner, capacity = 0 } = channel;
  const sends = sendsPerRun(channel);
  const last = starts.at(-1);
  const at = last && blockAndIndex(owner, last);
  if (sends === undefined || !at || receives.length + capacity >= sends || !startedTogether(channel, starts))
    return undefined;
  if (receives.some((r) => r.kind === 'range' || loopAround(owner, r.node))) return undefined;
  return findPath(owner, at.block, at.index, {
    item: () => 'on',
    edge: () => 'on',
    exit: (b) => (isOver(b) ? 'found' : 'stop'),
  });
}

function leavesAtHead(edge: Edge, loop: Node): boolean {
  if (edge.why.kind === 'range') return edge.why.node === loop && !edge.why.more;
  return (
    edge.why.kind === 'cond' &&
    loop.kind === 'ForStmt' &&
    loop.cond !== undefined &&
    !edge.to.loops.includes(loop) &&
    within(edge.why.cond, loop.cond)
  );
}

/** `if active--; active == 0 { return }` in a loop without a head of its own: it counts what it has received. */
function isCounted(owner: FunctionUnit, edge: Edge, loop: Node): boolean {
  const { why } = edge;
  if (why.kind !== 'cond' || loop.kind !== 'ForStmt' || loop.cond || !within(why.cond, loop)) return false;
  const counters = new Set<Obj>();
  walk(loop.body, (n) => {
    const counter = n.kind === 'IncDecStmt' && n.x.kind === 'Ident' ? owner.package.objectOf(n.x) : undefined;
    if (counter) counters.add(counter);
  });
  let counted = false;
  walk(why.cond, (n) => {
    const object = n.kind === 'Ident' ? owner.package.objectOf(n) : undefined;
    if (object && counters.has(object)) counted = true;
  });
  return counted && (edge.to.exit !== undefined || !edge.to.loops.includes(loop));
}

const within = (inner: Node, outer: Node): boolean => outer.start <= inner.start && inner.end <= outer.end;

function takes(edge: Edge, r: ChannelOperation): boolean {
  if (edge.why.kind === 'select') return edge.why.clause === r.clause;
  return edge.why.kind === 'range' && r.kind === 'range' && edge.why.node === r.node;
}

function passes(owner: FunctionUnit, block: Block, r: ChannelOperation): boolean {
  return block.items.some(
    (i) => i.node.kind !== 'SelectStmt' && i.node.kind !== 'RangeStmt' && holds(owner, i.node, r),
  );
}

/** On the way, a select offered to receive and another case was taken. */
function bySelect(path: Path, receives: readonly ChannelOperation[]): boolean {
  return path.edges.some((e) => {
    const { why } = e;
    return why.kind === 'select' && receives.some((r) => r.select === why.select && r.clause !== why.clause);
  });
}

function blockAndIndex(owner: FunctionUnit, node: Node): { readonly block: Block; readonly index: number } | undefined {
  for (const block of owner.cfg.blocks) {
    const index = block.items.findIndex((i) => i.node === node);
    if (index >= 0) return { block, index };
  }
  return undefined;
}

function tell(
  channel: LocalChannel,
  send: ChannelOperation,
  start: GoStmt,
  path: Path,
  received: boolean,
): WitnessStep[] {
  const { owner, variable } = channel;
  const name = variable.name;
  return [
    {
      ...owner.place(start),
      message: `a goroutine is started that will send on \`${name}\``,
      label: short(owner.textOf(start).split('{')[0]?.trim() ?? ''),
      partner: 'the goroutine',
    },
    ...tellPath(
      owner,
      path,
      received
        ? `the function returns after fewer receives from \`${name}\` than there are senders`
        : `the function returns without receiving from \`${name}\``,
      'returns',
    ),
    {
      ...send.function.place(send.node),
      message: `the send finds nobody who receives any more: blocked for ever`,
      label: short(send.function.textOf(send.node)),
      goroutine: 'the goroutine',
    },
  ];
}

import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CommClause, GoStmt, Node } from '../syntax/ast.ts';
import type { Block } from './cfg.ts';
import { type ChannelOperation, holds, type LocalChannel, localChannels, startOf } from './localChannels.ts';
import { loopAround } from './loops.ts';
import { reaches } from './reach.ts';

/** How many sends one run of the owner can bring about; undefined when a loop decides. */
export function sendsPerRun(channel: LocalChannel): number | undefined {
  const sends = channel.operations.filter((o) => o.kind === 'send');
  return sends.some((s) => isRepeated(channel, s)) ? undefined : perPath(sends);
}

/** Can the send happen again on the same channel: in a loop of its own, or because its goroutine is started in one? */
export function isRepeated(channel: LocalChannel, send: ChannelOperation): boolean {
  const start = startOf(channel, send);
  const isInLoop = (n: Node): boolean => {
    const loop = loopAround(channel.owner, n);
    return loop !== undefined && loop !== loopAround(channel.owner, channel.made);
  };
  if (start === 'elsewhere' || (start !== 'owner' && isInLoop(start))) return true;
  if (send.viaCall && isInLoop(send.viaCall)) return true;
  const block = blockOf(send);
  return block === undefined || reaches(block, block);
}

/** How many of the sends can happen in one run: of those in one goroutine, the most that lie on one path. */
export function perPath(sends: readonly ChannelOperation[]): number {
  const byRun = new Map<string, ChannelOperation[]>();
  for (const s of sends) {
    if (isInstead(s, sends)) continue;
    const run = `${s.function.file.name} ${s.function.place(s.function.syntax).start} ${s.viaCall?.start}`;
    byRun.set(run, [...(byRun.get(run) ?? []), s]);
  }
  return [...byRun.values()].reduce((sum, own) => sum + longestChain(own), 0);
}

/**
 * A deferred send that stands in for another one: `defer func() { if !sent { ch <- errGone } }()`, with `sent = true` behind
 * the send of the function itself.
 */
function isInstead(send: ChannelOperation, sends: readonly ChannelOperation[]): boolean {
  const { function: literal } = send;
  const { outer } = literal;
  if (!outer?.cfg.deferred.some((d) => d.call.kind === 'CallExpr' && d.call.fun === literal.syntax)) return false;
  const flags = literal.ancestors(send.node).flatMap((n) => {
    const cond = n.kind === 'IfStmt' && send.node.start < n.body.end ? n.cond : undefined;
    const flag = cond?.kind === 'UnaryExpr' && cond.op === '!' && cond.x.kind === 'Ident' ? cond.x : undefined;
    return flag ? [literal.package.objectOf(flag)] : [];
  });
  return flags.some((flag) => {
    if (flag?.kind !== 'local') return false;
    return (declFacts(literal.decl).assignments.get(flag) ?? []).some((n) => {
      const isSet = n.kind === 'AssignStmt' && n.rhs[0]?.kind === 'Ident' && n.rhs[0].name === 'true';
      return isSet && sends.some((other) => other.function === outer && other.node.end <= n.start);
    });
  });
}

function longestChain(sends: readonly ChannelOperation[]): number {
  const placed = sends.map((s) => ({ block: blockOf(s), start: s.node.start }));
  if (placed.some(({ block }) => !block || reaches(block, block))) return sends.length;
  const chains = new Map<number, number>();
  const chain = (i: number): number => {
    const known = chains.get(i);
    if (known !== undefined) return known;
    const from = placed[i] as { block: Block; start: number };
    const next = placed.flatMap((to, j) => {
      const follows = to.block === from.block ? to.start > from.start : reaches(from.block, to.block as Block);
      return follows ? [chain(j)] : [];
    });
    const length = 1 + Math.max(0, ...next);
    chains.set(i, length);
    return length;
  };
  return Math.max(0, ...placed.map((_, i) => chain(i)));
}

/** All on one straight line of the owner: once the last is reached, all have been started. */
export function startedTogether(channel: LocalChannel, starts: readonly GoStmt[]): boolean {
  const block = channel.owner.cfg.blocks.find((b) => b.items.some((i) => i.node === starts[0]));
  return block !== undefined && starts.every((s) => block.items.some((i) => i.node === s));
}

/**
 * Does the case receive what only the same goroutine gives, and never before it has come past this send? Then taking
 * the case leaves nobody behind.
 */
export function excludes(channel: LocalChannel, clause: CommClause, sends: readonly ChannelOperation[]): boolean {
  const other = localChannels(channel.owner).find((c) => c.operations.some((o) => isReceive(o) && o.clause === clause));
  const givers = other?.operations.filter((o) => !isReceive(o)) ?? [];
  return (
    givers.length > 0 &&
    givers.every((g) => sends.every((s) => startOf(channel, s) === startOf(channel, g) && isNotBefore(g, s)))
  );
}

/** A case on a channel that never leaves the function and at whose other end nobody is. */
export function isNeverReady(owner: FunctionUnit, clause: CommClause): boolean {
  for (const c of localChannels(owner)) {
    const own = c.operations.find((o) => o.clause === clause);
    if (own) return c.capacity === 0 && c.operations.every((o) => isReceive(o) === isReceive(own));
  }
  return false;
}

const isReceive = (o: ChannelOperation): boolean => o.kind === 'receive' || o.kind === 'range';

function isNotBefore(giver: ChannelOperation, send: ChannelOperation): boolean {
  if (giver.function !== send.function || giver.viaCall !== send.viaCall) return false;
  // A deferred close comes when the goroutine ends: past its send.
  if (giver.function.cfg.deferred.some((d) => holds(giver.function, d, giver))) return true;
  const [a, b] = [blockOf(giver), blockOf(send)];
  if (a === undefined || b === undefined || reaches(a, b)) return false;
  return a !== b || giver.node.start > send.node.start;
}

const blockOf = (o: ChannelOperation): Block | undefined =>
  o.function.cfg.blocks.find((b) => b.items.some((i) => i.node.kind !== 'RangeStmt' && holds(o.function, i.node, o)));

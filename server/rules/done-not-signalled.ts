import { declFacts } from '../engine/facts/scopes.ts';
import type { Block, Edge } from '../engine/flow/cfg.ts';
import { deferSignal } from '../engine/flow/channelFixes.ts';
import { type Unfinished, unfinished } from '../engine/flow/completions.ts';
import {
  type ChannelOperation,
  holds,
  type LocalChannel,
  localChannels,
  startOf,
} from '../engine/flow/localChannels.ts';
import { loopAround } from '../engine/flow/loops.ts';
import { findPath, type Path } from '../engine/flow/paths.ts';
import { isNeverReady, isRepeated } from '../engine/flow/room.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { Node } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';

export const rule: Rule = {
  meta: {
    id: 'done-not-signalled',
    title: 'Waited-for signal is not given on every path',
    group: 'channels',
    level: 'warning',
    summary:
      'A goroutine waits for a value or a close that never comes, or that some path of its only giver leaves out.',
    why: 'A receive waits until somebody sends or closes. Where nobody does, or where an early return skips it, the goroutine waits for ever.',
    fix: '`defer close(done)` as the first statement of whoever gives the signal.',
    silentAbout: [
      'channels that leave the function',
      'receives in a select, unless it is the only way out of a goroutine that the function has started',
      'signals that more than one function gives',
      'a test that fails before it gives the signal',
    ],
    links: ['https://go.dev/ref/spec#Receive_operator', 'https://go.dev/ref/spec#Close'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'done-not-signalled', report),
  checkFunction(fn, report) {
    for (const channel of localChannels(fn)) {
      const waits = channel.operations.filter((o) => o.kind === 'receive' && (!o.select || isOnlyWayOut(channel, o)));
      const signals = channel.operations.filter((o) => o.kind === 'send' || o.kind === 'close');
      for (const wait of waits) {
        // `<-forever` in main is how a program waits for its end.
        if (signals.length === 0 && wait.select) continue;
        if (signals.length === 0) report({ ...never(fn, channel, wait), lower: isProcessLifetime(fn) });
        else if (waits.length === 1) {
          const problem = skipped(fn, channel, wait, signals);
          if (problem) report(problem);
        }
      }
    }
    for (const u of unfinished(fn)) report(problemOf(fn, u));
  },
};

function problemOf(fn: FunctionUnit, { channel, published, path, wait }: Unfinished): Problem {
  const name = fn.textOf(channel);
  return {
    function: fn,
    place: fn.place(published),
    message: `\`${name}\` is not closed on every path: whoever finds \`${fn.textOf(channel.x)}\` here waits for ever. Put \`defer close(${name})\` behind it.`,
    witness: [
      { ...fn.place(published), message: 'others can find it from here on' },
      ...tellPath(fn, path, `returns without closing \`${name}\``),
      ...(wait.function
        ? [
            {
              ...wait.function.place(wait.node),
              message: 'who waits here is never freed',
              goroutine: 'another goroutine',
            },
          ]
        : []),
    ],
    confidence: ['nobody else in the package closes the channel', 'the field is not exported'],
  };
}

/** A case of a select, and nothing but it leads a goroutine that the owner has started to its end. */
function isOnlyWayOut(channel: LocalChannel, { function: fn, select, clause, viaCall }: ChannelOperation): boolean {
  if (!select || viaCall || fn === channel.owner || fn.cfg.incomplete) return false;
  const above = declFacts(fn.decl).parents.get(fn.syntax);
  if (above?.kind !== 'CallExpr' || declFacts(fn.decl).parents.get(above)?.kind !== 'GoStmt') return false;
  const another = findPath(fn, fn.cfg.entry, -1, {
    item: () => 'on',
    edge: ({ why }) => (why.kind === 'select' && why.clause === clause ? 'stop' : 'on'),
    exit: () => 'found',
  });
  return another === undefined && fn.cfg.exits.length > 0;
}

function never(fn: FunctionUnit, channel: LocalChannel, wait: ChannelOperation): Problem {
  const name = channel.variable.name;
  return {
    function: fn,
    place: wait.function.place(wait.node),
    message: `Nobody sends on \`${name}\` or closes it: this receive blocks for ever. Signal it, or remove the wait.`,
    witness: [
      { ...fn.place(channel.made), message: `\`${name}\` is made; it does not leave this function` },
      {
        ...wait.function.place(wait.node),
        message: 'the receive waits for a send or a close; there is none: blocked for ever',
      },
    ],
    confidence: ['the channel does not leave the function', 'all its operations are known'],
  };
}

/** The only giver of the signal has a path on which it does not give it. */
function skipped(
  fn: FunctionUnit,
  channel: LocalChannel,
  wait: ChannelOperation,
  signals: readonly ChannelOperation[],
): Problem | undefined {
  const starts = new Set(signals.map((s) => startOf(channel, s)));
  const [start] = starts;
  const waiter = startOf(channel, wait);
  if (starts.size !== 1 || start === undefined || start === 'elsewhere' || waiter === 'elsewhere' || waiter === start)
    return undefined;
  if (
    isProcessLifetime(fn) ||
    signals.some((s) => isRepeated(channel, s)) ||
    (!wait.select && loopAround(wait.function, wait.node))
  )
    return undefined;
  let giver = fn;
  let path: Path | undefined;
  if (start === 'owner') {
    // A token that lies in the buffer before the goroutine starts is a semaphore's, or an early answer.
    if (typeof waiter === 'string' || channel.capacity !== 0 || loopAround(fn, waiter)) return undefined;
    // A test that fails ends here: what it leaves behind is no news beside that.
    path = pathWithout(fn, waiter, signals, ['return']);
  } else {
    const literal =
      start.call.kind === 'CallExpr' && start.call.fun.kind === 'FuncLit'
        ? fn.package.functionOf(start.call.fun)
        : undefined;
    if (!literal || loopAround(fn, start) || signals.some((s) => s.function !== literal && !s.viaCall))
      return undefined;
    giver = literal;
    path = pathWithout(literal, undefined, signals, ['return', 'goexit']);
  }
  if (!path || path.edges.some((e) => isClosedElsewhere(giver, e))) return undefined;
  const name = channel.variable.name;
  return {
    function: fn,
    place: wait.function.place(wait.node),
    message: wait.select
      ? `\`${name}\` is not signalled on every path: this goroutine, which has no other way out, can stay for ever. Put \`defer close(${name})\` behind its start.`
      : `\`${name}\` is not signalled on every path: this receive can block for ever. Put \`defer close(${name})\` where the signal is given.`,
    witness: [
      { ...fn.place(channel.made), message: `\`${name}\` is made; it does not leave this function` },
      ...tellPath(giver, path, `returns without signalling \`${name}\``),
      {
        ...wait.function.place(wait.node),
        message: wait.select
          ? 'the goroutine goes on until a signal that does not come'
          : 'waits for a signal that does not come: blocked for ever',
      },
    ],
    fixes: giver === fn ? [] : deferSignal(channel, giver),
    confidence: ['the channel does not leave the function', 'all its operations are known'],
  };
}

/** `!ok` after a receive: whether that channel is ever closed is for others to say. */
function isClosedElsewhere(fn: FunctionUnit, { why }: Edge): boolean {
  const v = why.kind === 'cond' && !why.value && why.cond.kind === 'Ident' ? fn.package.objectOf(why.cond) : undefined;
  if (v?.kind !== 'local') return false;
  const { definitions, assignments, parents } = declFacts(fn.decl);
  const d = definitions.get(v);
  const given = [
    ...(d?.kind === 'value' ? [d.value] : []),
    ...(assignments.get(v) ?? []).map((a) => {
      const s = parents.get(a);
      return s?.kind === 'AssignStmt' ? s.rhs[0] : undefined;
    }),
  ].map((e) => e && unparen(e));
  return given.some((e) => e?.kind === 'UnaryExpr' && e.op === '<-');
}

/** From after the statement (or the beginning) to one of these ends, without any of the signals. */
function pathWithout(
  fn: FunctionUnit,
  after: Node | undefined,
  signals: readonly ChannelOperation[],
  ends: readonly Block['exit'][],
): Path | undefined {
  if (fn.cfg.incomplete || fn.cfg.deferred.some((d) => signals.some((s) => holds(fn, d, s)))) return undefined;
  const block = after ? fn.cfg.blocks.find((b) => b.items.some((i) => i.node === after)) : fn.cfg.entry;
  if (!block) return undefined;
  const index = after ? block.items.findIndex((i) => i.node === after) : -1;
  return findPath(fn, block, index, {
    item: (item) =>
      item.node.kind !== 'SelectStmt' && item.node.kind !== 'RangeStmt' && signals.some((s) => holds(fn, item.node, s))
        ? 'stop'
        : 'on',
    edge: (edge) => {
      const { why } = edge;
      const isOut = why.kind === 'select' && isNeverReady(fn, why.clause);
      return isOut || (why.kind === 'select' && signals.some((s) => s.clause === why.clause)) ? 'stop' : 'on';
    },
    exit: (b) => (ends.includes(b.exit) ? 'found' : 'stop'),
  });
}

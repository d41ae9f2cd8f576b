import { declFacts } from '../engine/facts/scopes.ts';
import { type ChannelOperation, type LocalChannel, localChannels, startOf } from '../engine/flow/localChannels.ts';
import { loopAround } from '../engine/flow/loops.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { Rule } from '../engine/rule.ts';
import type { Node } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'workers-exit-early',
    title: 'Workers that can all leave while work is sent',
    group: 'channels',
    level: 'warning',
    summary:
      'The only receivers of a channel are workers that leave their loop on an error, and the sender goes on sending.',
    why: 'Each worker that leaves takes one receiver away. When the last one has left, the next send waits for ever, and with it the function that hands out the work.',
    fix: 'Let the sender select on a context that the first error cancels, or let a worker that fails go on receiving.',
    silentAbout: [
      'channels with room for all of the work',
      'senders that select on a way out',
      'workers that go on after an error, or drain the rest',
    ],
    links: ['https://go.dev/blog/pipelines', 'https://pkg.go.dev/golang.org/x/sync/errgroup'],
  },
  checkFunction(fn, report) {
    for (const channel of localChannels(fn)) {
      const exit = channel.capacity === undefined ? undefined : earlyExit(channel);
      const send = exit && channel.operations.find((o) => o.kind === 'send' && isBareInOwner(channel, o));
      if (!exit || !send) continue;
      const name = channel.variable.name;
      report({
        function: fn,
        place: fn.place(send.node),
        lower: isProcessLifetime(fn),
        message: `\`${fn.textOf(send.node)}\` waits for ever once every worker has left its loop. Select on a context that the first failure cancels.`,
        witness: [
          {
            ...exit.worker.function.place(exit.node),
            message: `a worker leaves its loop here and receives from \`${name}\` no more`,
            goroutine: 'a worker',
          },
          { ...fn.place(send.node), message: 'when all have left, nobody receives: the send waits for ever' },
        ],
      });
    }
  },
};

/** Every receiver is a worker in a goroutine that has a way out of its loop; the first such way. */
function earlyExit(channel: LocalChannel): { readonly worker: ChannelOperation; readonly node: Node } | undefined {
  const receivers = channel.operations.filter((o) => o.kind === 'range' || o.kind === 'receive');
  const exits = receivers.map((r) => {
    const inGoroutine = typeof startOf(channel, r) === 'object';
    const node = inGoroutine && r.kind === 'range' && r.node.kind === 'RangeStmt' ? exitOf(r.node.body) : undefined;
    return node && !drains(r) ? { worker: r, node } : undefined;
  });
  return receivers.length > 0 && exits.every((e) => e !== undefined) ? exits[0] : undefined;
}

/** A return in the loop's body that is taken only on some rounds. */
function exitOf(body: Node): Node | undefined {
  let found: Node | undefined;
  walk(body, (n) => {
    if (n.kind === 'FuncLit') return false;
    if (n.kind === 'ReturnStmt') found ??= n;
    return found === undefined;
  });
  return found;
}

/** A deferred function of the worker that goes on receiving. */
function drains(r: ChannelOperation): boolean {
  return (
    r.function.cfg.deferred.length > 0 && r.function.cfg.deferred.some((d) => /range|<-/.test(r.function.textOf(d)))
  );
}

/** In a loop of the function that made the channel, after the workers were started, and in no select. */
function isBareInOwner(channel: LocalChannel, o: ChannelOperation): boolean {
  const { parents } = declFacts(channel.owner.decl);
  if (o.select || o.function !== channel.owner || !loopAround(channel.owner, o.node)) return false;
  return parents.get(o.node) !== undefined && startOf(channel, o) === 'owner';
}

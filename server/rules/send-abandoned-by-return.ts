import { abandonedSends } from '../engine/flow/abandoned.ts';
import { roomFor } from '../engine/flow/channelFixes.ts';
import { localChannels } from '../engine/flow/localChannels.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'send-abandoned-by-return',
    title: 'Send abandoned by an early return',
    group: 'channels',
    level: 'warning',
    summary: 'A function starts a goroutine that sends on an unbuffered channel, and can return before it receives.',
    why: 'After the early return nobody receives. The goroutine stays at its send for ever.',
    fix: 'Give the channel room for the value (`make(chan T, 1)`), or receive on every path.',
    silentAbout: [
      'channels that leave the function',
      'channels with room for every send',
      'receives that are deferred or drain the channel',
      'senders that select on a way out',
    ],
    links: ['https://go.dev/ref/spec#Send_statements'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'send-abandoned-by-return', report),
  checkFunction(fn, report) {
    for (const channel of localChannels(fn)) {
      for (const a of abandonedSends(channel)) {
        if (a.shape !== 'return') continue;
        const name = a.channel.variable.name;
        report({
          function: fn,
          place: a.send.function.place(a.send.node),
          lower: isProcessLifetime(fn),
          message: `\`${a.send.function.textOf(a.send.node)}\` blocks for ever when the function returns before it receives. Give \`${name}\` room for ${a.room ?? 'all of them'}, or receive on every path.`,
          witness: a.witness,
          fixes: [...roomFor(channel, a.room)],
          confidence: ['the channel does not leave the function', 'all its operations are known'],
        });
      }
    }
  },
};

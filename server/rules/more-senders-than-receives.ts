import { abandonedSends } from '../engine/flow/abandoned.ts';
import { roomFor, roundsOfStarts } from '../engine/flow/channelFixes.ts';
import { localChannels } from '../engine/flow/localChannels.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'more-senders-than-receives',
    title: 'More senders than receives',
    group: 'channels',
    level: 'warning',
    summary: 'Several goroutines send on an unbuffered channel, and the function can return after fewer receives.',
    why: 'The first result (or the first error) ends the function; every other goroutine stays at its send for ever.',
    fix: 'Give the channel room for all of them (`make(chan T, len(xs))`), or receive from all.',
    silentAbout: [
      'channels that leave the function',
      'channels with room for every send',
      'receives that are deferred or drain the channel',
      'senders that select on a way out',
    ],
    links: ['https://go.dev/ref/spec#Send_statements'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'more-senders-than-receives', report),
  checkFunction(fn, report) {
    for (const channel of localChannels(fn)) {
      for (const a of abandonedSends(channel)) {
        if (a.shape !== 'senders') continue;
        const name = a.channel.variable.name;
        report({
          function: fn,
          place: a.send.function.place(a.send.node),
          lower: isProcessLifetime(fn),
          message: `\`${a.send.function.textOf(a.send.node)}\` blocks for ever in all goroutines but those that are received from before the function returns. Give \`${name}\` room for all of them.`,
          witness: a.witness,
          fixes: roomFor(channel, a.room ?? roundsOfStarts(a)),
          confidence: ['the channel does not leave the function', 'all its operations are known'],
        });
      }
    }
  },
};

import { abandonedSends } from '../engine/flow/abandoned.ts';
import { roomFor } from '../engine/flow/channelFixes.ts';
import { localChannels } from '../engine/flow/localChannels.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'fatal-before-receive',
    title: 'A failing test leaves its goroutine behind',
    group: 'channels',
    level: 'information',
    summary: '`t.Fatal` (or what calls it) ends a test between starting a goroutine that sends and the receive.',
    why: '`t.Fatal` ends the test’s goroutine at once. The other one stays at its send, holds what the test has made, and is found by the leak check of the next test, which is then blamed for it.',
    fix: 'Give the channel room for the value, or receive in `t.Cleanup`.',
    silentAbout: [
      'channels with room for every send',
      'receives that are deferred or stand in `t.Cleanup`',
      'senders that select on a way out',
    ],
    links: ['https://pkg.go.dev/testing#T.FailNow'],
  },
  checkFunction(fn, report) {
    for (const channel of localChannels(fn)) {
      for (const a of abandonedSends(channel)) {
        if (a.shape !== 'fatal') continue;
        const name = a.channel.variable.name;
        report({
          function: fn,
          place: a.send.function.place(a.send.node),
          message: `\`${a.send.function.textOf(a.send.node)}\` blocks for ever when the test fails before it receives. Give \`${name}\` room for ${a.room ?? 'all of them'}.`,
          witness: a.witness,
          fixes: [...roomFor(channel, a.room)],
          confidence: ['the channel does not leave the function', 'all its operations are known'],
        });
      }
    }
  },
};

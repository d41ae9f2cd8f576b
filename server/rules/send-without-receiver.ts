import { type ChannelOperation, localChannels } from '../engine/flow/localChannels.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'send-without-receiver',
    title: 'Send without any receiver',
    group: 'channels',
    level: 'warning',
    summary: 'A value is sent on an unbuffered channel from which nobody ever receives.',
    why: 'A send on an unbuffered channel waits for a receiver. There is none, so the goroutine waits for ever.',
    fix: 'Receive the value, or remove the channel.',
    silentAbout: ['channels that leave the function', 'channels with room', 'sends in a select with another case'],
    links: ['https://go.dev/ref/spec#Send_statements'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'send-without-receiver', report),
  checkFunction(fn, report) {
    for (const channel of localChannels(fn)) {
      if (channel.capacity !== 0 || channel.operations.some(receives)) continue;
      for (const op of channel.operations) {
        if (op.kind !== 'send' || op.select) continue;
        const name = channel.variable.name;
        report({
          function: fn,
          place: op.function.place(op.node),
          message: `Nobody receives from \`${name}\`: this send blocks for ever. Receive the value, or remove the channel.`,
          witness: [
            { ...fn.place(channel.made), message: `\`${name}\` is made without room; it does not leave this function` },
            {
              ...op.function.place(op.node),
              message: 'the send waits for a receiver; there is none: blocked for ever',
            },
          ],
          confidence: ['the channel does not leave the function', 'all its operations are known'],
        });
      }
    }
  },
};

const receives = (o: ChannelOperation): boolean => o.kind === 'receive' || o.kind === 'range';

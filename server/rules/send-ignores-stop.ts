import { ignoredStops } from '../engine/flow/ignoredStops.ts';
import { selectOnStop } from '../engine/flow/stopFix.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'send-ignores-stop',
    title: 'Send ignores the stop signal',
    group: 'channels',
    level: 'warning',
    summary: 'A bare send waits for a receiver that has been told to stop and is gone.',
    why: 'The loop at the other end of the channel has left by its stop case. A bare send does not notice and waits for ever.',
    fix: 'Select on the same stop signal where the value is sent.',
    silentAbout: [
      'sends in a select with a stop case or a default',
      'a receiver that goes on until the sender has finished',
      'channels with room, and receivers that nothing stops',
    ],
    links: ['https://go.dev/blog/pipelines'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'send-ignores-stop', report),
  checkFunction(fn, report) {
    for (const ignored of ignoredStops(fn)) {
      const { send, signal, witness } = ignored;
      report({
        function: fn,
        place: fn.place(send),
        message: `\`${fn.textOf(send.chan)}\` is sent on without listening to \`${signal}\`: once that has stopped the receiver, this goroutine waits for ever. Select on it here too.`,
        witness,
        fixes: selectOnStop(ignored),
        lower: ignored.hasRoom === true || isProcessLifetime(fn),
      });
    }
  },
};

import { closeWhenSent } from '../engine/flow/channelFixes.ts';
import { type ChannelOperation, type LocalChannel, localChannels } from '../engine/flow/localChannels.ts';
import { openFieldLoops } from '../engine/flow/openFieldLoops.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'receive-never-closed',
    title: 'Range over a channel that nobody closes',
    group: 'channels',
    level: 'warning',
    summary: 'A loop ranges over a channel that is closed nowhere.',
    why: 'A range over a channel ends when the channel is closed, not when nobody sends any more. After the last value the goroutine waits for ever.',
    fix: 'Close the channel where the last value has been sent: `defer close(ch)` in the sender, or after `wg.Wait()` when there are several.',
    silentAbout: [
      'channels that leave the function: somebody else may close them',
      'loops that can be left from inside',
      'loops that a message of the ending method ends',
      'workers that the process starts once: from `init`, a package variable, or its `sync.Once`',
      'what `main` leaves behind when it returns: it is told at information level, for it ends with the process',
    ],
    links: ['https://go.dev/ref/spec#For_range', 'https://go.dev/blog/pipelines'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'receive-never-closed', report),
  checkFunction(fn, report) {
    for (const loop of openFieldLoops(fn)) {
      const { range, field, start } = loop;
      const name = fn.textOf(range.x);
      report({
        function: fn,
        place: fn.place({ start: range.start, end: range.body.start }),
        lower: loop.ending === undefined || isProcessLifetime(start.function),
        message: `Nobody closes \`${name}\`: this goroutine waits for ever when the ${field.type} is given up. Close it where the ${field.type} ends.`,
        witness: [
          { ...start.function.place(start.node), message: `each ${field.type} starts a goroutine` },
          {
            ...fn.place(range.x),
            message: `it receives from \`${name}\` until that is closed`,
            goroutine: 'the goroutine',
          },
          ...(loop.ending
            ? [
                {
                  ...loop.ending.place(loop.ending.syntax.type),
                  message: `\`${loop.ending.name}\` ends the ${field.type}, and does not close it`,
                },
              ]
            : []),
        ],
      });
    }
    for (const channel of localChannels(fn)) {
      if (channel.operations.some((o) => o.kind === 'close')) continue;
      for (const op of channel.operations) {
        if (
          op.kind !== 'range' ||
          op.node.kind !== 'RangeStmt' ||
          canLeave(op) ||
          (isProcessLifetime(fn) && op.function !== fn)
        )
          continue;
        const name = channel.variable.name;
        report({
          function: fn,
          place: op.function.place({ start: op.node.start, end: op.node.body.start }),
          message: `Nobody closes \`${name}\`: after the last value this loop waits for ever. Close it where the sending ends.`,
          witness: witness(channel, op, fn),
          fixes: closeWhenSent(channel),
          confidence: ['the channel does not leave the function', 'all its operations are known'],
        });
      }
    }
  },
};

function canLeave(op: ChannelOperation): boolean {
  const { node, function: fn } = op;
  return (
    fn.cfg.incomplete ||
    fn.cfg.blocks.some(
      (b) =>
        b.loops.includes(node as never) &&
        (b.exit !== undefined ||
          b.successors.some(
            (e) => !e.to.loops.includes(node as never) && !(e.why.kind === 'range' && e.why.node === node),
          )),
    )
  );
}

function witness(
  channel: LocalChannel,
  op: ChannelOperation,
  fn: FunctionUnit,
): { file: string; start: number; end: number; message: string }[] {
  const sends = channel.operations.filter((o) => o.kind === 'send');
  return [
    { ...fn.place(channel.made), message: `\`${channel.variable.name}\` is made; it does not leave this function` },
    ...sends.slice(0, 3).map((s) => ({
      ...s.function.place(s.node),
      message: 'a value is sent here; nothing closes the channel afterwards',
    })),
    {
      ...op.function.place(op.node),
      message: 'after the last value the loop waits for a value or a close that never comes',
    },
  ];
}

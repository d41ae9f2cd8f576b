import { isNamed } from '../engine/facts/types.ts';
import { type Abandoned, abandonedSends } from '../engine/flow/abandoned.ts';
import { roomFor, selectOnSame } from '../engine/flow/channelFixes.ts';
import { localChannels } from '../engine/flow/localChannels.ts';
import { endings } from '../engine/flow/owners.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';

/** A `Stop` that waits so long and no longer: with the object, most often the process ends too. */
function endsByTimer(fn: FunctionUnit, a: Abandoned): boolean {
  const name = fn.syntax.kind === 'FuncDecl' && fn.syntax.receiver ? fn.syntax.name.name : '';
  if (!(endings as readonly string[]).includes(name)) return false;
  return a.path.edges.some(({ why }) => {
    const { comm } = why.kind === 'select' ? why.clause : {};
    const x = comm?.kind === 'ExprStmt' ? comm.x : comm?.kind === 'AssignStmt' ? comm.rhs[0] : undefined;
    const channel = x?.kind === 'UnaryExpr' ? fn.package.underlying(fn.package.typeOf(x.x)) : undefined;
    return channel?.kind === 'chan' && isNamed(channel.element, 'time', 'Time', false);
  });
}

export const rule: Rule = {
  meta: {
    id: 'send-abandoned-by-select',
    title: 'Send abandoned by a select',
    group: 'channels',
    level: 'warning',
    summary:
      'A goroutine sends on an unbuffered channel whose only receive is one case of a select that can take another case and leave.',
    why: 'When the other case (a deadline, a stop signal) wins, the function returns and nobody will ever receive. The goroutine stays at its send for ever, with everything that it refers to.',
    fix: 'Give the channel room for the value (`make(chan T, 1)`), or select on the same signal when sending.',
    silentAbout: [
      'channels that leave the function',
      'channels with room for every send',
      'receives that are deferred or drain the channel',
      'senders that select on a way out',
      'a test that fails where it gives up waiting',
    ],
    links: ['https://go.dev/ref/spec#Send_statements'],
  },
  checkPackage: (pkg, report) => reportLeaks(pkg, 'send-abandoned-by-select', report),
  checkFunction(fn, report) {
    for (const channel of localChannels(fn)) {
      for (const a of abandonedSends(channel)) {
        if (a.shape !== 'select') continue;
        const name = a.channel.variable.name;
        report({
          function: fn,
          place: a.send.function.place(a.send.node),
          lower: isProcessLifetime(fn) || endsByTimer(fn, a),
          message: `\`${a.send.function.textOf(a.send.node)}\` blocks for ever once the select has taken another case: nobody receives any more. Give \`${name}\` room for ${a.room ?? 'all of them'}, or select on the same signal here.`,
          witness: a.witness,
          fixes: [...roomFor(channel, a.room), ...selectOnSame(a)],
          confidence: ['the channel does not leave the function', 'all its operations are known'],
        });
      }
    }
  },
};

import { isNamed } from '../engine/facts/types.ts';
import { type Abandoned, abandonedSends } from '../engine/flow/abandoned.ts';
import { type AbandonedCallback, abandonedCallbacks } from '../engine/flow/abandonedCallbacks.ts';
import { type AbandonedReply, abandonedReplies } from '../engine/flow/abandonedReplies.ts';
import { roomFor, selectOnSame, withRoom } from '../engine/flow/channelFixes.ts';
import { localChannels } from '../engine/flow/localChannels.ts';
import { endings } from '../engine/flow/owners.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import { reportLeaks } from '../engine/model/report.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';

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
      'A goroutine sends on an unbuffered channel whose only receive is one case of a select that can take another case and leave; the channel may have come to it in a request, or the sender may be a callback.',
    why: 'When the other case (a deadline, a stop signal) wins, the function returns and nobody will ever receive. The goroutine stays at its send for ever, with everything that it refers to.',
    fix: 'Give the channel room for the value (`make(chan T, 1)`), or select on the same signal when sending.',
    silentAbout: [
      'channels that leave the function',
      'channels with room for every send',
      'receives that are deferred or drain the channel',
      'senders that select on a way out',
      'a test that fails where it gives up waiting',
      'requests whose select is left by a signal that is not that of the call: the service may have ended with it',
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
    for (const channel of localChannels(fn)) for (const c of abandonedCallbacks(channel)) report(ofCallback(fn, c));
    for (const reply of abandonedReplies(fn)) report(ofReply(fn, reply));
  },
};

function ofCallback(fn: FunctionUnit, { channel, send, callback, path }: AbandonedCallback): Problem {
  const name = channel.variable.name;
  return {
    function: fn,
    place: send.function.place(send.node),
    lower: fn.file.isTest || isProcessLifetime(fn),
    message: `\`${send.function.textOf(send.node)}\` blocks whoever calls back for ever once the select has taken another case: nobody receives any more. Select on the same signal here, or send only where somebody waits (\`default\`).`,
    witness: [
      { ...fn.place(callback), message: `a function that sends on \`${name}\` is handed over` },
      ...tellPath(fn, path, `the function returns without receiving from \`${name}\``, 'returns'),
      {
        ...send.function.place(send.node),
        message: 'called later, the send finds nobody who receives any more: blocked for ever',
        goroutine: 'whoever calls back',
      },
    ],
    confidence: ['the channel does not leave the function', 'only the function itself receives'],
  };
}

function ofReply(
  fn: FunctionUnit,
  { channel: name, made, literal, handedOver, path, answer }: AbandonedReply,
): Problem {
  return {
    function: fn,
    place: fn.place(made),
    message: `\`${name}\` has no room: once the select has taken another case, whoever answers the request blocks for ever. Give it room for 1.`,
    witness: [
      { ...fn.place(literal), message: `a request carries \`${name}\` for the answer` },
      { ...fn.place(handedOver), message: 'it is handed over' },
      ...tellPath(fn, path, `the function returns without receiving from \`${name}\``, 'returns'),
      {
        ...answer,
        message: 'the answer finds nobody who receives any more: blocked for ever',
        goroutine: 'whoever answers',
      },
    ],
    fixes: withRoom(fn, made, name, 1),
    confidence: ['every answer in the package is known', 'the requester receives in a select only'],
  };
}

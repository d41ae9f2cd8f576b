import { callsIn, isCallTo } from '../engine/calls.ts';
import { type LocalChannel, localChannels, startOf } from '../engine/flow/localChannels.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr } from '../engine/syntax/ast.ts';
import { pathOf } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'wait-before-drain',
    title: 'Wait before the results are received',
    group: 'waitGroups',
    level: 'warning',
    summary: '`wg.Wait()` stands before the loop that receives what the goroutines send on a channel without room.',
    why: 'Each goroutine waits at its send until somebody receives; the receiving starts only after `Wait`; and `Wait` waits for the goroutines. All of them wait for ever.',
    fix: 'Receive while they work: `go func() { wg.Wait(); close(ch) }()` before the loop that receives.',
    silentAbout: [
      'channels with room',
      'waits in a goroutine of their own',
      'senders that do not belong to the WaitGroup',
    ],
    links: ['https://go.dev/blog/pipelines'],
  },
  checkFunction(fn, report) {
    for (const channel of localChannels(fn)) {
      const wait = channel.capacity === 0 ? waitBefore(fn, channel) : undefined;
      const send = channel.operations.find((o) => o.kind === 'send');
      if (!wait || !send) continue;
      const name = channel.variable.name;
      report({
        function: fn,
        place: fn.place(wait),
        message: `\`${fn.textOf(wait)}\` waits for goroutines that wait to send on \`${name}\`, from which is received only after it. Wait in a goroutine, and close \`${name}\` there.`,
        witness: [
          {
            ...send.function.place(send.node),
            message: `waits for somebody who receives from \`${name}\``,
            goroutine: 'a worker',
          },
          { ...fn.place(wait), message: 'waits for the worker: both for ever' },
        ],
      });
    }
  },
};

/** All senders are goroutines of the function that are waited for, and all receives come after that wait. */
function waitBefore(fn: FunctionUnit, channel: LocalChannel): CallExpr | undefined {
  const sends = channel.operations.filter((o) => o.kind === 'send');
  const receives = channel.operations.filter((o) => o.kind === 'receive' || o.kind === 'range');
  if (sends.length === 0 || receives.length === 0 || sends.some((s) => s.select)) return undefined;
  const wait = callsIn(fn).find((c) => isCallTo(fn, c, 'sync', 'WaitGroup', 'Wait'));
  const group = wait?.fun.kind === 'SelectorExpr' ? pathOf(wait.fun.x) : undefined;
  const stmt = wait && fn.ancestors(wait).at(-1);
  if (!wait || group === undefined || stmt?.kind !== 'ExprStmt' || fn.ancestors(stmt).at(-1) !== fn.syntax.body)
    return undefined;
  const after = receives.every((r) => startOf(channel, r) === 'owner' && (r.viaCall ?? r.node).start > wait.end);
  const belong = sends.every((s) => {
    const start = startOf(channel, s);
    return typeof start === 'object' && start.start < wait.start && isDone(start, group);
  });
  return after && belong ? wait : undefined;
}

/** The goroutine calls `Done` of the group, after its sends: deferred, or later than them. */
function isDone(start: Parameters<typeof walk>[0], group: string): boolean {
  let deferred = false;
  walk(start, (n) => {
    const call = n.kind === 'DeferStmt' ? n.call : undefined;
    if (
      call?.kind === 'CallExpr' &&
      call.fun.kind === 'SelectorExpr' &&
      call.fun.sel.name === 'Done' &&
      pathOf(call.fun.x) === group
    )
      deferred = true;
    return !deferred;
  });
  return deferred;
}

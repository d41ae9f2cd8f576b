import { callsIn, isCallTo } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { insertAfter, preferred } from '../engine/fix.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'notify-not-stopped',
    title: 'signal.Notify without Stop',
    group: 'resources',
    level: 'information',
    summary:
      'A function that can be called again registers a channel of its own with `signal.Notify`, and does not take it back.',
    why: 'Package os/signal keeps every registered channel until `Stop`: each call adds one more, with the goroutine that waits at it.',
    fix: 'Put `defer signal.Stop(ch)` behind `Notify`, or use `signal.NotifyContext`.',
    silentAbout: ['`main`, `init` and commands', 'channels that leave the function'],
    links: ['https://pkg.go.dev/os/signal#Stop'],
  },
  checkFunction(fn, report) {
    if (isProcessLifetime(fn)) return;
    for (const call of callsIn(fn)) {
      if (!isCallTo(fn, call, 'os/signal', '', 'Notify')) continue;
      const [arg] = call.args;
      const channel = arg?.kind === 'Ident' ? fn.package.objectOf(arg) : undefined;
      if (channel?.kind !== 'local' || channel.role !== 'var' || channel.owner !== fn.syntax) continue;
      const { uses, parents } = declFacts(fn.decl);
      const isOwn = (uses.get(channel) ?? []).every((u) => {
        const above = parents.get(u);
        if (above === call || above?.kind === 'RangeStmt') return true;
        return above?.kind === 'UnaryExpr' && above.op === '<-';
      });
      if (!isOwn) continue;
      const stmt = parents.get(call);
      const name = channel.name;
      report({
        function: fn,
        place: fn.place(call),
        message: `\`${name}\` stays registered after this function has returned, once more with every call. Put \`defer signal.Stop(${name})\` behind it.`,
        witness: [{ ...fn.place(call), message: `\`${name}\` is registered for signals, and never taken back` }],
        fixes:
          stmt?.kind === 'ExprStmt'
            ? preferred(
                `Defer signal.Stop(${name})`,
                insertAfter(fn, stmt, `defer ${fn.textOf(call.fun).replace(/Notify$/, 'Stop')}(${name})`),
              )
            : [],
      });
    }
  },
};

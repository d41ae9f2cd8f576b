import { cancelResult, walkOwn } from '../engine/calls.ts';
import { insertAfter, preferred, replace } from '../engine/fix.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'cancel-discarded',
    title: 'Cancel function discarded',
    group: 'contexts',
    level: 'warning',
    summary: 'The cancel function of a derived context is assigned to `_`.',
    why: 'A derived context registers itself with its parent (and starts a timer, if it has a deadline). Only its cancel function, its deadline or the end of the parent takes that back. With the function thrown away, the context and everything that waits on it stays until then.',
    fix: 'Give the function a name and `defer` it.',
    silentAbout: [
      'contexts that are derived for a value only (`context.WithValue`, `context.WithoutCancel`)',
      'generated files',
    ],
    links: ['https://pkg.go.dev/context#WithCancel'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (n) => {
      if (n.kind !== 'AssignStmt' || n.lhs.length !== 2) return;
      const [call] = n.rhs;
      const target = n.lhs[1];
      if (call?.kind !== 'CallExpr' || target?.kind !== 'Ident' || target.name !== '_' || cancelResult(fn, call) !== 1)
        return;
      const called = fn.textOf(call.fun);
      report({
        function: fn,
        place: fn.place(target),
        message: `The cancel function of \`${called}\` is thrown away: its context is only freed when its parent ends. Keep it and \`defer cancel()\`.`,
        witness: [
          { ...fn.place(call), message: `\`${called}\` registers a context with its parent; nothing can cancel it` },
        ],
        fixes:
          n.op === ':='
            ? preferred(
                'Keep the cancel function and defer it',
                replace(fn, target, 'cancel'),
                insertAfter(fn, n, 'defer cancel()'),
              )
            : [],
      });
    });
  },
};

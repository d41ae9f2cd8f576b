import { cancelResult } from '../engine/calls.ts';
import { insertBefore, preferred } from '../engine/fix.ts';
import { type Obligation, type Violation, violations } from '../engine/flow/obligations.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Node } from '../engine/syntax/ast.ts';

const obligation: Obligation = { acquires: cancelResult, release: { call: true, methods: [] } };

export const rule: Rule = {
  meta: {
    id: 'cancel-overwritten',
    title: 'Cancel function overwritten while live',
    group: 'contexts',
    level: 'warning',
    summary: 'A cancel variable is assigned again before the function that it holds was called.',
    why: 'The variable holds the only way to cancel the earlier context. Overwritten, that context stays registered with its parent, with its timer and its waiters, however often the later one is cancelled.',
    fix: 'Call the earlier function before assigning, or give each round a variable of its own.',
    silentAbout: ['assignments in branches that exclude each other', 'cancel functions that were handed on before'],
    links: ['https://pkg.go.dev/context#CancelFunc'],
  },
  checkFunction(fn, report) {
    for (const v of violations(fn, obligation)) {
      const again = v.path.item?.node;
      if (v.how !== 'lost' || !again) continue;
      const name = v.ident.name;
      const sameStatement = again === v.stmt;
      report({
        function: fn,
        place: fn.place(targetIn(again, v)),
        // Without a timer and without a parent to leave, the earlier context is garbage at once.
        lower: isRootless(fn, v),
        message: `\`${name}\` is overwritten before it was called: the earlier context can no longer be cancelled. Call \`${name}()\` first.`,
        witness: [
          { ...fn.place(v.call), message: `\`${fn.textOf(v.call.fun)}\` derives a context` },
          ...tellPath(
            fn,
            v.path,
            sameStatement
              ? `the next round overwrites \`${name}\`, which was not called`
              : `\`${name}\` is overwritten and was not called`,
          ),
        ],
        fixes: sameStatement
          ? []
          : preferred(`Call ${name}() before it is overwritten`, insertBefore(fn, again, `${name}()`)),
      });
    }
  },
};

const isRootless = (fn: FunctionUnit, v: Violation): boolean =>
  /WithCancel\(context\.(Background|TODO)\(\)\)$/.test(fn.textOf(v.call));

/** The variable where it is overwritten. */
function targetIn(again: Node, v: Violation): Node {
  const target =
    again.kind === 'AssignStmt' ? again.lhs.find((l) => l.kind === 'Ident' && l.name === v.ident.name) : undefined;
  return target ?? v.ident;
}

import { cancelCall, cancelResult } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import type { Fix } from '../engine/finding.ts';
import { insertAfter, insertBefore, preferred } from '../engine/fix.ts';
import { type Obligation, type Violation, violations } from '../engine/flow/obligations.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Ident, Node } from '../engine/syntax/ast.ts';

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
      const cancel = cancelCall(fn, v.call, name);
      const sameStatement = again === v.stmt;
      const isUsed = !sameStatement && staysInUse(fn, v, again);
      report({
        function: fn,
        place: fn.place(targetIn(again, v)),
        // Without a timer and without a parent to leave, the earlier context is garbage at once.
        lower: isRootless(fn, v),
        message: `\`${name}\` is overwritten before it was called: the earlier context can no longer be cancelled. ${isUsed ? `Put \`defer ${cancel}\` where it is derived` : `Call \`${cancel}\` first`}.`,
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
          : isUsed
            ? deferIt(fn, v, cancel)
            : preferred(`Call ${cancel} before it is overwritten`, insertBefore(fn, again, cancel)),
      });
    }
  },
};

const isRootless = (fn: FunctionUnit, v: Violation): boolean =>
  /WithCancel\(context\.(Background|TODO)\(\)\)$/.test(fn.textOf(v.call));

/** Is the earlier context needed after its function is overwritten: under its own name, or as the parent of the next? */
function staysInUse(fn: FunctionUnit, v: Violation, again: Node): boolean {
  const own = v.stmt.kind === 'AssignStmt' ? v.stmt.lhs[0] : undefined;
  const context = own?.kind === 'Ident' ? fn.package.objectOf(own) : undefined;
  if (context?.kind !== 'local' || again.kind !== 'AssignStmt') return false;
  const isReplaced = again.lhs.some((l) => l.kind === 'Ident' && fn.package.objectOf(l) === context);
  const isParent = (use: Ident): boolean => again.rhs.some((r) => r.start <= use.start && use.end <= r.end);
  return (declFacts(fn.decl).uses.get(context) ?? []).some((u) => isParent(u) || (!isReplaced && u.start > again.end));
}

const deferIt = (fn: FunctionUnit, v: Violation, cancel: string): Fix[] =>
  v.block.loops.length > 0
    ? []
    : preferred(`Defer ${cancel} where it is derived`, insertAfter(fn, v.stmt, `defer ${cancel}`));

/** The variable where it is overwritten. */
function targetIn(again: Node, v: Violation): Node {
  const target =
    again.kind === 'AssignStmt' ? again.lhs.find((l) => l.kind === 'Ident' && l.name === v.ident.name) : undefined;
  return target ?? v.ident;
}

import { callsIn, isCallTo } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import type { Fix } from '../engine/finding.ts';
import { replace, withoutLastUse } from '../engine/fix.ts';
import {
  type ContextInScope,
  contextInScope,
  fallsBack,
  isChoice,
  isDeferred,
  isEmptyContext,
} from '../engine/flow/contextScope.ts';
import { isRequest, isWaitedFor, siblingOf, waitsUnderItsContext } from '../engine/flow/contextSiblings.ts';
import { runsAsGoroutine } from '../engine/flow/starters.ts';
import { atLeast } from '../engine/package/goMod.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { CallExpr, Expr } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';

export const rule: Rule = {
  meta: {
    id: 'context-not-propagated',
    title: "Caller's context not passed on",
    group: 'contexts',
    level: 'information',
    summary:
      'Under a context that is in scope, a call takes `context.Background()` or `context.TODO()`, or waits without any where a sibling takes one.',
    why: 'The call does not hear of the deadline or the cancellation of its caller. It, and the goroutine that makes it, go on when nobody waits for the result any more.',
    fix: 'Pass the context that is in scope (`QueryContext`, `NewRequestWithContext`, `CommandContext`); where the work is meant to go on, say so with `context.WithoutCancel(ctx)`.',
    silentAbout: [
      '`main`, `init` and tests',
      'contexts that are derived anew with a timeout of their own: a detached clean-up',
      'deferred calls, and calls that clean up, log, trace or measure',
      'what stands in place of a nil context, or comes after the context has ended',
      'a choice: the other branch of the `if` makes the same call with the context',
      'commands that the function starts or hands on and does not wait for: they may be meant to outlive it',
      'requests that get a context later, or are handed on',
      'transactions and statements: they have the context that they were made with',
    ],
    links: ['https://pkg.go.dev/context#WithoutCancel', 'https://go.dev/blog/context'],
  },
  checkFunction(fn, report) {
    if (fn.file.isTest || fn.name === 'main' || fn.name === 'init') return;
    for (const call of callsIn(fn)) {
      const problem = withEmptyContext(fn, call) ?? withoutContext(fn, call);
      if (problem) report(problem);
    }
  },
};

const cleansUp =
  /close|release|clean|shutdown|stop|delete|remove|unlock|rollback|cancel|abort|log|trace|span|metric|record|emit|observe|report|with|unregister|revoke|flush|inject|extract|new(?!request)/i;

const logs = /^(debug|info|warn|warning|error|print)(f|ln|w|context|ctx|contextf|fctx)?$/i;

const lastName = (called: string): string => called.slice(called.lastIndexOf('.') + 1);

/** `f(context.Background(), …)` */
function withEmptyContext(fn: FunctionUnit, call: CallExpr): Problem | undefined {
  const [first] = call.args;
  const empty = first && emptyContext(fn, first);
  if (!first || !empty) return undefined;
  const name = lastName(fn.textOf(call.fun));
  const isCarrier = isRequest(fn, call);
  if ((!isCarrier && (cleansUp.test(name) || logs.test(name))) || isDeferred(fn, call)) return undefined;
  const outer = contextInScope(fn, first);
  if (!outer || fallsBack(fn, first, outer.text) || isChoice(fn, call, outer.text)) return undefined;
  if (isCallTo(fn, call, 'os/exec', '', 'CommandContext') && !isWaitedFor(fn, call)) return undefined;
  const spawned = runsAsGoroutine(fn);
  const callee = fn.package.calleeOf(call);
  const blocks =
    isCarrier ||
    (callee.kind === 'external' &&
      fn.package.knowledge.facts(callee.path, callee.receiver, callee.name)?.blocks === true);
  const waits = blocks || (callee.kind === 'function' && waitsUnderItsContext(callee.function));
  // Outside of a goroutine and of calls that are known to wait, a detached context is often meant.
  if (!spawned && !waits) return undefined;
  return {
    function: fn,
    place: fn.place(first),
    // A slot comes back when a peer of this process has finished; what is far away may never answer.
    higher: blocks && !isCallTo(fn, call, 'golang.org/x/sync/semaphore', 'Weighted', 'Acquire'),
    message: `\`${name}\` does not hear when \`${outer.text}\` ends: it goes on when nobody waits any more. Pass \`${outer.text}\`, or \`context.WithoutCancel(${outer.text})\` where that is meant.`,
    witness: told(fn, call, outer, `\`${name}\` is called with an empty context and outlives it`),
    fixes: empty === first ? fixes(fn, empty, outer.text) : [],
  };
}

/** `context.Background()`, also by the name of a local that holds it once and for all. */
function emptyContext(fn: FunctionUnit, e: Expr): CallExpr | undefined {
  const x = unparen(e);
  if (x.kind === 'CallExpr') return isEmptyContext(fn, x) ? x : undefined;
  const object = x.kind === 'Ident' ? fn.package.objectOf(x) : undefined;
  if (object?.kind !== 'local' || object.owner !== fn.syntax) return undefined;
  const { definitions, assignments } = declFacts(fn.decl);
  const definition = definitions.get(object);
  const value = definition?.kind === 'value' ? unparen(definition.value) : undefined;
  const isOnly = (assignments.get(object) ?? []).length === 0;
  return value?.kind === 'CallExpr' && isOnly && isEmptyContext(fn, value) ? value : undefined;
}

/** `db.Query(…)` where there is `db.QueryContext(ctx, …)`. */
function withoutContext(fn: FunctionUnit, call: CallExpr): Problem | undefined {
  const sibling = siblingOf(fn, call);
  if (!sibling || isDeferred(fn, call)) return undefined;
  const outer = contextInScope(fn, call);
  if (!outer || fallsBack(fn, call, outer.text)) return undefined;
  const name = lastName(fn.textOf(call.fun));
  return {
    function: fn,
    place: fn.place(call.fun),
    message: `\`${name}\` does not hear when \`${outer.text}\` ends: it goes on when nobody waits any more. Use \`${sibling.name}\` with \`${outer.text}\`.`,
    witness: told(fn, call, outer, `\`${name}\` waits without a context and outlives it`),
    fixes: sibling.isPlain ? siblingFix(fn, call, sibling.name, outer.text) : [],
  };
}

const told = (fn: FunctionUnit, call: CallExpr, outer: ContextInScope, message: string) => [
  { ...outer.owner.place(outer.variable.ident), message: `\`${outer.text}\` carries the deadline of the caller` },
  { ...fn.place(call), message },
];

function siblingFix(fn: FunctionUnit, call: CallExpr, name: string, context: string): Fix[] {
  if (call.fun.kind !== 'SelectorExpr') return [];
  const [first] = call.args;
  const edits = first
    ? [replace(fn, call.fun.sel, name), replace(fn, { start: first.start, end: first.start }, `${context}, `)]
    : [replace(fn, { start: call.fun.sel.start, end: call.end }, `${name}(${context})`)];
  return [{ title: `Use ${name}`, isPreferred: true, edits }];
}

/** Passes the context; where the package is new enough, detaches from it in so many words as well. */
function fixes(fn: FunctionUnit, empty: CallExpr, outer: string): Fix[] {
  const pass = replace(fn, empty, outer);
  const imported = withoutLastUse(fn, 'context');
  const detached = `context.WithoutCancel(${outer})`;
  return [
    { title: `Pass ${outer}`, isPreferred: true, edits: imported ? [imported, pass] : [pass] },
    ...(atLeast(fn.package.goVersion, 1, 21) && fn.textOf(empty.fun).startsWith('context.')
      ? [{ title: `Pass ${detached}`, isPreferred: false, edits: [replace(fn, empty, detached)] }]
      : []),
  ];
}

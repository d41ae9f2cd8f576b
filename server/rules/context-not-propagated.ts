import { callsIn, isCallTo, isContext, walkOwn } from '../engine/calls.ts';
import type { LocalVar } from '../engine/facts/objects.ts';
import { isNamed } from '../engine/facts/types.ts';
import type { Fix } from '../engine/finding.ts';
import { replace, withoutLastUse } from '../engine/fix.ts';
import { assignedBy } from '../engine/flow/paths.ts';
import { atLeast } from '../engine/package/goMod.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';
import type { CallExpr, Node } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'context-not-propagated',
    title: "Caller's context not passed on",
    group: 'contexts',
    level: 'information',
    summary: 'Under a context that is in scope, a call takes `context.Background()` or `context.TODO()`.',
    why: 'The call does not hear of the deadline or the cancellation of its caller. It, and the goroutine that makes it, go on when nobody waits for the result any more.',
    fix: 'Pass the context that is in scope; where the work is meant to go on, say so with `context.WithoutCancel(ctx)`.',
    silentAbout: [
      '`main`, `init` and tests',
      'contexts that are derived anew with a timeout of their own: a detached clean-up',
      'deferred calls, and calls that clean up, log, trace or measure',
      'what stands in place of a nil context',
      'a choice: the other branch of the `if` makes the same call with the context',
      'commands that the function starts or hands on and does not wait for: they may be meant to outlive it',
    ],
    links: ['https://pkg.go.dev/context#WithoutCancel', 'https://go.dev/blog/context'],
  },
  checkFunction(fn, report) {
    if (fn.file.isTest || fn.name === 'main' || fn.name === 'init') return;
    walkOwn(fn, (n, parent) => {
      if (n.kind !== 'CallExpr' || !isCallTo(fn, n, 'context', '', 'Background', 'TODO') || parent?.kind !== 'CallExpr')
        return;
      const problem = judge(fn, n, parent);
      if (problem) report(problem);
    });
  },
};

const cleansUp =
  /close|release|clean|shutdown|stop|delete|remove|unlock|rollback|cancel|abort|log|trace|span|metric|record|emit|observe|report|with|unregister|revoke|flush|inject|extract|new(?!request)/i;

const logs = /^(debug|info|warn|warning|error|print)(f|ln|w|context|ctx|contextf|fctx)?$/i;

function judge(fn: FunctionUnit, empty: CallExpr, call: CallExpr): Problem | undefined {
  const called = fn.textOf(call.fun);
  const name = called.slice(called.lastIndexOf('.') + 1);
  // What they make carries the context into the call that waits.
  const isRequest =
    isCallTo(fn, call, 'net/http', '', 'NewRequestWithContext') || isCallTo(fn, call, 'os/exec', '', 'CommandContext');
  if (call.args[0] !== empty || (!isRequest && (cleansUp.test(name) || logs.test(name))) || isDeferred(fn, call))
    return undefined;
  const outer = contextInScope(fn, empty);
  if (!outer || fallsBack(fn, empty, outer.text) || isChoice(fn, call, outer.text)) return undefined;
  if (isCallTo(fn, call, 'os/exec', '', 'CommandContext') && !isWaitedFor(fn, call)) return undefined;
  const spawned = inGoroutine(fn);
  const callee = fn.package.calleeOf(call);
  const blocks =
    isRequest ||
    (callee.kind === 'external' &&
      fn.package.knowledge.facts(callee.path, callee.receiver, callee.name)?.blocks === true);
  // Outside of a goroutine and of calls that are known to wait, a detached context is often meant.
  if (!spawned && !blocks) return undefined;
  return {
    function: fn,
    place: fn.place(empty),
    higher: !spawned || blocks,
    message: `\`${name}\` does not hear when \`${outer.text}\` ends: it goes on when nobody waits any more. Pass \`${outer.text}\`, or \`context.WithoutCancel(${outer.text})\` where that is meant.`,
    witness: [
      { ...outer.owner.place(outer.variable.ident), message: `\`${outer.text}\` carries the deadline of the caller` },
      { ...fn.place(call), message: `\`${name}\` is called with an empty context and outlives it` },
    ],
    fixes: fixes(fn, empty, outer.text),
  };
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

function isDeferred(fn: FunctionUnit, call: CallExpr): boolean {
  if (fn.ancestors(call).at(-1)?.kind === 'DeferStmt') return true;
  for (let f: FunctionUnit | undefined = fn; f?.outer; f = f.outer) {
    if (f.outer.ancestors(f.syntax).at(-2)?.kind === 'DeferStmt') return true;
  }
  return false;
}

function inGoroutine(fn: FunctionUnit): boolean {
  return fn.outer?.ancestors(fn.syntax).at(-2)?.kind === 'GoStmt';
}

interface InScope {
  readonly variable: LocalVar;
  readonly owner: FunctionUnit;
  readonly text: string;
}

/** The nearest context: declared before in this function or one around it; or the request's. */
function contextInScope(fn: FunctionUnit, at: Node): InScope | undefined {
  for (let f: FunctionUnit | undefined = fn; f; f = f.outer) {
    let found: InScope | undefined;
    const owner = f;
    const consider = (ident: { readonly name: string; readonly end: number }, variable: LocalVar): void => {
      if (ident.end > at.start || ident.name === '_') return;
      const t = owner.package.typeOfObject(variable);
      if (isContext(t)) found = { variable, owner, text: ident.name };
      else if (!found && variable.role === 'param' && isNamed(t, 'net/http', 'Request'))
        found = { variable, owner, text: `${ident.name}.Context()` };
    };
    for (const p of f.syntax.type.params)
      for (const n of p.names) {
        const v = f.package.objectOf(n);
        if (v?.kind === 'local') consider(n, v);
      }
    walkOwn(f, (n) => {
      if (n.kind !== 'AssignStmt' || n.op !== ':=' || n.end > at.start) return;
      // Only what is still in scope: declared in a block around the place.
      const block = owner.ancestors(n).at(-1);
      if (!block || block.start > at.start || block.end < at.end) return;
      for (const l of n.lhs) {
        const v = l.kind === 'Ident' ? owner.package.objectOf(l) : undefined;
        if (l.kind === 'Ident' && v?.kind === 'local' && v.ident === l) consider(l, v);
      }
    });
    if (found) return found;
  }
  return undefined;
}

/** `if own { f(ctx) } else { f(context.TODO()) }`: whoever wrote it knows both. */
function isChoice(fn: FunctionUnit, call: CallExpr, context: string): boolean {
  const called = fn.textOf(call.fun);
  return fn.ancestors(call).some((a) => {
    if (a.kind !== 'IfStmt' || !a.else) return false;
    const other = call.start < a.body.end ? a.else : a.body;
    let isPassed = false;
    walk(other, (n) => {
      const [first] = n.kind === 'CallExpr' && fn.textOf(n.fun) === called ? n.args : [];
      if (first && fn.textOf(first) === context) isPassed = true;
      return !isPassed;
    });
    return isPassed;
  });
}

const waits = new Set(['Run', 'Wait', 'Output', 'CombinedOutput']);

/** `exec.CommandContext(…).Run()`, also by the name that the command gets. */
function isWaitedFor(fn: FunctionUnit, command: CallExpr): boolean {
  const statement = fn.ancestors(command).at(-1);
  const named = statement?.kind === 'AssignStmt' ? assignedBy(fn, statement) : [];
  return callsIn(fn).some(({ fun }) => {
    if (fun.kind !== 'SelectorExpr' || !waits.has(fun.sel.name)) return false;
    const on = unparen(fun.x);
    const object = on.kind === 'Ident' ? fn.package.objectOf(on) : undefined;
    return on === command || (object !== undefined && named.includes(object));
  });
}

/** `if ctx == nil { … }`, or after the context was seen to have ended. */
function fallsBack(fn: FunctionUnit, at: Node, name: string): boolean {
  return fn.ancestors(at).some((a) => {
    if (a.kind === 'IfStmt') return fn.textOf(a.cond).includes(name.replace(/\(\)$/, ''));
    return a.kind === 'CommClause' && a.comm !== undefined && fn.textOf(a.comm).includes('.Done()');
  });
}

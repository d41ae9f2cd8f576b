import { cancelCall, cancelResult, isContext, walkOwn } from '../engine/calls.ts';
import type { Fix } from '../engine/finding.ts';
import { freeName, insertAfter, preferred, replace } from '../engine/fix.ts';
import { loopAround } from '../engine/flow/loops.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { AssignStmt, CallExpr, Expr, Ident } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';

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
      'contexts whose parent this function can cancel: they end with it',
      'generated files',
    ],
    links: ['https://pkg.go.dev/context#WithCancel'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (n) => {
      if (n.kind !== 'AssignStmt' && n.kind !== 'ValueSpec') return;
      const [targets, values] = n.kind === 'AssignStmt' ? [n.lhs, n.rhs] : [n.names, n.values];
      const [call] = values;
      const target = targets[1];
      if (targets.length !== 2) return;
      if (call?.kind !== 'CallExpr' || target?.kind !== 'Ident' || !isBlank(target)) return;
      if (cancelResult(fn, call) !== 1 && !joins(fn, call)) return;
      if (isParentCancelled(fn, call)) return;
      const called = fn.textOf(call.fun);
      report({
        function: fn,
        place: fn.place(target),
        message: `The cancel function of \`${called}\` is thrown away: its context is only freed when its parent ends. Keep it and \`defer ${cancelCall(fn, call, 'cancel')}\`.`,
        witness: [
          { ...fn.place(call), message: `\`${called}\` registers a context with its parent; nothing can cancel it` },
        ],
        fixes: n.kind === 'AssignStmt' ? keepIt(fn, n, call, target) : [],
      });
    });
  },
};

/** A function that cannot be seen makes one context of several: it waits for each of them until the join is ended. */
function joins(fn: FunctionUnit, call: CallExpr): boolean {
  const callee = fn.package.calleeOf(call);
  const contexts = call.args.filter((a) => isContext(fn.package.typeOf(a)));
  const isUnseen = callee.kind === 'external' && fn.package.typeOf(call).kind === 'unknown';
  return isUnseen && contexts.length > 1 && contexts.length === call.args.length;
}

/** Is the context derived from one whose cancel function this function has kept? It ends with that one. */
function isParentCancelled(fn: FunctionUnit, call: CallExpr): boolean {
  const [argument] = call.args;
  const parent = argument && unparen(argument);
  const variable = parent?.kind === 'Ident' ? fn.package.objectOf(parent) : undefined;
  if (variable?.kind !== 'local') return false;
  // The last assignment before the call, as the code is read: `ctx` is often derived from itself.
  let isKept = false;
  walkOwn(fn, (n) => {
    if (n.kind !== 'AssignStmt' || n.end > call.start) return;
    const [context, cancel] = n.lhs;
    if (context?.kind !== 'Ident' || fn.package.objectOf(context) !== variable) return;
    const [value] = n.rhs;
    isKept = value?.kind === 'CallExpr' && cancelResult(fn, value) === 1 && cancel !== undefined && !isBlank(cancel);
  });
  return isKept;
}

const isBlank = (e: Expr): boolean => e.kind === 'Ident' && e.name === '_';

/** Names the function and defers it; not in a loop, where deferred calls would pile up. */
function keepIt(fn: FunctionUnit, assignment: AssignStmt, call: CallExpr, target: Ident): Fix[] {
  const context = assignment.lhs[0];
  if (loopAround(fn, assignment) || (assignment.op !== ':=' && !(context && isDeclaredBeside(fn, assignment, context))))
    return [];
  const name = freeName(fn, 'cancel');
  const operator = fn.textOf({ start: target.end, end: call.start });
  return preferred(
    'Keep the cancel function and defer it',
    replace(fn, { start: target.start, end: call.start }, name + operator.replace(/^(\s*)=/, '$1:=')),
    insertAfter(fn, assignment, `defer ${cancelCall(fn, call, name)}`),
  );
}

/** Would `:=` here assign the variable, and not declare another one? */
function isDeclaredBeside(fn: FunctionUnit, assignment: AssignStmt, context: Expr): boolean {
  const variable = context.kind === 'Ident' ? fn.package.objectOf(context) : undefined;
  const block = fn.ancestors(assignment).at(-1);
  if (variable?.kind !== 'local' || variable.owner !== fn.syntax || block?.kind !== 'BlockStmt') return false;
  if (variable.role !== 'var') return block === fn.syntax.body;
  return fn.ancestors(variable.ident).findLast((n) => n.kind === 'BlockStmt') === block && !variable.loop;
}

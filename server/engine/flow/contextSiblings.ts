import { callsIn, isCallTo, isContext } from '../calls.ts';
import { declFacts } from '../facts/scopes.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { waits } from './commands.ts';
import { parameterAt } from './ownership.ts';
import { assignedBy } from './paths.ts';

/** A function that does what the called one does, under a context. */
export interface ContextSibling {
  readonly name: string;
  /** It has the name of the called one with an ending, and takes the context before all else. */
  readonly isPlain: boolean;
}

/**
 * What to call instead of a call that waits and takes no context: `QueryContext` of `Query`, `NewRequestWithContext` of
 * `NewRequest` where the request is sent here, `CommandContext` of `Command` where the function waits for the command.
 */
export function siblingOf(fn: FunctionUnit, call: CallExpr): ContextSibling | undefined {
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'external' || call.fun.kind !== 'SelectorExpr') return undefined;
  const { path, receiver, name } = callee;
  // These have the context that they were made with.
  if (path === 'database/sql' && (receiver === 'Tx' || receiver === 'Stmt')) return undefined;
  const { knowledge } = fn.package;
  const known = knowledge.facts(path, receiver, name);
  const isCarrier =
    (isCallTo(fn, call, 'net/http', '', 'NewRequest') && isSent(fn, call)) ||
    (isCallTo(fn, call, 'os/exec', '', 'Command') && isWaitedFor(fn, call) && !isEndedByHand(fn, call));
  if (!known?.blocks && !isCarrier) return undefined;
  if (known?.underContext !== undefined)
    return isLocal(fn, call) ? undefined : { name: known.underContext, isPlain: false };
  for (const ending of ['Context', 'WithContext']) {
    const other =
      receiver === '' ? knowledge.value(path, name + ending) : knowledge.method(path, receiver, name + ending);
    if (other?.kind === 'func' && other.params[0] && isContext(other.params[0]))
      return { name: name + ending, isPlain: true };
  }
  return undefined;
}

/** What is made carries a context into the call that waits. */
export const isRequest = (fn: FunctionUnit, call: CallExpr): boolean =>
  isCallTo(fn, call, 'net/http', '', 'NewRequest', 'NewRequestWithContext') ||
  isCallTo(fn, call, 'os/exec', '', 'Command', 'CommandContext');

/** `net.Dial("unix", …)` hardly waits. */
function isLocal(fn: FunctionUnit, call: CallExpr): boolean {
  const [network] = call.args;
  const value = network && isCallTo(fn, call, 'net', '', 'Dial') ? fn.package.constantOf(network) : undefined;
  return typeof value === 'string' && value.startsWith('unix');
}

/** `client.Do(req)` in the same function, and the request gets no context on the way. */
function isSent(fn: FunctionUnit, made: CallExpr): boolean {
  const { parents, uses } = declFacts(fn.decl);
  const stmt = parents.get(made);
  const target = stmt?.kind === 'AssignStmt' && stmt.rhs[0] === made ? stmt.lhs[0] : undefined;
  const request = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
  if (request?.kind !== 'local' || request.role !== 'var' || request.owner !== fn.syntax) return false;
  let isDone = false;
  for (const u of uses.get(request) ?? []) {
    const above = parents.get(u);
    if (u === target || (above?.kind === 'AssignStmt' && above.lhs.includes(u))) continue;
    if (above?.kind === 'SelectorExpr' && above.x === u) {
      if (/^(WithContext|Clone)$/.test(above.sel.name)) return false;
    } else if (above?.kind === 'CallExpr' && isCallTo(fn, above, 'net/http', 'Client', 'Do')) isDone = true;
    // Whoever else gets it may give it a context.
    else if (above?.kind !== 'BinaryExpr') return false;
  }
  return isDone;
}

/** `exec.CommandContext(…).Run()`, also by the name that the command gets. */
export function isWaitedFor(fn: FunctionUnit, command: CallExpr): boolean {
  const statement = fn.ancestors(command).at(-1);
  const named = statement?.kind === 'AssignStmt' ? assignedBy(fn, statement) : [];
  return callsIn(fn).some(({ fun }) => {
    if (fun.kind !== 'SelectorExpr' || !waits.includes(fun.sel.name)) return false;
    const on = unparen(fun.x);
    const object = on.kind === 'Ident' ? fn.package.objectOf(on) : undefined;
    return on === command || (object !== undefined && named.includes(object));
  });
}

/** `cmd.Process.Kill()`: somebody listens in its place. */
function isEndedByHand(fn: FunctionUnit, command: CallExpr): boolean {
  const statement = fn.ancestors(command).at(-1);
  const { parents, uses } = declFacts(fn.decl);
  return (statement?.kind === 'AssignStmt' ? assignedBy(fn, statement) : []).some(
    (v) =>
      v.kind === 'local' &&
      (uses.get(v) ?? []).some((u) => {
        const above = parents.get(u);
        return above?.kind === 'SelectorExpr' && above.sel.name === 'Process';
      }),
  );
}

/** Callees of callees of callees are looked into, and no further. */
const maxCallees = 3;

/** Does the function wait under the context that it is given first, by itself or by a function of the package? */
export const waitsUnderItsContext = (fn: FunctionUnit): boolean => waitsIn(fn)[maxCallees] === true;

/** By how many calls away: element `n` says whether it waits within `n` calls. */
const waitsIn = remembered((fn: FunctionUnit): readonly boolean[] => {
  const context = parameterAt(fn, 0);
  const isPassed = (call: CallExpr): boolean => {
    const [first] = call.args;
    return first?.kind === 'Ident' && context !== undefined && fn.package.objectOf(first) === context;
  };
  const answers = Array.from({ length: maxCallees + 1 }, () => false);
  if (!context || !isContext(fn.package.typeOfObject(context))) return answers;
  for (const call of callsIn(fn)) {
    if (!isPassed(call)) continue;
    const callee = fn.package.calleeOf(call);
    const own =
      isRequest(fn, call) ||
      (callee.kind === 'external' &&
        fn.package.knowledge.facts(callee.path, callee.receiver, callee.name)?.blocks === true);
    const theirs = callee.kind === 'function' ? waitsIn(callee.function) : [];
    for (const [i] of answers.entries()) if (own || (i > 0 && theirs[i - 1])) answers[i] = true;
  }
  return answers;
}, []);

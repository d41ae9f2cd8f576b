import { declFacts } from './facts/scopes.ts';
import { dereferenced, isNamed, type Type } from './facts/types.ts';
import { remembered } from './package/asking.ts';
import type { CallSite, FunctionUnit } from './package/view.ts';
import type { CallExpr, Expr, Node } from './syntax/ast.ts';
import { walkFunction } from './syntax/walk.ts';

/** Does the call name this function (`receiver` empty) or method of another package? `name` may list several. */
export function isCallTo(
  fn: FunctionUnit,
  call: CallExpr,
  path: string,
  receiver: string,
  ...names: readonly string[]
): boolean {
  const c = fn.package.calleeOf(call);
  return c.kind === 'external' && c.path === path && c.receiver === receiver && names.includes(c.name);
}

/** The calls in a function, in the order of the source; those in literals inside are left to the literals. */
export const callsIn = remembered((fn: FunctionUnit): readonly CallExpr[] => {
  const found: CallExpr[] = [];
  walkOwn(fn, (n) => {
    if (n.kind === 'CallExpr') found.push(n);
  });
  return found;
}, []);

/** Is the call that of a `go` statement? */
export const isStart = ({ function: fn, call }: CallSite): boolean =>
  declFacts(fn.decl).parents.get(call)?.kind === 'GoStmt';

/** Walks a function's body without the literals in it. */
export function walkOwn(fn: FunctionUnit, visit: (node: Node, parent: Node | undefined) => unknown): void {
  walkFunction(fn.syntax, visit);
}

export const isContext = (t: Type): boolean => isNamed(t, 'context', 'Context', false);

/**
 * `ctx, cancel := context.WithCancel(parent)` and everything of its shape: results (context, function), and a context
 * or a stop channel to derive from. Answers the index of the function.
 */
export function cancelResult(fn: FunctionUnit, call: CallExpr): number | undefined {
  const t = fn.package.typeOf(call);
  if (t.kind !== 'tuple' || t.elements.length !== 2) return undefined;
  const [first, second] = t.elements;
  if (!first || !second || !isContext(first)) return undefined;
  const cancels =
    isNamed(second, 'context', 'CancelFunc', false) || isNamed(second, 'context', 'CancelCauseFunc', false);
  if (!cancels && !(second.kind === 'func' && second.params.length === 0 && second.results.length === 0))
    return undefined;
  const callee = fn.package.calleeOf(call);
  const known =
    callee.kind === 'external' &&
    (callee.path === 'context' || callee.path === 'os/signal' || callee.path === 'golang.org/x/net/context');
  const [parent] = call.args;
  if (known || (parent !== undefined && derivable(fn.package.typeOf(parent)))) return 1;
  return cancels && callee.kind === 'function' && derives(callee.function) ? 1 : undefined;
}

/** A function that derives a context anew when it is called, from whatever parent, and returns it as it came. */
const derives = remembered(
  (fn: FunctionUnit): boolean =>
    callsIn(fn).some(
      (c) => cancelResult(fn, c) !== undefined && declFacts(fn.decl).parents.get(c)?.kind === 'ReturnStmt',
    ),
  false,
);

/** How the function that `cancelResult` found is called: a `context.CancelCauseFunc` wants a cause. */
export function cancelCall(fn: FunctionUnit, call: CallExpr, name: string): string {
  const t = fn.package.typeOf(call);
  const cancel = t.kind === 'tuple' ? t.elements[1] : undefined;
  return cancel && isNamed(cancel, 'context', 'CancelCauseFunc', false) ? `${name}(nil)` : `${name}()`;
}

const derivable = (t: Type): boolean => isContext(t) || t.kind === 'chan';

/** The named type behind pointers, as `path.Name`; empty when there is none. */
export function typeName(t: Type): string {
  const d = dereferenced(t);
  return d.kind === 'named' ? `${d.path}.${d.name}` : '';
}

/** The operand of a method call: `mu` in `mu.Lock()`. */
export function operandOf(call: CallExpr): Expr | undefined {
  return call.fun.kind === 'SelectorExpr' ? call.fun.x : undefined;
}

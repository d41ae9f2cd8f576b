import { isCallTo, isContext, walkOwn } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { isNamed } from '../facts/types.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { AssignStmt, CallExpr, Node, Stmt } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';

export function isDeferred(fn: FunctionUnit, call: CallExpr): boolean {
  if (fn.ancestors(call).at(-1)?.kind === 'DeferStmt') return true;
  for (let f: FunctionUnit | undefined = fn; f?.outer; f = f.outer) {
    if (f.outer.ancestors(f.syntax).at(-2)?.kind === 'DeferStmt') return true;
  }
  return false;
}

export const isEmptyContext = (fn: FunctionUnit, call: CallExpr): boolean =>
  isCallTo(fn, call, 'context', '', 'Background', 'TODO');

export interface ContextInScope {
  readonly variable: LocalVar;
  readonly owner: FunctionUnit;
  readonly text: string;
}

/** The nearest context: declared before in this function or one around it; or the request's. */
export function contextInScope(fn: FunctionUnit, at: Node): ContextInScope | undefined {
  for (let f: FunctionUnit | undefined = fn; f; f = f.outer) {
    let found: ContextInScope | undefined;
    const owner = f;
    const consider = (ident: { readonly name: string; readonly end: number }, variable: LocalVar): void => {
      if (ident.end > at.start || ident.name === '_') return;
      const t = owner.package.typeOfObject(variable);
      if (isContext(t)) found = { variable, owner, text: ident.name };
      else if (!found && variable.role === 'param' && isNamed(t, 'net/http', 'Request'))
        found = { variable, owner, text: `${ident.name}.Context()` };
    };
    const isEmpty = (n: AssignStmt): boolean => {
      const [value] = n.rhs;
      return value?.kind === 'CallExpr' && isEmptyContext(owner, value);
    };
    for (const p of f.syntax.type.params)
      for (const n of p.names) {
        const v = f.package.objectOf(n);
        if (v?.kind === 'local') consider(n, v);
      }
    walkOwn(f, (n) => {
      if (n.kind !== 'AssignStmt' || n.op !== ':=' || n.end > at.start || isEmpty(n)) return;
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
export function isChoice(fn: FunctionUnit, call: CallExpr, context: string): boolean {
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

/** `if ctx == nil { … }`, or after the context was seen to have ended. */
export function fallsBack(fn: FunctionUnit, at: Node, name: string): boolean {
  const above = fn.ancestors(at);
  return above.some((a, i) => {
    if (a.kind === 'IfStmt') return fn.textOf(a.cond).includes(name.replace(/\(\)$/, ''));
    if (a.kind === 'CommClause') return a.comm !== undefined && fn.textOf(a.comm).includes('.Done()');
    if (a.kind !== 'BlockStmt') return false;
    // `<-ctx.Done()` before it, in the same block or one around.
    const here = a.list.indexOf((above[i + 1] ?? at) as Stmt);
    return a.list
      .slice(0, Math.max(here, 0))
      .some((s) => s.kind === 'ExprStmt' && /^<-.*\.Done\(\)$/.test(fn.textOf(s)));
  });
}

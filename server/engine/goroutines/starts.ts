import type { Place } from '../finding.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import type { CallExpr, Expr, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walkFunction } from '../syntax/walk.ts';
import type { Ending } from './ending.ts';
import { endingOf } from './endings.ts';
import { seenFrom } from './seenFrom.ts';
import { textOf } from './waysOut.ts';

/** A place where goroutines are started. */
export interface Start {
  readonly place: Place;
  /** `go`, or the function that starts it: `g.Go`, `time.AfterFunc`. */
  readonly by: string;
  /** The function around it: `name`, `T.name` or `(*T).name`. */
  readonly function: string;
  readonly ending: Ending;
  /** Where its code stands, as far as it is seen. */
  readonly body: Place | undefined;
}

/** Every `go` statement of a package, and every call of a function that is known to start one, in the order of the source. */
export function startsIn(pkg: PackageView): Start[] {
  return pkg.functions.flatMap((fn) => {
    const found: Start[] = [];
    walkFunction(fn.syntax, (n) => {
      const start = n.kind === 'GoStmt' ? ofGo(fn, n) : n.kind === 'CallExpr' ? ofCall(fn, n) : undefined;
      if (start) found.push(start);
    });
    return found;
  });
}

function ofGo(fn: FunctionUnit, n: Node & { kind: 'GoStmt' }): Start | undefined {
  const call = unparen(n.call);
  if (call.kind !== 'CallExpr') return undefined;
  const callee = fn.package.calleeOf(call);
  const body = callee.kind === 'function' || callee.kind === 'literal' ? callee.function : undefined;
  // A single call, so that it ends when that call returns: nothing more needs to be known.
  const ending: Ending = body
    ? seenFrom(fn, call, body, endingOf(body))
    : callee.kind === 'builtin'
      ? { kind: 'run' }
      : { kind: 'call', name: textOf(fn, call.fun) };
  return startOf(fn, n, 'go', body, ending);
}

function ofCall(fn: FunctionUnit, call: CallExpr): Start | undefined {
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'external') return undefined;
  const index = fn.package.knowledge.facts(callee.path, callee.receiver, callee.name)?.spawns;
  const argument = index === undefined ? undefined : call.args[index];
  if (!argument) return undefined;
  const body = functionOf(fn, unparen(argument));
  const ending: Ending = body ? endingOf(body) : { kind: 'call', name: textOf(fn, argument) };
  return startOf(fn, call, textOf(fn, call.fun), body, ending);
}

function startOf(fn: FunctionUnit, n: Node, by: string, body: FunctionUnit | undefined, ending: Ending): Start {
  return { place: fn.place(n), by, function: fn.name, ending, body: body?.place(body.syntax) };
}

/** A literal, or a function or method of the package that is named. */
function functionOf(fn: FunctionUnit, x: Expr): FunctionUnit | undefined {
  if (x.kind === 'FuncLit') return fn.package.functionOf(x);
  if (x.kind === 'Ident') {
    const object = fn.package.objectOf(x);
    return object?.kind === 'func' ? fn.package.functionOf(object.syntax) : undefined;
  }
  if (x.kind !== 'SelectorExpr') return undefined;
  const m = fn.package.member(fn.package.typeOf(x.x), x.sel.name);
  return m?.kind === 'method' ? m.function : undefined;
}

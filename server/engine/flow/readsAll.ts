import { callsIn, isCallTo, typeName } from '../calls.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import { parameterAt } from './ownership.ts';

/** Does the node read something, of which `isIt` tells, until nothing more comes: `io.ReadAll(x)`, in a helper too? */
export function readsToTheEnd(fn: FunctionUnit, node: Node, isIt: (e: Expr) => boolean): boolean {
  let found = false;
  walk(node, (n) => {
    // As items these stand for their heads only: their parts are items of their own.
    if (n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
    if (n.kind !== 'CallExpr' || found) return !found;
    const at = n.args.findIndex((a) => isReadThrough(fn, a, isIt));
    if (at >= 0) found = readsAll(fn, n, at, 0);
    return !found;
  });
  return found;
}

/** The thing itself, also behind `io.LimitReader`, `bufio.NewReader` and whatever else by its name is a reader over it. */
function isReadThrough(fn: FunctionUnit, e: Expr, isIt: (e: Expr) => boolean): boolean {
  const x = unparen(e);
  if (x.kind !== 'CallExpr') return isIt(x);
  return isReader.test(fn.textOf(x.fun)) && x.args[0] !== undefined && isReadThrough(fn, x.args[0], isIt);
}

const isReader = /Reader$/;

/** A writer that takes everything: a copy into it goes on until nothing more comes. */
function isMemory(fn: FunctionUnit, writer: Expr): boolean {
  const name = typeName(fn.package.typeOf(writer));
  return name === 'bytes.Buffer' || name === 'strings.Builder' || /^(io|ioutil)\.Discard$/.test(fn.textOf(writer));
}

/** Does the call read the argument until nothing more comes? */
function readsAll(fn: FunctionUnit, call: CallExpr, at: number, depth: number): boolean {
  if (isCallTo(fn, call, 'io', '', 'ReadAll') || isCallTo(fn, call, 'io/ioutil', '', 'ReadAll')) return true;
  if (isCallTo(fn, call, 'io', '', 'Copy') && at === 1 && call.args[0] && isMemory(fn, call.args[0])) return true;
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'function' || depth > 1) return false;
  const helper = callee.function;
  const param = parameterAt(helper, at);
  return callsIn(helper).some((c) => {
    const i = c.args.findIndex(
      (a) => a.kind === 'Ident' && param !== undefined && helper.package.objectOf(a) === param,
    );
    return i >= 0 && readsAll(helper, c, i, depth + 1);
  });
}

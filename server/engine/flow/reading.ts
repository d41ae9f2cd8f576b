import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';

/** Names the thing that is read or written, as `pr` or `resp.Body`. */
type IsIt = (e: Expr) => boolean;

/**
 * Does the call do nothing but read from it, or from what buffers it: `pr.Read(b)`, `io.ReadFull(pr, b)`,
 * `bufio.NewReader(pr).ReadString('\n')`, `scanner.Scan()`? Its error (or its `false`) is the end of what is read.
 */
export function readsFrom(fn: FunctionUnit, call: CallExpr, isIt: IsIt): boolean {
  const { fun } = call;
  if (fun.kind !== 'SelectorExpr') return false;
  const callee = fn.package.calleeOf(call);
  if (callee.kind === 'external' && callee.receiver === '')
    return (
      callee.path === 'io' &&
      /^Read(Full|AtLeast|All)$/.test(callee.name) &&
      call.args[0] !== undefined &&
      isOver(fn, call.args[0], isIt)
    );
  return /^(Read(Byte|Bytes|Line|Rune|Slice|String)?|Peek|Scan)$/.test(fun.sel.name) && isOver(fn, fun.x, isIt);
}

/** `io.Copy(w, pr)`: when it has succeeded, nothing more comes. */
export function copiesFrom(fn: FunctionUnit, call: CallExpr, isIt: IsIt): boolean {
  const callee = fn.package.calleeOf(call);
  const isCopy = callee.kind === 'external' && callee.path === 'io' && /^Copy(Buffer)?$/.test(callee.name);
  return isCopy && call.args[1] !== undefined && isOver(fn, call.args[1], isIt);
}

/** Does the call do nothing but write to it: `pw.Write(b)`, `io.WriteString(pw, s)`, `fmt.Fprintln(pw, s)`? */
export function writesTo(fn: FunctionUnit, call: CallExpr, isIt: IsIt): boolean {
  const { fun } = call;
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'external' || fun.kind !== 'SelectorExpr') return false;
  if (callee.receiver !== '') return /^Write(String|Byte)?$/.test(callee.name) && isIt(unparen(fun.x));
  const [to] = call.args;
  const isWriter =
    (callee.path === 'io' && callee.name === 'WriteString') ||
    (callee.path === 'fmt' && callee.name.startsWith('Fprint'));
  return isWriter && to !== undefined && isIt(unparen(to));
}

/** The thing itself, or a reader or scanner of `bufio` over it, by the name that it got too. */
function isOver(fn: FunctionUnit, e: Expr, isIt: IsIt): boolean {
  const x = unparen(e);
  if (isIt(x)) return true;
  if (x.kind === 'CallExpr') return isBuffer(fn, x) && x.args[0] !== undefined && isOver(fn, x.args[0], isIt);
  const object = x.kind === 'Ident' ? fn.package.objectOf(x) : undefined;
  if (object?.kind !== 'local') return false;
  const { definitions, assignments } = declFacts(fn.decl);
  const definition = definitions.get(object);
  const value = definition?.kind === 'value' ? unparen(definition.value) : undefined;
  return value?.kind === 'CallExpr' && (assignments.get(object) ?? []).length === 0 && isOver(fn, value, isIt);
}

function isBuffer(fn: FunctionUnit, call: CallExpr): boolean {
  const callee = fn.package.calleeOf(call);
  return callee.kind === 'external' && callee.path === 'bufio' && /^New(Reader|ReaderSize|Scanner)$/.test(callee.name);
}

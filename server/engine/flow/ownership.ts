import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced, isPlain } from '../facts/types.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Ident, Node } from '../syntax/ast.ts';

/** How a value of a kind is let go: `cancel()` is `call`; `rows.Close()` a method; `resp.Body.Close()` a method of a field. */
export interface Release {
  readonly call?: boolean;
  readonly methods: readonly string[];
  readonly field?: string;
  /** A receive from this field shows that it has let go of itself: a timer that has fired. */
  readonly received?: string;
  /** It is kept in a field of the value, and let go by what is done to that. */
  readonly holder?: { readonly field: string; readonly release: Release };
}

/** What one use of a variable means for the duty to release what it holds. */
export type UseKind =
  /** Read, compared, or lent to code that gives it back. */
  | 'borrows'
  | 'releases'
  /** Somebody else holds it too, or may: the duty is no longer this function's. */
  | 'handsOn';

/** Deeper chains of helpers than this are strangers. */
const maxHelpers = 3;

export function useOf(fn: FunctionUnit, ident: Ident, release: Release, depth = 0): UseKind {
  const { parents } = declFacts(fn.decl);
  let node: Node = ident;
  let parent = parents.get(node);
  while (parent?.kind === 'ParenExpr') [node, parent] = [parent, parents.get(parent)];
  if (!parent) return 'handsOn';
  if (parent.kind === 'CallExpr' && parent.fun === node) return release.call ? 'releases' : 'borrows';
  if (parent.kind === 'SelectorExpr' && parent.x === node) return ofSelector(fn, parent, release, depth);
  return ofValue(fn, node, parent, release, depth);
}

/** `v.Close()`, `v.Body`, `v.Next()`, `v.Close` as a value. */
function ofSelector(fn: FunctionUnit, sel: Expr & { kind: 'SelectorExpr' }, release: Release, depth: number): UseKind {
  const { parents } = declFacts(fn.decl);
  const above = parents.get(sel);
  const name = sel.sel.name;
  if (release.holder) return ofHolder(fn, sel, above, release.holder, depth);
  if (release.field === undefined) {
    if (isRelease(release, name)) return above?.kind === 'CallExpr' && above.fun === sel ? 'releases' : 'handsOn';
    if (name === release.received && above?.kind === 'UnaryExpr' && above.op === '<-') return 'releases';
    // A method value keeps the receiver: `f := v.Next`.
    return 'borrows';
  }
  if (name !== release.field || !above) return 'borrows';
  if (above.kind === 'SelectorExpr') return release.methods.includes(above.sel.name) ? 'releases' : 'borrows';
  return ofValue(fn, sel, above, { methods: release.methods }, depth);
}

/** `Stop`, and `StopAndClear`, `CloseWithError`, `ShutdownNow`, which do that and more. */
export const isRelease = ({ methods }: Pick<Release, 'methods'>, name: string): boolean =>
  methods.includes(name) ||
  methods.some((m) => name.startsWith(m) && /^(And|With|Now|All)(?!\p{Ll})/u.test(name.slice(m.length)));

/** `s.cancel()`, `s.conn.Close()`, `s.cancel` as a value; `s.start()` may keep or release what `s` holds. */
function ofHolder(
  fn: FunctionUnit,
  sel: Expr & { kind: 'SelectorExpr' },
  above: Node | undefined,
  { field, release }: { readonly field: string; readonly release: Release },
  depth: number,
): UseKind {
  if (sel.sel.name !== field) {
    const member = fn.package.member(fn.package.typeOf(sel.x), sel.sel.name);
    if (member?.kind !== 'method') return 'borrows';
    return member.function && depth < maxHelpers ? ofMethod(member.function, { field, release }, depth + 1) : 'handsOn';
  }
  if (!above) return 'handsOn';
  if (above.kind === 'CallExpr' && above.fun === sel) return release.call ? 'releases' : 'borrows';
  return above.kind === 'SelectorExpr' && above.x === sel
    ? ofSelector(fn, above, release, depth)
    : ofValue(fn, sel, above, release, depth);
}

/** What a method does with what its receiver holds in a field, by itself and by the other methods that it calls. */
function ofMethod(
  method: FunctionUnit,
  holder: { readonly field: string; readonly release: Release },
  depth: number,
): UseKind {
  const receiver = method.syntax.kind === 'FuncDecl' ? method.syntax.receiver?.names[0] : undefined;
  const object = receiver && method.package.objectOf(receiver);
  if (object?.kind !== 'local') return receiver === undefined ? 'borrows' : 'handsOn';
  const { parents, uses } = declFacts(method.decl);
  const kinds = (uses.get(object) ?? []).map((u): UseKind => {
    const sel = parents.get(u);
    if (sel?.kind !== 'SelectorExpr' || sel.x !== u) return 'handsOn';
    return ofHolder(method, sel, parents.get(sel), holder, depth);
  });
  if (kinds.includes('handsOn')) return 'handsOn';
  return kinds.includes('releases') ? 'releases' : 'borrows';
}

/** The value itself (or the field that must be closed) goes somewhere. */
function ofValue(fn: FunctionUnit, node: Node, parent: Node, release: Release, depth: number): UseKind {
  switch (parent.kind) {
    case 'BinaryExpr':
    case 'IfStmt':
    case 'SwitchStmt':
    case 'ExprStmt':
    case 'RangeStmt':
    case 'IncDecStmt':
      return 'borrows';
    case 'CallExpr':
      return ofArgument(fn, node, parent, release, depth);
    case 'AssignStmt':
      // `v = …` is no use of what v held.
      return parent.lhs.includes(node as Expr) && parent.op !== '+=' ? 'borrows' : 'handsOn';
    case 'IndexExpr':
      return parent.x === node ? 'borrows' : 'handsOn';
    default:
      return 'handsOn';
  }
}

/** Standard functions that keep what they are given, or close it. */
const keepers =
  /^(net\/http\.NewRequest|net\/http\/httputil\.NewChunkedReader|io\.NopCloser|bufio\.|time\.AfterFunc|context\.(AfterFunc|WithValue)|testing\.|runtime\.SetFinalizer|runtime\.AddCleanup|sync\.|sync\/atomic\.|container\/)/;

function ofArgument(fn: FunctionUnit, node: Node, call: CallExpr, release: Release, depth: number): UseKind {
  const callee = fn.package.calleeOf(call);
  if (callee.kind === 'builtin') return callee.name === 'append' ? 'handsOn' : 'borrows';
  if (callee.kind === 'external') {
    // A goroutine may need it longer than this function does.
    if (declFacts(fn.decl).parents.get(call)?.kind === 'GoStmt') return 'handsOn';
    if (isStubOver(fn, node, callee.name)) return 'borrows';
    if (callee.path === 'bufio' && staysHere(fn, call, depth)) return 'borrows';
    const standard = !callee.path.split('/')[0]?.includes('.') && callee.path !== fn.package.path;
    return standard && !release.call && !keepers.test(`${callee.path}.${callee.receiver || callee.name}`)
      ? 'borrows'
      : 'handsOn';
  }
  if (callee.kind === 'dynamic' && isLentAsInterface(fn, node, call, release)) return 'borrows';
  if ((callee.kind !== 'function' && callee.kind !== 'literal') || depth >= maxHelpers) return 'handsOn';
  const index = call.args.indexOf(node as Expr);
  const param = parameterAt(callee.function, index);
  return param ? overall(callee.function, param, release, depth + 1) : 'handsOn';
}

/**
 * `fill(pw)` of a `func(io.Writer) error`: who gets it as an interface without `Close` gets its use, not the duty to close
 * it. What such a call answers with, beyond an error or a number, might keep it; so might a goroutine.
 */
function isLentAsInterface(
  fn: FunctionUnit,
  node: Node,
  call: CallExpr,
  { call: isCalled, methods }: Release,
): boolean {
  const signature = fn.package.underlying(fn.package.typeOf(call.fun));
  if (signature.kind !== 'func' || signature.variadic || isCalled) return false;
  if (declFacts(fn.decl).parents.get(call)?.kind === 'GoStmt') return false;
  const param = signature.params[call.args.indexOf(node as Expr)];
  if (param?.kind !== 'named' || param.path !== 'io' || methods.some((m) => fn.package.member(param, m))) return false;
  return signature.results.every(isPlain);
}

/**
 * `s := bufio.NewScanner(r)`: what buffers cannot close what it was made over. It is used here, and kept by nobody: its
 * methods are called, or it is lent, in the function or in a goroutine of it.
 */
function staysHere(fn: FunctionUnit, call: CallExpr, depth: number): boolean {
  const { parents, uses } = declFacts(fn.decl);
  const above = parents.get(call);
  if (above?.kind === 'SelectorExpr') return true;
  if (above?.kind === 'CallExpr' && above.fun !== call)
    return ofArgument(fn, call, above, noRelease, depth) === 'borrows';
  const target = above?.kind === 'AssignStmt' && above.lhs.length === 1 ? above.lhs[0] : undefined;
  const buffer = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
  if (buffer?.kind !== 'local' || buffer.role !== 'var') return false;
  return (uses.get(buffer) ?? []).every((u) => useOf(fn, u, noRelease, depth + 1) === 'borrows' && !isInValue(fn, u));
}

const noRelease: Release = { methods: [] };

/** In a literal that is neither started nor called where it stands: it may be kept. */
function isInValue(fn: FunctionUnit, use: Node): boolean {
  const { parents } = declFacts(fn.decl);
  for (let n = parents.get(use); n; n = parents.get(n)) {
    const above = parents.get(n);
    if (n.kind === 'FuncLit' && !(above?.kind === 'CallExpr' && above.fun === n)) return true;
  }
  return false;
}

/**
 * `pb.NewEventsClient(conn)`: what gRPC generates for a service takes any `grpc.ClientConnInterface`, which has no `Close`:
 * the stub uses the connection and cannot end it.
 */
function isStubOver(fn: FunctionUnit, node: Node, name: string): boolean {
  if (!/^New\w+Client$/.test(name)) return false;
  const type = dereferenced(fn.package.typeOf(node as Expr));
  return type.kind === 'named' && type.path === 'google.golang.org/grpc' && type.name === 'ClientConn';
}

/** Undefined also where many arguments become one slice. */
export function parameterAt(fn: FunctionUnit, index: number): LocalVar | undefined {
  const names = fn.syntax.type.params.flatMap((p): (Ident | undefined)[] =>
    p.names.length > 0 ? [...p.names] : [undefined],
  );
  const isSlice = index >= names.length - 1 && fn.syntax.type.params.at(-1)?.type.kind === 'Ellipsis';
  const ident = isSlice ? undefined : names[index];
  const object = ident && fn.package.objectOf(ident);
  return object?.kind === 'local' ? object : undefined;
}

/** What a helper does with its parameter, over all uses: releasing on some path counts as releasing. */
function overall(fn: FunctionUnit, v: LocalVar, release: Release, depth: number): UseKind {
  let result: UseKind = 'borrows';
  for (const use of declFacts(fn.decl).uses.get(v) ?? []) {
    const kind = useOf(fn, use, release, depth);
    if (kind === 'handsOn') return 'handsOn';
    if (kind === 'releases') result = 'releases';
  }
  return result;
}

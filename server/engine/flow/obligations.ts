import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, DeferStmt, Expr, Ident, Node, Stmt } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import type { Block, Edge } from './cfg.ts';
import { decidingError, mayBeNilAt } from './conditionalDefers.ts';
import { type HeldName, heldNames, useIn } from './heldNames.ts';
import { nilTest } from './nilTest.ts';
import type { Release } from './ownership.ts';
import { assignedBy, findPath, type Path, type Verdict, type Visitor } from './paths.ts';
import { runsAsGoroutine } from './starters.ts';

/** A kind of thing that is acquired and must be released, handed on or deferred on every path to a normal exit. */
export interface Obligation {
  /** Is this call an acquisition? Answers the index of the result that must be released, or undefined. */
  acquires(fn: FunctionUnit, call: CallExpr): number | undefined;
  readonly release: Release;
  /** Does this item make what the variable holds let go by itself? */
  endsAt?(fn: FunctionUnit, node: Node, variable: LocalVar): boolean;
  /** Only paths that leave the function in one of these ways count. */
  counts?(fn: FunctionUnit, exit: Block): boolean;
  /** A field that is nil as long as nothing was acquired: `Process` of a command. */
  readonly setWith?: string;
  /** Can the call fail, as far as it has to do with what is held, only when that is over? Of a pipe, a write whose reader has gone. */
  failsWhenOver?(fn: FunctionUnit, call: CallExpr, variable: LocalVar): boolean;
  /** Has the call, when it has succeeded, come to the end of what is held: `io.Copy(w, pr)`? */
  overWhenDone?(fn: FunctionUnit, call: CallExpr, variable: LocalVar): boolean;
  /** A condition over the held value that, answered so, means that it has released itself (`rows.Next()` is false). */
  readonly endsItself?: { readonly method: string; readonly value: boolean };
}

/** A call that acquires, unless it failed. */
export interface Attempt {
  readonly call: CallExpr;
  readonly stmt: Stmt;
  /** What gets it; undefined where nobody does. */
  readonly variable: LocalVar | undefined;
  /** The error that the same call returned: set, nothing was acquired. */
  readonly error: LocalVar | undefined;
  readonly block: Block;
  readonly index: number;
}

export interface Acquisition extends Attempt {
  readonly ident: Ident;
  readonly variable: LocalVar;
}

export interface Violation extends Acquisition {
  readonly path: Path;
  /** `lost`: a new value replaces it while it is live. `kept`: the function is left with it. */
  readonly how: 'kept' | 'lost';
  /** A deferred closure releases it at an error only, and the path ends without one. */
  readonly isDeferred: boolean;
}

/** Every acquisition in the function that some path to an exit does not release, with the shortest such path. */
export function violations(fn: FunctionUnit, kind: Obligation): Violation[] {
  if (fn.cfg.incomplete || fn.decl.broken) return [];
  const found: Violation[] = [];
  for (const a of allAcquisitions(fn, kind)) {
    const v = violationOf(fn, a, kind);
    if (v) found.push(v);
  }
  return found;
}

/** Those whose result a local variable gets that is not handed out by the function's end. */
export const acquisitions = (fn: FunctionUnit, kind: Obligation): Acquisition[] =>
  allAcquisitions(fn, kind).filter((a) => a.variable.role !== 'result');

function allAcquisitions(fn: FunctionUnit, kind: Obligation): Acquisition[] {
  const found: Acquisition[] = [];
  for (const { call, targets, block, index, node } of assigningItems(fn)) {
    const result = kind.acquires(fn, call);
    const target = result === undefined ? undefined : targets[result];
    const variable = target && localOf(fn, target);
    if (target?.kind !== 'Ident' || !variable) continue;
    found.push({
      call,
      stmt: node as Stmt,
      ident: target,
      variable,
      error: errorAmong(fn, targets, variable),
      block,
      index,
    });
  }
  return found;
}

function errorAmong(fn: FunctionUnit, targets: readonly Expr[], other?: LocalVar): LocalVar | undefined {
  return targets.map((t) => anyLocal(fn, t)).find((v) => v && v !== other && isError(fn, v));
}

/**
 * Calls that acquire and whose result nobody takes: `_, err := http.Get(u)`, `go http.Get(u)`, a call as a statement. With
 * the path on which it succeeded and the function goes on to its end.
 */
export function unheld(fn: FunctionUnit, kind: Obligation): (Attempt & { readonly path: Path })[] {
  if (fn.cfg.incomplete || fn.decl.broken) return [];
  const found: (Attempt & { readonly path: Path })[] = [];
  const tryIt = (a: Attempt): void => {
    const drops = droppingEdges(fn, a, kind);
    const path = findPath(fn, a.block, a.index, {
      item: (i) => (a.error && expectsFailure(fn, i.node, a.error) ? 'stop' : i.node === a.stmt ? 'found' : 'on'),
      edge: (e) => (drops(e) ? 'stop' : 'on'),
      exit: (b) => (b.exit === 'return' ? 'found' : 'stop'),
    });
    if (path) found.push({ ...a, path });
  };
  for (const { call, targets, block, index, node } of assigningItems(fn)) {
    const target = targets[kind.acquires(fn, call) ?? -1];
    if (target?.kind === 'Ident' && target.name === '_')
      tryIt({ call, stmt: node as Stmt, variable: undefined, error: errorAmong(fn, targets), block, index });
  }
  for (const block of fn.cfg.blocks)
    block.items.forEach(({ node }, index) => {
      const call = node.kind === 'ExprStmt' ? unparen(node.x) : node.kind === 'GoStmt' ? node.call : undefined;
      if (call?.kind === 'CallExpr' && kind.acquires(fn, call) !== undefined)
        tryIt({ call, stmt: node as Stmt, variable: undefined, error: undefined, block, index });
    });
  return found;
}

/** A test says that the call must have failed: `require.Error(t, err)`. */
function expectsFailure(fn: FunctionUnit, node: Node, error: LocalVar): boolean {
  if (!fn.file.isTest || node.kind !== 'ExprStmt' || node.x.kind !== 'CallExpr') return false;
  const { fun, args } = node.x;
  return (
    fun.kind === 'SelectorExpr' &&
    /^(Error|EqualError|NotNil|Contains)/.test(fun.sel.name) &&
    args.some((x) => fn.textOf(x).includes(error.name))
  );
}

interface AssignedCall {
  readonly call: CallExpr;
  readonly targets: readonly Expr[];
  readonly node: Node;
  readonly block: Block;
  readonly index: number;
}

/** The calls whose results a statement of the function assigns: every kind of obligation asks for them. */
const assigningItems = remembered(
  (fn: FunctionUnit): readonly AssignedCall[] =>
    fn.cfg.blocks.flatMap((block) =>
      block.items.flatMap(({ node }, index) => assignedCalls(node).map((c) => ({ ...c, node, block, index }))),
    ),
  [],
);

function assignedCalls(node: Node): { readonly call: CallExpr; readonly targets: readonly Expr[] }[] {
  if (node.kind === 'AssignStmt') return pairs(node.rhs, node.lhs);
  if (node.kind !== 'DeclStmt') return [];
  return node.specs.flatMap((s) => (s.kind === 'ValueSpec' ? pairs(s.values, s.names) : []));
}

function pairs(values: readonly Expr[], targets: readonly Expr[]): { call: CallExpr; targets: readonly Expr[] }[] {
  const [only] = values;
  if (values.length === 1 && only?.kind === 'CallExpr') return [{ call: only, targets }];
  return values.flatMap((v, i) => (v.kind === 'CallExpr' ? [{ call: v, targets: targets.slice(i, i + 1) }] : []));
}

function anyLocal(fn: FunctionUnit, e: Expr | undefined): LocalVar | undefined {
  const obj = e?.kind === 'Ident' && e.name !== '_' ? fn.package.objectOf(e) : undefined;
  return obj?.kind === 'local' ? obj : undefined;
}

function localOf(fn: FunctionUnit, e: Expr | undefined): LocalVar | undefined {
  const obj = anyLocal(fn, e);
  // A variable of the function around outlives this one.
  return obj?.owner === fn.syntax ? obj : undefined;
}

function isError(fn: FunctionUnit, v: LocalVar): boolean {
  const t = fn.package.typeOfObject(v);
  return (t.kind === 'named' && t.path === '' && t.name === 'error') || (t.kind === 'unknown' && /^err/i.test(v.name));
}

/** The shortest path on which what was acquired here is not let go. */
export function violationOf(fn: FunctionUnit, a: Acquisition, kind: Obligation): Violation | undefined {
  // An address taken makes the variable reachable from anywhere.
  if ((declFacts(fn.decl).assignments.get(a.variable) ?? []).some((n) => n.kind === 'UnaryExpr')) return undefined;
  const names = heldNames(fn, a.variable, kind.release);
  // A closure that was deferred before releases whatever the variable holds in the end; the operands of another call
  // were evaluated when it was deferred.
  if (fn.cfg.deferred.some((d) => d.start < a.stmt.start && releasesInTheEnd(fn, d, names))) return undefined;
  if (isLeftToGoroutine(fn, a, names)) return undefined;
  let how: Violation['how'] = 'kept';
  const drops = droppingEdges(fn, a, kind);
  const visitor: Visitor = {
    item: (item) => {
      const again = item.node === a.stmt;
      const use = again ? undefined : useIn(fn, item.node, names);
      if (use === 'releases' || use === 'handsOn' || kind.endsAt?.(fn, item.node, a.variable)) return 'stop';
      // `return` alone hands the named results out as they are.
      if (a.variable.role === 'result' && item.node.kind === 'ReturnStmt' && item.node.results.length === 0)
        return 'stop';
      if (!again && !assignedBy(fn, item.node).includes(a.variable)) return 'on';
      how = 'lost';
      // By another name it can still be released.
      return names.length > 1 ? 'stop' : 'found';
    },
    edge: (edge) => (drops(edge) ? 'stop' : 'on'),
    exit: (block): Verdict => {
      how = 'kept';
      return block.exit === 'return' && (kind.counts?.(fn, block) ?? true) ? 'found' : 'stop';
    },
  };
  const path = findPath(fn, a.block, a.index, visitor);
  if (path) return { ...a, path, how, isDeferred: false };
  const lost = lostBeforeDefer(fn, a, names, visitor);
  if (lost) return { ...a, path: lost, how: 'lost', isDeferred: false };
  const unmet = unmetDefer(fn, a, names, visitor);
  return unmet && { ...a, path: unmet, how: 'kept', isDeferred: true };
}

/** A deferred closure releases what the variable holds in the end: what was overwritten before stays. */
function lostBeforeDefer(fn: FunctionUnit, a: Acquisition, names: readonly HeldName[], visitor: Visitor) {
  const closures = fn.cfg.deferred.filter((d) => d.start > a.stmt.start && releasesInTheEnd(fn, d, names));
  if (closures.length === 0 || names.length > 1) return undefined;
  return findPath(fn, a.block, a.index, {
    ...visitor,
    item: (i) => (i.node.kind === 'DeferStmt' && closures.includes(i.node) ? 'on' : visitor.item(i)),
    exit: () => 'stop',
  });
}

/** The path on which a closure was deferred that releases at an error only, and the function ends without one. */
function unmetDefer(fn: FunctionUnit, a: Acquisition, names: readonly HeldName[], visitor: Visitor): Path | undefined {
  for (const block of fn.cfg.blocks)
    for (const [index, item] of block.items.entries()) {
      if (item.node.kind !== 'DeferStmt' || item.node.start < a.stmt.start) continue;
      const error = decidingError(fn, item.node, names);
      // A local error that is not the acquisition's own may be set or not; its own was nil.
      if (error?.kind !== 'local' || (error.role !== 'result' && error !== a.error)) continue;
      const to = findPath(fn, a.block, a.index, {
        ...visitor,
        item: (i) => (i === item ? 'found' : visitor.item(i)),
        exit: () => 'stop',
      });
      const from =
        to &&
        findPath(fn, block, index, {
          ...visitor,
          item: (i) => (error.role !== 'result' && assignedBy(fn, i.node).includes(error) ? 'stop' : visitor.item(i)),
          exit: (b) => (error.role === 'result' && !mayBeNilAt(fn, error, b) ? 'stop' : visitor.exit(b)),
        });
      if (from && !from.item) return { ...from, edges: [...to.edges, ...from.edges] };
    }
  return undefined;
}

/** A goroutine that was started before releases what the variable holds by then: `go func() { <-done; r.Close() }()`. */
function isLeftToGoroutine(fn: FunctionUnit, a: Acquisition, names: readonly HeldName[]): boolean {
  return fn.literals.some(
    (literal) =>
      literal.syntax.end <= a.stmt.start &&
      literal.syntax.body !== undefined &&
      runsAsGoroutine(literal) &&
      useIn(fn, literal.syntax.body, names) === 'releases',
  );
}

/** Does the deferred call release what the variable holds when it runs, and not what it held when it was deferred? */
function releasesInTheEnd(fn: FunctionUnit, d: DeferStmt, names: readonly HeldName[]): boolean {
  const call = unparen(d.call);
  if (call.kind !== 'CallExpr') return false;
  const { fun } = call;
  if (fun.kind === 'FuncLit') return useIn(fn, fun.body, names) === 'releases';
  const object = fun.kind === 'Ident' ? fn.package.objectOf(fun) : undefined;
  return names.some((n) => n.variable === object && n.from?.kind === 'FuncLit');
}

/** The edges that can only be taken when nothing was acquired, or what was has ended by itself. */
export function droppingEdges(fn: FunctionUnit, a: Attempt, kind: Obligation): (edge: Edge) => boolean {
  const own = ownErrorBlocks(fn, a);
  return (edge) => contradicts(fn, edge, a, kind, own.has(edge.from));
}

/** The blocks at whose end the error variable may still hold what the acquisition gave. */
function ownErrorBlocks(fn: FunctionUnit, a: Attempt): Set<Block> {
  const { error } = a;
  const own = new Set<Block>();
  if (!error) return own;
  const keeps = (b: Block, first: number): boolean =>
    b.items.slice(first).every((i) => !assignedBy(fn, i.node).includes(error));
  const next = keeps(a.block, a.index + 1) ? [a.block] : [];
  for (let b = next.pop(); b; b = next.pop()) {
    own.add(b);
    for (const { to } of b.successors) if (!own.has(to) && keeps(to, 0)) next.push(to);
  }
  return own;
}

/** Edges that can only be taken when nothing was acquired (or what was has ended by itself). */
function contradicts(fn: FunctionUnit, edge: Edge, a: Attempt, kind: Obligation, errorIsOwn: boolean): boolean {
  const { why } = edge;
  if (why.kind !== 'cond') return false;
  const { cond, value } = why;
  const { endsItself } = kind;
  if (endsItself && value === endsItself.value && a.variable && isCallOn(fn, cond, a.variable, endsItself.method))
    return true;
  if (a.variable && tellsEnd(fn, edge, a.variable, kind)) return true;
  const nil = nilTest(fn, cond);
  if (nil) {
    const isNil = nil.equal === value;
    const isHeld = nil.field === undefined || nil.field === kind.release.field || nil.field === kind.setWith;
    if (nil.object === a.variable && isHeld) return isNil;
    return errorIsOwn && nil.object === a.error && nil.field === undefined && !isNil;
  }
  if (
    cond.kind !== 'CallExpr' ||
    !errorIsOwn ||
    !a.error ||
    !cond.args.some((x) => x.kind === 'Ident' && fn.package.objectOf(x) === a.error)
  )
    return false;
  // A predicate over the error: `errors.Is(err, …)` and `os.IsNotExist(err)` hold for a set one, `assert.NoError(t, err)` for none.
  return value !== /(^|\.)(no|nil|ok|success)/i.test(fn.textOf(cond.fun));
}

/**
 * Is the edge taken only when the thing is over: the error that is asked for was last given, in the same block, by a call
 * that fails only then, or succeeds only then; or `scanner.Scan()` is false?
 */
export function tellsEnd(fn: FunctionUnit, { from, why }: Edge, v: LocalVar, kind: Obligation): boolean {
  if (!kind.failsWhenOver || why.kind !== 'cond') return false;
  const { cond, value } = why;
  if (cond.kind === 'CallExpr') return !value && kind.failsWhenOver(fn, cond, v);
  if (cond.kind !== 'BinaryExpr' || (cond.op !== '==' && cond.op !== '!=')) return false;
  const error = cond.x.kind === 'Ident' ? fn.package.objectOf(cond.x) : undefined;
  const last = error && from.items.findLast((i) => assignedBy(fn, i.node).includes(error))?.node;
  const call = last?.kind === 'AssignStmt' && last.rhs.length === 1 && last.rhs[0] ? unparen(last.rhs[0]) : undefined;
  if (call?.kind !== 'CallExpr') return false;
  const isNil = cond.y.kind === 'Ident' && cond.y.name === 'nil';
  // `err != nil` and `err == io.EOF` are failures; `err == nil` is a success.
  if (value === ((cond.op === '!=') === isNil)) return kind.failsWhenOver(fn, call, v);
  return isNil && (kind.overWhenDone?.(fn, call, v) ?? false);
}

function isCallOn(fn: FunctionUnit, cond: Expr, v: LocalVar, method: string): boolean {
  if (cond.kind !== 'CallExpr' || cond.fun.kind !== 'SelectorExpr' || cond.fun.sel.name !== method) return false;
  const { x } = cond.fun;
  return x.kind === 'Ident' && fn.package.objectOf(x) === v;
}

import type { LocalVar, Obj } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Ident, Node, Stmt } from '../syntax/ast.ts';
import type { Block, Edge } from './cfg.ts';
import { type Release, useIn } from './ownership.ts';
import { assignedBy, findPath, type Path, type Verdict } from './paths.ts';

/** A kind of thing that is acquired and must be released, handed on or deferred on every path to a normal exit. */
export interface Obligation {
  /** Is this call an acquisition? Answers the index of the result that must be released, or undefined. */
  acquires(fn: FunctionUnit, call: CallExpr): number | undefined;
  readonly release: Release;
  /** Does this item make what the variable holds let go by itself? */
  endsAt?(fn: FunctionUnit, node: Node, variable: LocalVar): boolean;
  /** A condition over the held value that, answered so, means that it has released itself (`rows.Next()` is false). */
  readonly endsItself?: { readonly method: string; readonly value: boolean };
}

export interface Acquisition {
  readonly call: CallExpr;
  readonly stmt: Stmt;
  readonly ident: Ident;
  readonly variable: LocalVar;
  /** The error that the same call returned: set, nothing was acquired. */
  readonly error: LocalVar | undefined;
  readonly block: Block;
  readonly index: number;
}

export interface Violation extends Acquisition {
  readonly path: Path;
  /** `lost`: a new value replaces it while it is live. `kept`: the function is left with it. */
  readonly how: 'kept' | 'lost';
}

/** Every acquisition in the function that some path to an exit does not release, with the shortest such path. */
export function violations(fn: FunctionUnit, kind: Obligation): Violation[] {
  if (fn.cfg.incomplete || fn.decl.broken) return [];
  const found: Violation[] = [];
  for (const a of acquisitions(fn, kind)) {
    const v = leak(fn, a, kind);
    if (v) found.push(v);
  }
  return found;
}

export function acquisitions(fn: FunctionUnit, kind: Obligation): Acquisition[] {
  const found: Acquisition[] = [];
  for (const { call, targets, block, index, node } of assigningItems(fn)) {
    const result = kind.acquires(fn, call);
    const target = result === undefined ? undefined : targets[result];
    const variable = target && localOf(fn, target);
    if (target?.kind !== 'Ident' || !variable) continue;
    const error = targets.map((t) => anyLocal(fn, t)).find((v) => v && v !== variable && isError(fn, v));
    found.push({ call, stmt: node as Stmt, ident: target, variable, error, block, index });
  }
  return found;
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
  // A variable of the function around, or a named result, outlives this one or is handed out by it.
  return obj?.owner === fn.syntax && obj.role !== 'result' ? obj : undefined;
}

function isError(fn: FunctionUnit, v: LocalVar): boolean {
  const t = fn.package.typeOfObject(v);
  return (t.kind === 'named' && t.path === '' && t.name === 'error') || (t.kind === 'unknown' && /^err/i.test(v.name));
}

function leak(fn: FunctionUnit, a: Acquisition, kind: Obligation): Violation | undefined {
  // An address taken makes the variable reachable from anywhere.
  if ((declFacts(fn.decl).assignments.get(a.variable) ?? []).some((n) => n.kind === 'UnaryExpr')) return undefined;
  // A function that was deferred before releases whatever the variable holds in the end.
  if (fn.cfg.deferred.some((d) => d.start < a.stmt.start && useIn(fn, d, a.variable, kind.release) === 'releases'))
    return undefined;
  let how: Violation['how'] = 'kept';
  const drops = droppingEdges(fn, a, kind);
  const path = findPath(fn, a.block, a.index, {
    item: (item) => {
      if (item.node === a.stmt) {
        how = 'lost';
        return 'found';
      }
      const use = useIn(fn, item.node, a.variable, kind.release);
      if (use === 'releases' || use === 'handsOn' || kind.endsAt?.(fn, item.node, a.variable)) return 'stop';
      const assigned = assignedBy(fn, item.node);
      if (assigned.includes(a.variable)) {
        how = 'lost';
        return 'found';
      }
      return 'on';
    },
    edge: (edge) => (drops(edge) ? 'stop' : 'on'),
    exit: (block): Verdict => {
      how = 'kept';
      return block.exit === 'return' ? 'found' : 'stop';
    },
  });
  return path && { ...a, path, how };
}

/** The edges that can only be taken when nothing was acquired, or what was has ended by itself. */
export function droppingEdges(fn: FunctionUnit, a: Acquisition, kind: Obligation): (edge: Edge) => boolean {
  const own = ownErrorBlocks(fn, a);
  return (edge) => contradicts(fn, edge, a, kind, own.has(edge.from));
}

/** The blocks at whose end the error variable may still hold what the acquisition gave. */
function ownErrorBlocks(fn: FunctionUnit, a: Acquisition): Set<Block> {
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
function contradicts(fn: FunctionUnit, edge: Edge, a: Acquisition, kind: Obligation, errorIsOwn: boolean): boolean {
  const { why } = edge;
  if (why.kind !== 'cond') return false;
  const { cond, value } = why;
  if (kind.endsItself && value === kind.endsItself.value && isCallOn(fn, cond, a.variable, kind.endsItself.method))
    return true;
  const nil = nilTest(fn, cond);
  if (nil) {
    const isNil = nil.equal === value;
    if (nil.object === a.variable && (nil.field === undefined || nil.field === kind.release.field)) return isNil;
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

/** `v == nil`, `v.Body != nil` */
function nilTest(
  fn: FunctionUnit,
  cond: Expr,
): { readonly object: Obj; readonly field: string | undefined; readonly equal: boolean } | undefined {
  if (cond.kind !== 'BinaryExpr' || (cond.op !== '==' && cond.op !== '!=')) return undefined;
  const isNil = (e: Expr): boolean => e.kind === 'Ident' && e.name === 'nil';
  const operand = isNil(cond.y) ? cond.x : isNil(cond.x) ? cond.y : undefined;
  const field = operand?.kind === 'SelectorExpr' ? operand.sel.name : undefined;
  const root = operand?.kind === 'SelectorExpr' ? operand.x : operand;
  const object = root?.kind === 'Ident' ? fn.package.objectOf(root) : undefined;
  return object && { object, field, equal: cond.op === '==' };
}

function isCallOn(fn: FunctionUnit, cond: Expr, v: LocalVar, method: string): boolean {
  if (cond.kind !== 'CallExpr' || cond.fun.kind !== 'SelectorExpr' || cond.fun.sel.name !== method) return false;
  const { x } = cond.fun;
  return x.kind === 'Ident' && fn.package.objectOf(x) === v;
}

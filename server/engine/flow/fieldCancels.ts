import { cancelResult } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import { endings } from './owners.ts';
import { type Release, useOf } from './ownership.ts';
import { findPath, type Path } from './paths.ts';

/** `s.ctx, s.cancel = context.With…` on an object under construction that a path then drops. */
export interface DroppedCancel {
  readonly call: CallExpr;
  /** `s.cancel` */
  readonly target: Expr;
  readonly object: LocalVar;
  readonly path: Path;
}

/** Only for objects that the function has made itself, and that nobody else has hold of where the context is derived. */
export function droppedCancels(fn: FunctionUnit): DroppedCancel[] {
  if (fn.cfg.incomplete || fn.decl.broken) return [];
  const found: DroppedCancel[] = [];
  for (const block of fn.cfg.blocks)
    block.items.forEach((item, index) => {
      const a = storedIn(fn, item.node);
      if (!a || isShared(fn, a.object, item.node, a.release)) return;
      const path = findPath(fn, block, index, {
        item: (i) => (uses(fn, i.node, a.object, a.release) ? 'stop' : 'on'),
        edge: () => 'on',
        exit: (b) => (b.exit === 'return' ? 'found' : 'stop'),
      });
      if (path) found.push({ ...a, path });
    });
  return found;
}

function storedIn(fn: FunctionUnit, node: Node) {
  if (node.kind !== 'AssignStmt' || node.rhs.length !== 1 || !node.rhs[0]) return undefined;
  const call = unparen(node.rhs[0]);
  const index = call.kind === 'CallExpr' ? cancelResult(fn, call) : undefined;
  const target = index === undefined ? undefined : node.lhs[index];
  if (call.kind !== 'CallExpr' || target?.kind !== 'SelectorExpr' || target.x.kind !== 'Ident') return undefined;
  const object = fn.package.objectOf(target.x);
  if (object?.kind !== 'local' || object.role !== 'var' || object.owner !== fn.syntax || !isMade(fn, object))
    return undefined;
  const lower = endings.map((e) => e.toLowerCase());
  const release: Release = { methods: [target.sel.name, ...endings, ...lower, 'Cancel', 'cancel'] };
  return { call, target, object, release };
}

/** `s := &T{…}`, `s := T{…}`, `s := new(T)`, and never another. */
function isMade(fn: FunctionUnit, v: LocalVar): boolean {
  const { definitions, assignments } = declFacts(fn.decl);
  const d = definitions.get(v);
  const made = d?.kind === 'value' ? unparen(d.value) : undefined;
  const isLiteral =
    made?.kind === 'CompositeLit' ||
    (made?.kind === 'UnaryExpr' && made.op === '&' && unparen(made.x).kind === 'CompositeLit') ||
    (made?.kind === 'CallExpr' && made.fun.kind === 'Ident' && made.fun.name === 'new');
  return isLiteral && (assignments.get(v) ?? []).length === 0;
}

/** Somebody else may have got it before. */
const isShared = (fn: FunctionUnit, v: LocalVar, before: Node, release: Release): boolean =>
  (declFacts(fn.decl).uses.get(v) ?? []).some((u) => u.start < before.start && handsOn(fn, u, release));

function uses(fn: FunctionUnit, node: Node, v: LocalVar, release: Release): boolean {
  // As items these stand for their heads only: their parts are items of their own.
  if (node.kind === 'SelectStmt' || node.kind === 'RangeStmt') return false;
  let found = false;
  walk(node, (n) => {
    if (
      n.kind === 'Ident' &&
      fn.package.objectOf(n) === v &&
      (useOf(fn, n, release) === 'releases' || handsOn(fn, n, release))
    )
      found = true;
    return !found;
  });
  return found;
}

/** Handed on, captured by a closure, started as a goroutine, or asked by a method that may keep or cancel it. */
function handsOn(fn: FunctionUnit, use: Node & { kind: 'Ident' }, release: Release): boolean {
  if (useOf(fn, use, release) === 'handsOn') return true;
  const { parents } = declFacts(fn.decl);
  const sel = parents.get(use);
  const call = sel?.kind === 'SelectorExpr' && sel.x === use ? parents.get(sel) : undefined;
  if (sel?.kind === 'SelectorExpr' && call?.kind === 'CallExpr' && call.fun === sel) {
    const m = fn.package.member(fn.package.typeOf(use), sel.sel.name);
    if (m?.kind === 'method') return true;
  }
  for (let n = parents.get(use); n; n = parents.get(n)) if (n.kind === 'FuncLit' && n !== fn.syntax) return true;
  return false;
}

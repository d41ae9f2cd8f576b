import { walkOwn } from '../engine/calls.ts';
import type { Obj } from '../engine/facts/objects.ts';
import type { Type } from '../engine/facts/types.ts';
import type { Block, Item } from '../engine/flow/cfg.ts';
import { findPath } from '../engine/flow/paths.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Node } from '../engine/syntax/ast.ts';
import { pathOf, unparen } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'semaphore-not-released',
    title: 'Semaphore slot not given back',
    group: 'locks',
    level: 'warning',
    summary: 'A path leaves the function with a slot of a semaphore that the function gives back on its other paths.',
    why: 'A buffered channel of empty structs, or a `semaphore.Weighted`, counts how many may work at once. A slot that is not given back is lost for good; when all are, everybody waits for ever.',
    fix: 'Give the slot back before leaving, or `defer func() { <-sem }()` right after it was taken.',
    silentAbout: [
      'functions that never give the slot back: their contract is another one',
      'slots that a goroutine, a callee or a returned function gives back',
      'paths that end the process or panic',
    ],
    links: ['https://pkg.go.dev/golang.org/x/sync/semaphore'],
  },
  checkFunction(fn, report) {
    if (fn.cfg.incomplete || fn.decl.broken) return;
    for (const block of fn.cfg.blocks)
      block.items.forEach((item, index) => {
        const slot = takenBy(fn, item);
        if (!slot || !givesBack(fn, slot) || isGivenBefore(fn, slot, item.node)) return;
        const path = findPath(fn, block, index, {
          item: (i) => (mayGive(i.node, slot) ? 'stop' : 'on'),
          edge: (e) =>
            slot.failed !== undefined && e.why.kind === 'cond' && saysFailed(fn, e.why.cond, e.why.value, slot.failed)
              ? 'stop'
              : 'on',
          exit: (b: Block) => (b.exit === 'return' ? 'found' : 'stop'),
        });
        if (!path) return;
        report({
          function: fn,
          place: fn.place(item.node),
          message: `The slot of \`${slot.path}\` is not given back on a path out of here: when all are lost, everybody waits for ever. Put \`${slot.release}\` on that path too, or defer it.`,
          witness: [
            { ...fn.place(item.node), message: `a slot of \`${slot.path}\` is taken` },
            ...tellPath(fn, path, 'the function returns and keeps the slot'),
          ],
        });
      });
  },
};

interface Slot {
  readonly path: string;
  /** How it is given back: a receive, or a method of the weighted semaphore. */
  readonly release: string;
  readonly isChannel: boolean;
  /** The error of `Acquire`: set, nothing was taken. */
  readonly failed: Obj | undefined;
}

/** `sem <- struct{}{}`, alone or as a case; `err := sem.Acquire(ctx, 1)`. */
function takenBy(fn: FunctionUnit, { kind, node }: Item): Slot | undefined {
  if ((kind === 'stmt' || kind === 'comm') && node.kind === 'SendStmt') {
    const path = pathOf(node.chan);
    const type = fn.package.underlying(fn.package.typeOf(node.chan));
    const counts = type.kind === 'chan' && isToken(fn.package.underlying(type.element));
    return counts && path !== undefined
      ? { path, release: `<-${path}`, isChannel: true, failed: undefined }
      : undefined;
  }
  const assigned = node.kind === 'AssignStmt' && node.lhs.length === 1 ? node : undefined;
  const only = assigned?.rhs[0];
  const call = only && unparen(only);
  if (call?.kind !== 'CallExpr') return undefined;
  const callee = fn.package.calleeOf(call);
  const operand = call.fun.kind === 'SelectorExpr' ? pathOf(call.fun.x) : undefined;
  if (
    callee.kind !== 'external' ||
    callee.path !== 'golang.org/x/sync/semaphore' ||
    callee.name !== 'Acquire' ||
    !operand
  )
    return undefined;
  const [err] = assigned?.lhs ?? [];
  return {
    path: operand,
    release: `${operand}.Release(${call.args[1] ? fn.textOf(call.args[1]) : '1'})`,
    isChannel: false,
    failed: err?.kind === 'Ident' ? fn.package.objectOf(err) : undefined,
  };
}

/** Elements that say nothing: `struct{}`, and a `bool` in a semaphore of old. */
const isToken = (t: Type): boolean => t.kind === 'struct' || (t.kind === 'basic' && t.name === 'bool');

/** `err != nil` holds, or `err == nil` does not. */
const saysFailed = (fn: FunctionUnit, cond: Node, value: boolean, err: Obj): boolean =>
  cond.kind === 'BinaryExpr' &&
  cond.x.kind === 'Ident' &&
  fn.package.objectOf(cond.x) === err &&
  fn.textOf(cond.y) === 'nil' &&
  value === (cond.op === '!=');

/** The function itself gives a slot back, outside of its literals or in one that it defers. */
function givesBack(fn: FunctionUnit, slot: Slot): boolean {
  let gives = false;
  walkOwn(fn, (n) => {
    if (isRelease(n, slot)) gives = true;
  });
  return gives;
}

/** Given back before it is taken: a token that is passed around, not a slot. */
function isGivenBefore(fn: FunctionUnit, slot: Slot, taking: Node): boolean {
  let first = Number.POSITIVE_INFINITY;
  let inSelect = false;
  walkOwn(fn, (n, parent) => {
    if (isRelease(n, slot)) {
      first = Math.min(first, n.start);
      if (parent?.kind === 'ExprStmt' || parent?.kind === 'AssignStmt') inSelect ||= isComm(fn, parent);
    }
    if (n.kind === 'RangeStmt' && pathOf(n.x) === slot.path) inSelect = true;
  });
  return first < taking.start || inSelect;
}

const isComm = (fn: FunctionUnit, stmt: Node): boolean => {
  const above = fn.ancestors(stmt).at(-1);
  return above?.kind === 'CommClause' && above.comm === stmt;
};

function isRelease(n: Node, slot: Slot): boolean {
  if (slot.isChannel) return n.kind === 'UnaryExpr' && n.op === '<-' && pathOf(n.x) === slot.path;
  return (
    n.kind === 'CallExpr' &&
    n.fun.kind === 'SelectorExpr' &&
    n.fun.sel.name === 'Release' &&
    pathOf(n.fun.x) === slot.path
  );
}

/** Gives it back, or lets somebody else: a literal, a goroutine or a call that has hold of the semaphore or its owner. */
function mayGive(node: Node, slot: Slot): boolean {
  // As items these stand for their heads only: their parts are items of their own.
  if (node.kind === 'SelectStmt' || node.kind === 'RangeStmt') return false;
  const last = slot.path.slice(slot.path.lastIndexOf('.') + 1);
  let may = false;
  walk(node, (n) => {
    if (isRelease(n, slot)) may = true;
    if (n.kind === 'GoStmt') may = true;
    if (n.kind === 'CallExpr' && n.args.some((a) => pathOf(a) === slot.path)) may = true;
    if (
      n.kind === 'CallExpr' &&
      n.fun.kind === 'SelectorExpr' &&
      /release|unlock|done|put|return/i.test(n.fun.sel.name)
    )
      may = true;
    // A literal that names it takes the duty along.
    if (n.kind === 'FuncLit') {
      walk(n.body, (inner) => {
        if (inner.kind === 'Ident' && inner.name === last) may = true;
      });
    }
    return !may;
  });
  return may;
}

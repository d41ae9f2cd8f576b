import type { LocalVar } from '../engine/facts/objects.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import type { Block, Edge, Item } from '../engine/flow/cfg.ts';
import { endsInError, endsInSuccess } from '../engine/flow/errorReturns.ts';
import { findPath, type Path, type Verdict } from '../engine/flow/paths.ts';
import {
  isComm,
  isGivenByMethod,
  isRelease,
  isStarted,
  mayGive,
  onlyGiven,
  releasesOf,
  type Slot,
  takenBy,
} from '../engine/flow/slots.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Report, Rule } from '../engine/rule.ts';
import type { Expr, Node } from '../engine/syntax/ast.ts';
import { pathOf } from '../engine/syntax/print.ts';
import { isWithin } from '../engine/syntax/span.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'semaphore-not-released',
    title: 'Semaphore slot not given back',
    group: 'locks',
    level: 'warning',
    summary:
      'A path leaves the function, the goroutine that was started with it, or a round of the loop with a slot of a semaphore that is given back on the other paths.',
    why: 'A buffered channel of empty structs, or a `semaphore.Weighted`, counts how many may work at once. A slot that is not given back is lost for good; when all are, everybody waits for ever.',
    fix: 'Give the slot back before leaving, or `defer func() { <-sem }()` right after it was taken.',
    silentAbout: [
      'functions that never give the slot back, and keep it when all went well: their contract is another one',
      'slots that a goroutine, a callee or a returned function gives back',
      'a slot that the function keeps when all went well, and another function of the package gives back',
      'a semaphore that is made in the function, when the function returns',
      'paths that end the process or panic',
    ],
    links: ['https://pkg.go.dev/golang.org/x/sync/semaphore'],
  },
  checkFunction(fn, report) {
    if (fn.cfg.incomplete || fn.decl.broken) return;
    for (const block of fn.cfg.blocks)
      block.items.forEach((item, index) => {
        const slot = takenBy(fn, item);
        if (!slot || isToken(fn, slot, item.node)) return;
        const loop = innermostLoop(fn, item.node);
        const given = releasesOf(fn, slot).filter(
          ({ node, isOwn }) => isOwn || (node.start > item.node.start && (!loop || isWithin(node, loop))),
        );
        if (given.length === 0) checkFailure(fn, slot, { block, index, item }, report);
        if (given.length === 0) return;
        checkOwn(fn, slot, { block, index, item }, given, report);
        if (given.some((g) => g.isOwn)) return;
        for (const literal of fn.literals) checkGoroutine(fn, slot, item, literal, report);
      });
  },
};

interface Taking {
  readonly block: Block;
  readonly index: number;
  readonly item: Item;
}

/** Looks for a path from where the slot is taken out of the function, or round the loop, on which nobody gives it back. */
function checkOwn(
  fn: FunctionUnit,
  slot: Slot,
  { block, index, item }: Taking,
  given: ReturnType<typeof releasesOf>,
  report: Report,
): void {
  const loop = innermostLoop(fn, item.node);
  const comesRound = loop !== undefined && given.some(({ node }) => isWithin(node, loop));
  const leaves = given.some((g) => g.isOwn) || slot.field !== undefined;
  const isOwn = madeHere(fn, slot);
  let ending = 'the function returns and keeps the slot';
  const path = findPath(fn, block, index, {
    item: (i): Verdict => {
      if (i.node === item.node) {
        ending = 'the loop comes round and takes another slot; the first is lost';
        return comesRound ? 'found' : 'stop';
      }
      return mayGive(fn, i.node, slot) || sendsOn(i, slot) ? 'stop' : 'on';
    },
    edge: (e) => (saysNone(fn, e, slot) ? 'stop' : 'on'),
    exit: (b) => (b.exit === 'return' && leaves && !isOwn ? 'found' : 'stop'),
  });
  if (!path || isHandedOver(fn, slot, path)) return;
  report({
    function: fn,
    place: fn.place(item.node),
    message: `The slot of \`${slot.path}\` is not given back on a path out of here: when all are lost, everybody waits for ever. Put \`${slot.release}\` on that path too, or defer it.`,
    witness: [
      { ...fn.place(item.node), message: `a slot of \`${slot.path}\` is taken` },
      ...tellPath(fn, path, ending),
    ],
  });
}

/**
 * Who takes a slot for his caller, which another function of the package gives back, keeps it where he succeeds. With an
 * error the caller has nothing to give back.
 */
function checkFailure(fn: FunctionUnit, slot: Slot, { block, index, item }: Taking, report: Report): void {
  if (slot.field === undefined || !fn.package.collect(onlyGiven).includes(slot.field)) return;
  // A send in a loop, or one that is not waited for, tells something; a slot is taken once, and waited for.
  const isSignal = innermostLoop(fn, item.node) !== undefined || isOptional(fn, item.node);
  if (isSignal || !isGivenByMethod(fn, slot)) return;
  const end = (goal: (f: FunctionUnit, exit: Block) => boolean) =>
    findPath(fn, block, index, {
      item: (i) => (i.node === item.node || mayGive(fn, i.node, slot) || sendsOn(i, slot) ? 'stop' : 'on'),
      edge: (e) => (saysNone(fn, e, slot) ? 'stop' : 'on'),
      exit: (b) => (goal(fn, b) ? 'found' : 'stop'),
    });
  const failure = end(endsInError);
  if (!failure || !end(endsInSuccess)) return;
  report({
    function: fn,
    place: fn.place(item.node),
    message: `The slot of \`${slot.path}\` is kept on a path that answers an error: the caller has nothing to give back then, and when all are lost, everybody waits for ever. Put \`${slot.release}\` on that path.`,
    witness: [
      {
        ...fn.place(item.node),
        message: `a slot of \`${slot.path}\` is taken, which the caller gives back where all went well`,
      },
      ...tellPath(fn, failure, 'the function answers an error and keeps the slot'),
    ],
  });
}

/** A case of a select that has a default. */
function isOptional(fn: FunctionUnit, send: Node): boolean {
  const select = fn.ancestors(send).at(-2);
  return select?.kind === 'SelectStmt' && select.cases.some((c) => !c.comm);
}

/** The goroutine that was started with the slot gives it back on some of its paths. */
function checkGoroutine(fn: FunctionUnit, slot: Slot, taking: Item, literal: FunctionUnit, report: Report): void {
  if (!isStarted(fn, literal) || literal.cfg.incomplete || literal.syntax.start < taking.node.start) return;
  const loop = innermostLoop(fn, taking.node);
  if (innermostLoop(fn, literal.syntax) !== loop) return;
  let gives = false;
  let takes = false;
  walk(literal.syntax, (n) => {
    if (isRelease(literal, n, slot) && !isComm(fn, n)) gives = true;
    if (n.kind === 'SendStmt' && pathOf(n.chan) === slot.path) takes = true;
  });
  if (!gives || takes) return;
  const path = findPath(literal, literal.cfg.entry, -1, {
    item: (i) => (mayGive(literal, i.node, slot) || sendsOn(i, slot) ? 'stop' : 'on'),
    edge: (e) => (saysNone(literal, e, slot) ? 'stop' : 'on'),
    exit: (b) => (b.exit === 'return' ? 'found' : 'stop'),
  });
  if (!path) return;
  report({
    function: fn,
    place: fn.place(taking.node),
    message: `The slot of \`${slot.path}\` is not given back on a path of the goroutine that works with it: when all are lost, everybody waits for ever. Put \`defer ${deferrable(slot)}\` at its beginning.`,
    witness: [
      { ...fn.place(taking.node), message: `a slot of \`${slot.path}\` is taken` },
      { ...fn.place(literal.syntax.type), message: 'a goroutine is started, which is to give it back' },
      ...tellPath(literal, path, 'the goroutine ends and keeps the slot'),
    ],
  });
}

const deferrable = (slot: Slot): string => (slot.release.endsWith(')') ? slot.release : `func() { ${slot.release} }()`);

/** The branch is that of a failure to take the slot, or of a semaphore that is nil: nothing was taken. */
function saysNone(fn: FunctionUnit, { why }: Edge, slot: Slot): boolean {
  if (why.kind !== 'cond' || why.cond.kind !== 'BinaryExpr') return false;
  const { cond, value } = why;
  if (slot.failed !== undefined && saysFailed(fn, cond, value, slot.failed)) return true;
  const isNil = cond.y.kind === 'Ident' && cond.y.name === 'nil' && pathOf(cond.x) === slot.path;
  return isNil && (cond.op === '==' ? value : cond.op === '!=' && !value);
}

/** `err != nil` holds, or `err == nil` does not. */
const saysFailed = (fn: FunctionUnit, cond: Expr, value: boolean, err: Slot['failed']): boolean =>
  cond.kind === 'BinaryExpr' &&
  cond.x.kind === 'Ident' &&
  fn.package.objectOf(cond.x) === err &&
  fn.textOf(cond.y) === 'nil' &&
  value === (cond.op === '!=');

/** A value goes to somebody else, who may have to give the slot back: `p.jobs <- job`. */
const sendsOn = ({ node }: Item, slot: Slot): boolean => node.kind === 'SendStmt' && pathOf(node.chan) !== slot.path;

/** The path ends the function as it is meant to end, and another function gives back what it has not taken. */
function isHandedOver(fn: FunctionUnit, slot: Slot, path: Path): boolean {
  const last = path.end.items.at(-1);
  const endsNormally = !path.item && (last?.kind !== 'return' || last.node === fn.syntax.body?.list.at(-1));
  return endsNormally && slot.field !== undefined && fn.package.collect(onlyGiven).includes(slot.field);
}

/** A channel that the function has made for itself: with it, who could wait for a slot is gone. */
function madeHere(fn: FunctionUnit, slot: Slot): boolean {
  if (!slot.isChannel || slot.path.includes('.')) return false;
  const { definitions } = declFacts(fn.decl);
  return [...definitions.keys()].some(
    (v: LocalVar) => v.name === slot.path && v.owner === fn.syntax && v.role === 'var',
  );
}

/** Given back before it is taken: a token that is passed around, not a slot. */
function isToken(fn: FunctionUnit, slot: Slot, taking: Node): boolean {
  let first = Number.POSITIVE_INFINITY;
  let inSelect = false;
  for (const { node, isOwn } of releasesOf(fn, slot)) {
    if (!isOwn) continue;
    first = Math.min(first, node.start);
    inSelect ||= isComm(fn, node);
  }
  walk(fn.syntax, (n) => {
    if (n.kind === 'RangeStmt' && pathOf(n.x) === slot.path) inSelect = true;
    return n.kind !== 'FuncLit' || n === fn.syntax;
  });
  return first < taking.start || inSelect;
}

/** The nearest loop around a node, inside of the function itself. */
function innermostLoop(fn: FunctionUnit, node: Node): Node | undefined {
  return fn.ancestors(node).findLast((n) => n.kind === 'ForStmt' || n.kind === 'RangeStmt');
}

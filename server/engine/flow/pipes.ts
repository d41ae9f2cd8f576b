import { isCallTo, operandOf } from '../calls.ts';
import type { LocalVar, Obj } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Ident, Node } from '../syntax/ast.ts';
import { isWithin } from '../syntax/span.ts';
import { walk } from '../syntax/walk.ts';
import type { Item } from './cfg.ts';
import { heldNames, useIn } from './heldNames.ts';
import { type Acquisition, acquisitions, type Obligation, tellsEnd, type Violation } from './obligations.ts';
import { useOf } from './ownership.ts';
import { assignedBy, findPath, type Path } from './paths.ts';
import { copiesFrom, readsFrom, writesTo } from './reading.ts';
import { readsToTheEnd } from './readsAll.ts';
import { failedItem, runsAsGoroutine, startsSomething } from './starters.ts';

/** One of the two ends that `io.Pipe` gives. */
export interface PipeEnd extends Obligation {
  readonly what: 'reader' | 'writer';
}

const closes = { methods: ['Close', 'CloseWithError'] };
const isVariable = (fn: FunctionUnit, v: LocalVar) => (e: Expr) => e.kind === 'Ident' && fn.package.objectOf(e) === v;
const acquiresEnd = (index: number) => (fn: FunctionUnit, call: CallExpr) =>
  isCallTo(fn, call, 'io', '', 'Pipe') ? index : undefined;

/** A write fails only when the reader has been closed. */
export const writer: PipeEnd = {
  what: 'writer',
  acquires: acquiresEnd(1),
  release: closes,
  endsAt: closesOther,
  failsWhenOver: (fn, call, v) => writesTo(fn, call, isVariable(fn, v)),
};

/** Read to its end, or to the error that the writer closed it with, nobody writes any more. */
export const reader: PipeEnd = {
  what: 'reader',
  acquires: acquiresEnd(0),
  release: closes,
  endsAt: (fn, node, v) => readsToTheEnd(fn, node, isVariable(fn, v)) || closesOther(fn, node, v),
  failsWhenOver: (fn, call, v) => readsFrom(fn, call, isVariable(fn, v)),
  overWhenDone: (fn, call, v) => copiesFrom(fn, call, isVariable(fn, v)),
};

/**
 * Does the node close the other end? Either one frees whoever waits at the pipe. A literal counts where it works with this
 * end as well, for another goroutine may be the one that waits; and where it is deferred. A local function that is called
 * by its name may close it: it knows best when.
 */
function closesOther(fn: FunctionUnit, node: Node, v: LocalVar): boolean {
  const others = otherEnds(fn, v);
  let closed = false;
  walk(node, (n, parent) => {
    if (n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
    if (n.kind === 'FuncLit' && !usesIn(fn, n, v) && !(node.kind === 'DeferStmt' && parent === node.call)) return false;
    const on = n.kind === 'CallExpr' && n.fun.kind === 'SelectorExpr' ? n.fun : undefined;
    const object = on?.x.kind === 'Ident' ? fn.package.objectOf(on.x) : undefined;
    if (on && closes.methods.includes(on.sel.name) && object?.kind === 'local' && others.includes(object))
      closed = true;
    const named = n.kind === 'CallExpr' && n.fun.kind === 'Ident' ? fn.package.calleeOf(n) : undefined;
    if (named?.kind === 'literal') closed ||= others.some((o) => isClosedIn(fn, named.function.syntax, o));
    return !closed;
  });
  return closed;
}

const isClosedIn = (fn: FunctionUnit, literal: Node, end: Obj): boolean =>
  end.kind === 'local' &&
  (declFacts(fn.decl).uses.get(end) ?? []).some((u) => isWithin(u, literal) && isClosing(fn, u));

const usesIn = (fn: FunctionUnit, node: Node, v: LocalVar): boolean =>
  (declFacts(fn.decl).uses.get(v) ?? []).some((u) => isWithin(u, node));

/** The variable that got the other end of the same pipe. */
function otherEnds(fn: FunctionUnit, v: LocalVar): readonly Obj[] {
  const definition = declFacts(fn.decl).definitions.get(v);
  const assignments = declFacts(fn.decl).assignments.get(v) ?? [];
  const made = [
    ...(definition?.kind === 'value' ? [declFacts(fn.decl).parents.get(definition.value)] : []),
    ...assignments,
  ];
  return made.flatMap((n) => (n?.kind === 'AssignStmt' ? assignedBy(fn, n) : [])).filter((o) => o !== v);
}

const otherEnd = (fn: FunctionUnit, a: Acquisition): LocalVar | undefined => {
  const other = assignedBy(fn, a.stmt).find((o) => o !== a.variable);
  return other?.kind === 'local' ? other : undefined;
};

/**
 * Before the path ends, somebody else has got the other end: a goroutine, a closure, or whoever it was handed to. Or the
 * function itself waits at it until this end is closed.
 */
export function isOtherEndInUse(fn: FunctionUnit, v: Violation): boolean {
  const other = otherEnd(fn, v);
  const end = (v.path.item ?? v.path.end.items.at(-1))?.node.end ?? fn.syntax.end;
  if (!other) return true;
  const failed = failedItem(fn, v.path, v.stmt)?.node;
  return (declFacts(fn.decl).uses.get(other) ?? []).some((u) => {
    // Who closes it does not wait at it.
    if (u.start > end || isClosing(fn, u)) return false;
    // What has failed, and starts nothing by itself, has kept nothing.
    const call = declFacts(fn.decl).parents.get(u);
    const callee =
      call?.kind === 'CallExpr' && failed && u.start >= failed.start ? fn.package.calleeOf(call) : undefined;
    if (callee?.kind === 'function' && !startsSomething(callee.function)) return false;
    if (callee?.kind === 'external' && callee.path === 'net/http' && callee.name.startsWith('NewRequest')) return false;
    if (isUnstarted(fn, u, v)) return false;
    // `io.Copy(w, pr)` comes back when the writer has been closed, and not before.
    if (call?.kind === 'CallExpr' && isReadWhole(fn, call, u)) return true;
    return isElsewhere(fn, u) || useOf(fn, u, closes) === 'handsOn';
  });
}

/** `cmd.Stdout = pw`, of a command that could not be started: there is nobody to copy. */
function isUnstarted(fn: FunctionUnit, u: Ident, { path, stmt }: Violation): boolean {
  const tells = ({ node }: Item): boolean => node.kind === 'ReturnStmt' || node.kind === 'ExprStmt';
  const failed = failedItem(fn, path, stmt, tells)?.node;
  const assigned = declFacts(fn.decl).parents.get(u);
  const target = assigned?.kind === 'AssignStmt' ? assigned.lhs[assigned.rhs.indexOf(u)] : undefined;
  const command = target?.kind === 'SelectorExpr' && target.x.kind === 'Ident' ? target.x.name : undefined;
  let found = false;
  if (command !== undefined && failed)
    walk(failed, (n) => {
      if (n.kind !== 'CallExpr' || !isCallTo(fn, n, 'os/exec', 'Cmd', 'Start')) return;
      const operand = operandOf(n);
      found ||= operand?.kind === 'Ident' && operand.name === command;
    });
  return found;
}

const isElsewhere = (fn: FunctionUnit, u: Node): boolean =>
  fn.ancestors(u).some((n) => n.kind === 'FuncLit' || n.kind === 'GoStmt');

const isReadWhole = (fn: FunctionUnit, call: CallExpr, end: Node): boolean =>
  (isCallTo(fn, call, 'io', '', 'Copy') && call.args[1] === end) ||
  (isCallTo(fn, call, 'io', '', 'ReadAll') && call.args[0] === end);

/**
 * Would a deferred closing come too late: the function itself reads what the other end gives to its end, or something that
 * is deferred later, and so runs earlier, waits?
 */
export function comesTooLate(fn: FunctionUnit, v: Violation): boolean {
  const other = otherEnd(fn, v);
  const { parents, uses } = declFacts(fn.decl);
  const reads = (other ? (uses.get(other) ?? []) : []).some((u) => {
    const call = parents.get(u);
    return call?.kind === 'CallExpr' && isReadWhole(fn, call, u) && !isElsewhere(fn, u);
  });
  return reads || fn.cfg.deferred.some((d) => d.start > v.stmt.end && /\bWait\(|<-/.test(fn.textOf(d)));
}

/** An end that a goroutine alone works with, which closes it on some of its paths and leaves on another. */
export interface LeftInGoroutine extends Acquisition {
  readonly goroutine: FunctionUnit;
  readonly path: Path;
}

export function leftInGoroutines(fn: FunctionUnit, end: PipeEnd): LeftInGoroutine[] {
  if (fn.literals.length === 0 || fn.cfg.incomplete || fn.decl.broken) return [];
  return acquisitions(fn, end).flatMap((a): LeftInGoroutine[] => {
    const goroutine = onlyUser(fn, a);
    const path = goroutine && pathWithout(goroutine, a.variable, end);
    return path && isOtherWaiting(fn, a, goroutine) ? [{ ...a, goroutine, path }] : [];
  });
}

/** The goroutine that is started here and is the only one to do more with the end than lend it. */
function onlyUser(fn: FunctionUnit, { variable, ident, stmt }: Acquisition): FunctionUnit | undefined {
  const users = new Set<FunctionUnit>();
  for (const u of declFacts(fn.decl).uses.get(variable) ?? []) {
    if (u === ident) continue;
    const literal = fn.literals.find((l) => isWithin(u, l.syntax));
    if (literal) users.add(literal);
    else if (useOf(fn, u, closes) !== 'borrows') return undefined;
  }
  const [only, ...others] = users;
  return only && others.length === 0 && only.syntax.start > stmt.end && runsAsGoroutine(only) ? only : undefined;
}

/** The way through the goroutine on which the end stays open; none where it never closes it: then the duty is not its own. */
function pathWithout(goroutine: FunctionUnit, v: LocalVar, end: PipeEnd): Path | undefined {
  const { cfg } = goroutine;
  if (cfg.incomplete) return undefined;
  const names = heldNames(goroutine, v, end.release);
  const use = (node: Node) => useIn(goroutine, node, names);
  if (!cfg.blocks.some((b) => b.items.some((i) => use(i.node) === 'releases'))) return undefined;
  return findPath(goroutine, cfg.entry, -1, {
    item: ({ node }) => {
      const kind = use(node);
      return kind === 'releases' || kind === 'handsOn' || end.endsAt?.(goroutine, node, v) ? 'stop' : 'on';
    },
    edge: (e) => (tellsEnd(goroutine, e, v, end) ? 'stop' : 'on'),
    exit: (b) => (b.exit === 'return' ? 'found' : 'stop'),
  });
}

/** Does somebody else than the goroutine work with the other end? */
function isOtherWaiting(fn: FunctionUnit, a: Acquisition, { syntax }: FunctionUnit): boolean {
  const other = otherEnd(fn, a);
  const uses = other ? (declFacts(fn.decl).uses.get(other) ?? []) : [];
  return uses.some((u) => {
    const isIn = isWithin(u, syntax);
    const isMade = assignedIn(a, u);
    return !isIn && !isMade && !isClosing(fn, u);
  });
}

const assignedIn = ({ stmt }: Acquisition, u: Ident): boolean => isWithin(u, stmt);

function isClosing(fn: FunctionUnit, u: Ident): boolean {
  const sel = declFacts(fn.decl).parents.get(u);
  return sel?.kind === 'SelectorExpr' && closes.methods.includes(sel.sel.name);
}

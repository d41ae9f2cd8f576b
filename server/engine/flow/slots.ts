import { typeName, walkOwn } from '../calls.ts';
import type { Obj } from '../facts/objects.ts';
import type { Type } from '../facts/types.ts';
import { remembered } from '../package/asking.ts';
import type { PackageFact } from '../package/facts.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Node, Stmt } from '../syntax/ast.ts';
import { pathOf, unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import type { Item } from './cfg.ts';

/** A slot of a semaphore, by the path that names the semaphore: `p.slots`. */
export interface Slot {
  readonly path: string;
  /** How it is given back, as code: a receive, a method that receives, or one of the weighted semaphore. */
  readonly release: string;
  readonly isChannel: boolean;
  /** The error of the call that takes it: set, nothing was taken. */
  readonly failed: Obj | undefined;
  /** `limiter.slots` for a channel in a field of this type. */
  readonly field: string | undefined;
}

/** `sem <- struct{}{}`, alone or as a case; `p.acquire()` that does just this; `err := sem.Acquire(ctx, 1)`. */
export function takenBy(fn: FunctionUnit, { kind, node }: Item): Slot | undefined {
  if ((kind === 'stmt' || kind === 'comm') && node.kind === 'SendStmt') {
    const path = pathOf(node.chan);
    return path === undefined || !carriesTokens(fn, node.chan)
      ? undefined
      : { path, release: `<-${path}`, isChannel: true, failed: undefined, field: fieldOf(fn, node.chan) };
  }
  const assigned = node.kind === 'AssignStmt' && node.lhs.length === 1 ? node : undefined;
  const only = assigned ? assigned.rhs[0] : kind === 'stmt' && node.kind === 'ExprStmt' ? node.x : undefined;
  const call = only && unparen(only);
  if (call?.kind !== 'CallExpr') return undefined;
  const [err] = assigned?.lhs ?? [];
  const failed = err?.kind === 'Ident' ? fn.package.objectOf(err) : undefined;
  return takenByHelper(fn, call, failed) ?? (assigned ? weighted(fn, call, failed) : undefined);
}

function weighted(fn: FunctionUnit, call: CallExpr, failed: Obj | undefined): Slot | undefined {
  const callee = fn.package.calleeOf(call);
  const path = call.fun.kind === 'SelectorExpr' ? pathOf(call.fun.x) : undefined;
  if (callee.kind !== 'external' || callee.path !== 'golang.org/x/sync/semaphore' || callee.name !== 'Acquire' || !path)
    return undefined;
  const release = `${path}.Release(${call.args[1] ? fn.textOf(call.args[1]) : '1'})`;
  return { path, release, isChannel: false, failed, field: undefined };
}

function takenByHelper(fn: FunctionUnit, call: CallExpr, failed: Obj | undefined): Slot | undefined {
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'function' || !callee.receiver) return undefined;
  const takes = takesField(callee.function);
  const base = takes && pathOf(callee.receiver);
  if (!base || takes.mayFail !== (failed !== undefined)) return undefined;
  const type = typeName(fn.package.typeOf(callee.receiver));
  const gives = fn.package
    .methodsOf(type.slice(type.lastIndexOf('.') + 1))
    .find((m) => givesField(m) === takes.field && m !== callee.function);
  const path = base + takes.field;
  const release = gives ? `${base}.${gives.name.replace(/^.*\./, '')}()` : `<-${path}`;
  return { path, release, isChannel: true, failed, field: type + takes.field };
}

/** Elements that say nothing: `struct{}`, and a `bool` in a semaphore of old. */
function carriesTokens(fn: FunctionUnit, channel: Expr): boolean {
  const type = fn.package.underlying(fn.package.typeOf(channel));
  const isToken = (t: Type): boolean => t.kind === 'struct' || (t.kind === 'basic' && t.name === 'bool');
  return type.kind === 'chan' && isToken(fn.package.underlying(type.element));
}

function fieldOf(fn: FunctionUnit, channel: Expr): string | undefined {
  if (channel.kind !== 'SelectorExpr') return undefined;
  const owner = typeName(fn.package.typeOf(channel.x));
  return owner === '' ? undefined : `${owner}.${channel.sel.name}`;
}

/** The path behind the receiver: `.slots` of `p.slots` in a method of `p`. */
function ownField(method: FunctionUnit, channel: Expr | undefined): string | undefined {
  const receiver = method.syntax.kind === 'FuncDecl' ? method.syntax.receiver?.names[0]?.name : undefined;
  const path = channel && pathOf(channel);
  return receiver !== undefined && path?.startsWith(`${receiver}.`) ? path.slice(receiver.length) : undefined;
}

/**
 * A method that does nothing but take a slot: it sends, or it selects between that and what makes it fail; then it answers
 * an error, which is nil where the slot was taken.
 */
function takesField(m: FunctionUnit): { readonly field: string; readonly mayFail: boolean } | undefined {
  const [only, second, third] = m.syntax.body?.list ?? [];
  if (!only || third) return undefined;
  if (only.kind === 'SendStmt' && !second) return taking(m, only, false);
  if (only.kind !== 'SelectStmt') return undefined;
  const sends = only.cases.filter((c) => c.comm?.kind === 'SendStmt');
  const [send] = sends;
  if (send?.comm?.kind !== 'SendStmt' || sends.length > 1) return undefined;
  const after = send.body.length > 0 ? send.body[0] : second;
  const fails = only.cases.every((c) => c === send || !answersNil(c.body[0]));
  return after && answersNil(after) && fails ? taking(m, send.comm, true) : undefined;
}

function taking(m: FunctionUnit, send: Stmt & { kind: 'SendStmt' }, mayFail: boolean): ReturnType<typeof takesField> {
  const field = carriesTokens(m, send.chan) ? ownField(m, send.chan) : undefined;
  return field === undefined ? undefined : { field, mayFail };
}

/** `return nil`; what leaves by another way, or not at all, answers something else. */
function answersNil(s: Stmt | undefined): boolean {
  if (s?.kind !== 'ReturnStmt') return s === undefined;
  const [only] = s.results;
  return s.results.length === 1 && only?.kind === 'Ident' && only.name === 'nil';
}

/** The field of the receiver from which a method that does nothing else receives. */
function givesField(m: FunctionUnit): string | undefined {
  const [only, second] = m.syntax.body?.list ?? [];
  if (!only || second) return undefined;
  const from = only.kind === 'SelectStmt' ? only.cases.find((c) => c.comm)?.comm : only;
  const x = from?.kind === 'ExprStmt' ? unparen(from.x) : undefined;
  return x?.kind === 'UnaryExpr' && x.op === '<-' ? ownField(m, x.x) : undefined;
}

/** Is there a method that does nothing but give back a slot of the field: `func (d *door) leave() { <-d.slots }`? */
export function isGivenByMethod(fn: FunctionUnit, { field, path }: Slot): boolean {
  const last = path.slice(path.lastIndexOf('.'));
  const owner = field?.slice(0, -last.length) ?? '';
  return fn.package.methodsOf(owner.slice(owner.lastIndexOf('.') + 1)).some((m) => givesField(m) === last);
}

/** Gives back a slot of this semaphore, by the name that it has here. */
export function isRelease(fn: FunctionUnit, n: Node, slot: Slot): boolean {
  if (slot.isChannel && n.kind === 'UnaryExpr') return n.op === '<-' && pathOf(n.x) === slot.path;
  if (n.kind !== 'CallExpr' || n.fun.kind !== 'SelectorExpr') return false;
  if (!slot.isChannel) return n.fun.sel.name === 'Release' && pathOf(n.fun.x) === slot.path;
  const callee = fn.package.calleeOf(n);
  const field = callee.kind === 'function' && callee.receiver ? givesField(callee.function) : undefined;
  return field !== undefined && pathOf(n.fun.x) + field === slot.path;
}

/** Gives it back, or lets somebody else: a literal, a goroutine or a call that has hold of the semaphore or its owner. */
export function mayGive(fn: FunctionUnit, node: Node, slot: Slot): boolean {
  // As items these stand for their heads only: their parts are items of their own.
  if (node.kind === 'SelectStmt' || node.kind === 'RangeStmt') return false;
  const last = slot.path.slice(slot.path.lastIndexOf('.') + 1);
  let may = false;
  walk(node, (n) => {
    if (isRelease(fn, n, slot)) may = true;
    if (n.kind === 'GoStmt') may = true;
    if (n.kind === 'CallExpr' && n.args.some((a) => pathOf(a) === slot.path)) may = true;
    if (n.kind === 'CallExpr' && saysThatItGives(fn, n)) may = true;
    if (slot.isChannel && followed(fn, n).some((f) => givenIn[0](f).includes(last))) may = true;
    // A literal that names it takes the duty along.
    if (n.kind === 'FuncLit') {
      walk(n.body, (inner) => {
        if (inner.kind === 'Ident' && inner.name === last) may = true;
        if (isRelease(fn, inner, slot)) may = true;
      });
    }
    return !may;
  });
  return may;
}

/** By its name, where it is not seen; `wg.Done()` and `mu.Unlock()` are about something else. */
function saysThatItGives(fn: FunctionUnit, { fun }: CallExpr): boolean {
  if (fun.kind !== 'SelectorExpr' || !/release|unlock|done|put|return/i.test(fun.sel.name)) return false;
  const callee = fn.package.member(fn.package.typeOf(fun.x), fun.sel.name);
  return callee?.path !== 'sync' && callee?.path !== 'context';
}

/** Functions of the package that the node calls or hands out. */
function followed(fn: FunctionUnit, n: Node): readonly FunctionUnit[] {
  if (n.kind !== 'CallExpr') {
    const type = n.kind === 'SelectorExpr' ? fn.package.typeOf(n.x) : undefined;
    const member = type && n.kind === 'SelectorExpr' ? fn.package.member(type, n.sel.name) : undefined;
    return member?.kind === 'method' && member.function ? [member.function] : [];
  }
  const callee = fn.package.calleeOf(n);
  return callee.kind === 'function' || callee.kind === 'literal' ? [callee.function] : [];
}

type Asked = (fn: FunctionUnit) => readonly string[];

/** The last names of the channels that a function, its callees and theirs receive from. */
const givenIn: readonly [Asked, Asked, Asked] = [
  givenBy((f) => givenIn[1](f)),
  givenBy((f) => givenIn[2](f)),
  givenBy(undefined),
];

function givenBy(next: Asked | undefined): Asked {
  return remembered((fn: FunctionUnit): readonly string[] => {
    const names = new Set<string>();
    walk(fn.syntax, (n) => {
      const path = n.kind === 'UnaryExpr' && n.op === '<-' ? pathOf(n.x) : undefined;
      if (path !== undefined) names.add(path.slice(path.lastIndexOf('.') + 1));
      if (next) for (const callee of followed(fn, n)) for (const name of next(callee)) names.add(name);
    });
    return [...names];
  }, []);
}

/** `limiter.slots` for fields of which some function gives slots back that it has not taken: `Put` for what `Get` took. */
export const onlyGiven: PackageFact<string> = {
  name: 'only given back',
  of: (fn) => {
    if (fn.outer) return [];
    const taken = new Set<string>();
    const given = new Set<string>();
    walk(fn.syntax, (n) => {
      if (n.kind === 'SendStmt') taken.add(fieldOf(fn, n.chan) ?? '');
      if (n.kind === 'UnaryExpr' && n.op === '<-') given.add(fieldOf(fn, n.x) ?? '');
      const callee = n.kind === 'CallExpr' ? fn.package.calleeOf(n) : undefined;
      if (callee?.kind !== 'function' || !callee.receiver) return;
      const owner = typeName(fn.package.typeOf(callee.receiver));
      const takes = takesField(callee.function);
      if (takes) taken.add(owner + takes.field);
      const gives = givesField(callee.function);
      if (gives !== undefined) given.add(owner + gives);
    });
    // One that is not exported gives back by another name, for its callers; others are called by those who took a slot.
    if (givesField(fn) !== undefined && /(^|\.)\p{Ll}\w*$/u.test(fn.name)) return [];
    return [...given].filter((g) => g !== '' && !taken.has(g));
  },
};

/** Every release in the function itself and in the goroutines that it starts, for the semaphore as it is named there. */
export function releasesOf(fn: FunctionUnit, slot: Slot): readonly { readonly node: Node; readonly isOwn: boolean }[] {
  const found: { node: Node; isOwn: boolean }[] = [];
  walkOwn(fn, (n) => {
    if (isRelease(fn, n, slot)) found.push({ node: n, isOwn: true });
  });
  for (const literal of fn.literals)
    if (isStarted(fn, literal))
      walk(literal.syntax, (n) => {
        if (isRelease(fn, n, slot) && !isComm(fn, n)) found.push({ node: n, isOwn: false });
      });
  return found;
}

/** A receive that is a case of a select: it waits for something, as a signal does. */
export function isComm(fn: FunctionUnit, receive: Node): boolean {
  const above = fn.ancestors(receive);
  const stmt = above.at(-1);
  const clause = above.at(-2);
  return clause?.kind === 'CommClause' && clause.comm === stmt;
}

/** A literal that runs as a goroutine: `go func() { … }()`, `group.Go(func() { … })`. */
export function isStarted(fn: FunctionUnit, literal: FunctionUnit): boolean {
  const above = fn.ancestors(literal.syntax);
  const call = above.at(-1);
  if (call?.kind !== 'CallExpr') return false;
  if (call.fun === literal.syntax) return above.at(-2)?.kind === 'GoStmt';
  return call.fun.kind === 'SelectorExpr' && call.fun.sel.name === 'Go';
}

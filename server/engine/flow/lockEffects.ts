import { Aging } from '../aging.ts';
import { callsIn, operandOf } from '../calls.ts';
import type { Obj } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import type { Place } from '../finding.ts';
import { remembered } from '../package/asking.ts';
import { embeddedPath } from '../package/embedded.ts';
import { formatted } from '../package/formatting.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import { type AccessPath, accessPath, extended, ownerPath, samePath, spelled } from './accessPath.ts';
import type { Block, Item } from './cfg.ts';
import { lockCall, mayUnlock } from './locks.ts';
import { parameterAt } from './ownership.ts';
import { findPath } from './paths.ts';

/** A mutex that a function locks, itself or through a function of the package that it calls. */
export interface LockEffect {
  /** Undefined when the function has no name for it: `r.mu` of an `r` that the callee looked up. */
  readonly mutex: AccessPath | undefined;
  /** The field `Type.mu`, or the variable, that stands for the mutexes of all instances; undefined when unknown. */
  readonly kind: string | Obj | undefined;
  readonly what: 'Lock' | 'RLock';
  /** In the function: the lock, or the call that leads to it. */
  readonly call: CallExpr;
  readonly item: Item;
  readonly block: Block;
  readonly index: number;
  /** It is locked before the function, or a callee on the way, has unlocked it. */
  readonly isFirst: boolean;
  /** From the call (or lock) in the function down to the lock. */
  readonly chain: readonly Place[];
  /** In a callee: which, and what it is there; undefined for a lock of the function itself. */
  readonly below?: { readonly function: FunctionUnit; readonly effect: LockEffect };
}

/** Longer chains of calls than this are not followed. */
const maxChain = 6;

/** The locks that a run of the function takes, literals and goroutines that it starts left out. */
export const lockEffects = remembered((fn: FunctionUnit): readonly LockEffect[] => {
  // Without package sync in one of its files a package has no mutex to lock.
  if (!fn.package.imports('sync') || fn.cfg.incomplete || fn.decl.broken) return [];
  const found: LockEffect[] = [];
  for (const block of fn.cfg.blocks)
    block.items.forEach((item, index) => {
      if (item.kind === 'go' || item.kind === 'defer') return;
      for (const call of callsOf(item.node)) for (const e of ofCall(fn, call, { item, block, index })) found.push(e);
    });
  return found;
}, []);

/** What callers need to know: each mutex and mode once, by the shortest way to it. */
const summary = remembered((fn: FunctionUnit): readonly LockEffect[] => {
  const shortest = new Map<string, LockEffect>();
  for (const e of lockEffects(fn)) {
    if (e.chain.length >= maxChain) continue;
    const key = `${e.what} ${e.mutex ? `${e.mutex.root.ident.start} ${spelled(e.mutex)}` : lockName(e)}`;
    const other = shortest.get(key);
    if (!other || other.chain.length > e.chain.length) shortest.set(key, e);
  }
  return [...shortest.values()].map((e) =>
    e.isFirst && e.mutex && !isReachedLocked(fn, e) ? { ...e, isFirst: false } : e,
  );
}, []);

const calling = new Aging<Node, readonly CallExpr[]>();

function callsOf(node: Node): readonly CallExpr[] {
  // As items these stand for their heads only: their parts are items of their own.
  if (node.kind === 'SelectStmt' || node.kind === 'RangeStmt') return [];
  const before = calling.get(node);
  if (before) return before;
  const calls: CallExpr[] = [];
  calling.set(node, calls);
  walk(node, (n) => {
    if (n.kind === 'FuncLit') return false;
    if (n.kind === 'CallExpr') calls.push(n);
    return true;
  });
  return calls;
}

type Where = Pick<LockEffect, 'item' | 'block' | 'index'>;

function ofCall(fn: FunctionUnit, call: CallExpr, where: Where): LockEffect[] {
  const own = lockCall(fn, call);
  if (own) {
    const { what } = own;
    const named = what === 'Lock' || what === 'RLock' ? mutexOf(fn, call) : undefined;
    if (!named || (what !== 'Lock' && what !== 'RLock')) return [];
    return [{ ...named, what, call, isFirst: true, chain: [fn.place(call)], ...where }];
  }
  const callee = fn.package.calleeOf(call);
  const runs: Run[] =
    callee.kind === 'function' || callee.kind === 'literal'
      ? [{ method: callee.function, operand: operandOf(call), args: call.args }]
      : formatted(fn.package, call).map((f) => ({ method: f.method, operand: f.argument, args: [] }));
  return runs.flatMap((run) => (run.method === fn ? [] : ofRun(fn, call, run, where)));
}

/** The mutex that a lock operation is about. */
function mutexOf(fn: FunctionUnit, call: CallExpr): Pick<LockEffect, 'mutex' | 'kind'> | undefined {
  const callee = fn.package.calleeOf(call);
  const operand = operandOf(call);
  if (!operand || callee.kind !== 'external') return undefined;
  const mutex = ownerPath(fn, operand, callee.path, callee.receiver);
  return { mutex, kind: kindOf(fn, operand, mutex, callee) };
}

/** The calls by which a function unlocks a mutex of this kind that it has not locked itself: it gives its caller's back. */
export function givesBack(fn: FunctionUnit, kind: LockEffect['kind']): readonly CallExpr[] {
  const ofKind = callsIn(fn).filter((c) => lockCall(fn, c) && mutexOf(fn, c)?.kind === kind);
  const [first] = ofKind;
  if (kind === undefined || !first || !lockCall(fn, first)?.what.endsWith('nlock')) return [];
  return ofKind.filter((c) => lockCall(fn, c)?.what.endsWith('nlock'));
}

/** A function that a call runs: the one that it names, or a `String` method that fmt asks for. */
interface Run {
  readonly method: FunctionUnit;
  readonly operand: Expr | undefined;
  readonly args: readonly Expr[];
}

function ofRun(fn: FunctionUnit, call: CallExpr, run: Run, where: Where): LockEffect[] {
  return summary(run.method).flatMap((e) => {
    const mutex = e.mutex && inCaller(fn, run, e.mutex);
    if (!mutex && e.kind === undefined) return [];
    return [
      { ...e, mutex, call, chain: [fn.place(call), ...e.chain], below: { function: run.method, effect: e }, ...where },
    ];
  });
}

/** What the callee names by its receiver or parameters, as the caller names it. */
export function inCaller(fn: FunctionUnit, { method, operand, args }: Run, mutex: AccessPath): AccessPath | undefined {
  const { root } = mutex;
  if (root.kind !== 'local') return mutex;
  if (root.owner !== method.syntax) return method.syntax.kind === 'FuncLit' ? mutex : undefined;
  if ((declFacts(method.decl).assignments.get(root) ?? []).length > 0) return undefined;
  if (root.role === 'receiver') {
    const type = dereferenced(method.package.typeOfObject(root));
    const base = operand && type.kind === 'named' ? ownerPath(fn, operand, type.path, type.name) : undefined;
    return base && extended(base, mutex.fields);
  }
  const argument = args.find((_, i) => parameterAt(method, i) === root);
  const base = argument && accessPath(fn, argument);
  return base && extended(base, mutex.fields);
}

/** Some path from the function's start comes to it without an unlock before, and asks nothing on the way that the caller decides. */
function isReachedLocked(fn: FunctionUnit, e: LockEffect): boolean {
  const { entry } = fn.cfg;
  if (e.block === entry && e.index === 0) return true;
  return (
    findPath(fn, entry, -1, {
      item: (i) => (i === e.item ? 'found' : i.kind !== 'defer' && releases(fn, i.node, e) ? 'stop' : 'on'),
      edge: (edge) => (edge.why.kind === 'cond' && asksCaller(fn, edge.why.cond) ? 'stop' : 'on'),
      exit: () => 'stop',
    }) !== undefined
  );
}

/** The mutex as a reader would name it: an embedded one by what embeds it. */
export function lockName({ mutex, kind }: LockEffect): string {
  if (!mutex) return typeof kind === 'string' ? kind : (kind?.name ?? 'a mutex');
  const last = mutex.fields.at(-1);
  return spelled(last === 'Mutex' || last === 'RWMutex' ? { ...mutex, fields: mutex.fields.slice(0, -1) } : mutex);
}

/** May the item unlock the mutex, in whatever mode, itself or in what it calls? */
export function releases(fn: FunctionUnit, node: Node, effect: LockEffect): boolean {
  const path = lockName(effect);
  return (
    unlocksItself(fn, node, effect.mutex) ||
    (['Lock', 'RLock'] as const).some((what) => mayUnlock(fn, node, { call: effect.call, path, what }))
  );
}

/** By whatever name: a promoted field is the same mutex. */
function unlocksItself(fn: FunctionUnit, node: Node, mutex: AccessPath | undefined): boolean {
  return callsOf(node).some((call) => {
    const callee = lockCall(fn, call)?.what.endsWith('nlock') ? fn.package.calleeOf(call) : undefined;
    const operand = operandOf(call);
    const path = operand && callee?.kind === 'external' && ownerPath(fn, operand, callee.path, callee.receiver);
    return mutex !== undefined && path !== undefined && path !== false && samePath(path, mutex);
  });
}

/** Does the answer hang on what the caller of `fn` hands in: a flag, a number, nil, or whether a map or list of its has something? */
export function asksCaller(fn: FunctionUnit, cond: Node): boolean {
  let asks = false;
  walk(cond, (n) => {
    if (n.kind === 'IndexExpr' && isParameter(fn, n.x)) asks = true;
    if (n.kind === 'BinaryExpr' && isNil(n.y) && isParameter(fn, n.x)) asks = true;
    const o = n.kind === 'Ident' ? fn.package.objectOf(n) : undefined;
    if (o?.kind !== 'local') return !asks;
    if (o.role === 'param' && fn.package.underlying(fn.package.typeOfObject(o)).kind === 'basic') asks = true;
    const definition = declFacts(fn.decl).definitions.get(o);
    const value = definition?.kind === 'value' ? unparen(definition.value) : undefined;
    if (value?.kind === 'IndexExpr' && isParameter(fn, value.x)) asks = true;
    return !asks;
  });
  return asks;
}

const isNil = (e: Expr): boolean => e.kind === 'Ident' && e.name === 'nil';

function isParameter(fn: FunctionUnit, e: Expr): boolean {
  const x = unparen(e);
  const o = x.kind === 'Ident' ? fn.package.objectOf(x) : undefined;
  return o?.kind === 'local' && o.role === 'param';
}

/** `Type.mu` for a field of a named type, `Type.a.mu` through an anonymous struct; the variable where it is one. */
function kindOf(
  fn: FunctionUnit,
  operand: Expr,
  mutex: AccessPath | undefined,
  owner: { readonly path: string; readonly receiver: string },
): string | Obj | undefined {
  if (mutex?.fields.length === 0) return mutex.root;
  const steps = embeddedPath(fn.package, fn.package.typeOf(operand), owner.path, owner.receiver) ?? [];
  return fieldKind(fn, operand, [...steps]);
}

function fieldKind(fn: FunctionUnit, operand: Expr, below: readonly string[]): string | undefined {
  const x = unparen(operand);
  const type = dereferenced(fn.package.typeOf(x));
  if (type.kind === 'named' && below.length > 0) return [type.name, ...below].join('.');
  if (x.kind === 'StarExpr' || (x.kind === 'UnaryExpr' && x.op === '&')) return fieldKind(fn, x.x, below);
  return x.kind === 'SelectorExpr' ? fieldKind(fn, x.x, [x.sel.name, ...below]) : undefined;
}

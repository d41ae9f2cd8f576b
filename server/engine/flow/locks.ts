import { operandOf, walkOwn } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Node } from '../syntax/ast.ts';
import { pathOf, unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import { identity } from './paths.ts';

/** `s.mu.Lock()`: what is done to which mutex, as the code names it. */
export interface LockCall {
  readonly call: CallExpr;
  /** `s.mu`; the operand's own name for an embedded mutex. */
  readonly path: string;
  /** Equal for the same path from the same variables: `n` of two loops are two. */
  readonly key: string;
  readonly what: 'Lock' | 'RLock' | 'Unlock' | 'RUnlock' | 'TryLock' | 'TryRLock';
}

const methods = new Set(['Lock', 'RLock', 'Unlock', 'RUnlock', 'TryLock', 'TryRLock']);
const owners = new Set(['Mutex', 'RWMutex', 'Locker']);
export const releaseOf = { Lock: 'Unlock', RLock: 'RUnlock' } as const;

/** Lock operations of package sync whose operand is a plain path, so that it names the same mutex each time. */
export function lockCall(fn: FunctionUnit, call: CallExpr): LockCall | undefined {
  if (call.fun.kind !== 'SelectorExpr' || !methods.has(call.fun.sel.name) || call.args.length > 0) return undefined;
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'external' || callee.path !== 'sync' || !owners.has(callee.receiver)) return undefined;
  const operand = operandOf(call);
  const path = operand && lockPath(fn, operand);
  return path && { call, ...path, what: callee.name as LockCall['what'] };
}

/** A lock operation, also by a method that does nothing else: `s.lock()` for `s.mu.Lock()`. */
function namedLockCall(fn: FunctionUnit, call: CallExpr): LockCall | undefined {
  const own = lockCall(fn, call);
  if (own || call.fun.kind !== 'SelectorExpr' || !/lock/i.test(call.fun.sel.name) || call.args.length > 0) return own;
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'function' || !callee.receiver) return undefined;
  const inner = wrapped(callee.function);
  const base = inner && lockPath(fn, callee.receiver);
  return base && { call, path: base.path + inner.field, key: base.key + inner.field, what: inner.what };
}

/** The lock operation on a field of the receiver that is all that a method does. */
export function wrapped(method: FunctionUnit): { readonly field: string; readonly what: LockCall['what'] } | undefined {
  const [only, ...others] = method.syntax.body?.list ?? [];
  const receiver = method.syntax.kind === 'FuncDecl' ? method.syntax.receiver?.names[0] : undefined;
  const call = only?.kind === 'ExprStmt' && others.length === 0 && receiver ? unparen(only.x) : undefined;
  const inner = call?.kind === 'CallExpr' ? lockCall(method, call) : undefined;
  if (!inner || !receiver || !inner.path.startsWith(`${receiver.name}.`)) return undefined;
  return { field: inner.path.slice(receiver.name.length), what: inner.what };
}

/** `s.mu`, `shards[i].mu`, and `s.mu` again for a local that was set to `&s.mu` once and for all. */
function lockPath(fn: FunctionUnit, e: Expr): { readonly path: string; readonly key: string } | undefined {
  const x = unparen(e);
  if (x.kind === 'StarExpr' || (x.kind === 'UnaryExpr' && x.op === '&')) return lockPath(fn, x.x);
  if (x.kind === 'Ident') {
    const object = fn.package.objectOf(x);
    const other = object?.kind === 'local' ? pointedAt(fn, object) : undefined;
    return other ?? { path: x.name, key: object ? `${x.name}#${identity(object)}` : x.name };
  }
  if (x.kind === 'SelectorExpr') {
    const base = lockPath(fn, x.x);
    return base && { path: `${base.path}.${x.sel.name}`, key: `${base.key}.${x.sel.name}` };
  }
  const [index, second] = x.kind === 'IndexExpr' ? x.indices : [];
  const base = x.kind === 'IndexExpr' && !second ? lockPath(fn, x.x) : undefined;
  const at = index?.kind === 'BasicLit' ? { path: index.text, key: index.text } : index && lockPath(fn, index);
  return base && at && { path: `${base.path}[${at.path}]`, key: `${base.key}[${at.key}]` };
}

/** What a local points at that was made with `&` and never assigned again. */
function pointedAt(fn: FunctionUnit, v: LocalVar): ReturnType<typeof lockPath> {
  const { definitions, assignments } = declFacts(fn.decl);
  const d = definitions.get(v);
  const value = d?.kind === 'value' && d.count === 1 ? unparen(d.value) : undefined;
  if (value?.kind !== 'UnaryExpr' || value.op !== '&' || (assignments.get(v) ?? []).length > 0) return undefined;
  return value.x.kind === 'SelectorExpr' || value.x.kind === 'IndexExpr' ? lockPath(fn, value.x) : undefined;
}

export function lockCallsIn(fn: FunctionUnit, node: Node): LockCall[] {
  const found: LockCall[] = [];
  walk(node, (n) => {
    if (n.kind === 'FuncLit' && n !== node) return false;
    const l = n.kind === 'CallExpr' ? namedLockCall(fn, n) : undefined;
    if (l) found.push(l);
    return true;
  });
  return found;
}

/** All lock operations of a function's own body. */
export function ownLockCalls(fn: FunctionUnit): LockCall[] {
  const found: LockCall[] = [];
  walkOwn(fn, (n) => {
    const l = n.kind === 'CallExpr' ? namedLockCall(fn, n) : undefined;
    if (l) found.push(l);
  });
  return found;
}

/**
 * Does the item, or a function of the package that it calls or hands out, or a literal in it, unlock something of this name? By the
 * last part of the path: the callee has another name for the same mutex.
 */
export function mayUnlock(fn: FunctionUnit, node: Node, lock: Lock): boolean {
  const release = lock.what === 'RLock' ? 'RUnlock' : 'Unlock';
  const last = lock.path.slice(lock.path.lastIndexOf('.') + 1);
  let found = false;
  walk(node, (n) => {
    if (found) return false;
    // As items these stand for their heads only: their parts are items of their own.
    if (n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
    if (n.kind === 'SelectorExpr' && n.sel.name === release) found = isSamePath(fn, n.x, lock);
    else if (unlocksUnseen(fn, n)) found = true;
    else
      found = followed(fn, n).some((callee) => {
        const { names, isAny } = releasesIn[0](callee)[release];
        return isAny || names.includes(last);
      });
    return !found;
  });
  return found;
}

/** What a function and its callees unlock, by the last parts of the paths; `isAny` where one has no name that tells. */
interface Releases {
  readonly names: readonly string[];
  readonly isAny: boolean;
}

type Unlocks = Readonly<Record<'Unlock' | 'RUnlock', Releases>>;

const noUnlocks: Unlocks = { Unlock: { names: [], isAny: false }, RUnlock: { names: [], isAny: false } };

/** Callees of callees of callees are looked into, and no further. */
const releasesIn: readonly [Asked, Asked, Asked] = [
  unlocksOf((f) => releasesIn[1](f)),
  unlocksOf((f) => releasesIn[2](f)),
  unlocksOf(undefined),
];

type Asked = (fn: FunctionUnit) => Unlocks;

function unlocksOf(next: Asked | undefined): Asked {
  return remembered((fn: FunctionUnit): Unlocks => {
    const all = {
      Unlock: { names: new Set<string>(), isAny: false },
      RUnlock: { names: new Set<string>(), isAny: false },
    };
    walk(fn.syntax, (n) => {
      if (n.kind === 'SelectorExpr' && (n.sel.name === 'Unlock' || n.sel.name === 'RUnlock')) {
        const into = all[n.sel.name];
        const path = pathOf(n.x);
        if (path?.includes('.')) into.names.add(path.slice(path.lastIndexOf('.') + 1));
        else into.isAny = true;
      } else if (next && unlocksUnseen(fn, n)) {
        all.Unlock.isAny = true;
        all.RUnlock.isAny = true;
      } else if (next)
        for (const callee of followed(fn, n))
          for (const what of ['Unlock', 'RUnlock'] as const) {
            const theirs = next(callee)[what];
            for (const name of theirs.names) all[what].names.add(name);
            all[what].isAny ||= theirs.isAny;
          }
    });
    const done = (what: 'Unlock' | 'RUnlock') => ({ names: [...all[what].names], isAny: all[what].isAny });
    return { Unlock: done('Unlock'), RUnlock: done('RUnlock') };
  }, noUnlocks);
}

/** Functions of the package that the node calls or hands out. */
function followed(fn: FunctionUnit, n: Node): readonly FunctionUnit[] {
  if (n.kind === 'SelectorExpr') {
    const type = fn.package.typeOf(n.x);
    const member = type.kind === 'unknown' ? undefined : fn.package.member(type, n.sel.name);
    const method = member?.kind === 'method' ? member.function : undefined;
    return method && method !== fn ? [method] : [];
  }
  const callee = n.kind === 'CallExpr' ? fn.package.calleeOf(n) : undefined;
  const called = callee?.kind === 'function' || callee?.kind === 'literal' ? callee.function : undefined;
  return called && called !== fn ? [called] : [];
}

/** A call of code that is not seen, which says by its name that it unlocks. */
function unlocksUnseen(fn: FunctionUnit, n: Node): boolean {
  if (n.kind !== 'CallExpr' || !/unlock/i.test(fn.textOf(n.fun))) return false;
  const { kind } = fn.package.calleeOf(n);
  return (kind === 'external' || kind === 'dynamic' || kind === 'unknown') && !lockCall(fn, n);
}

type Lock = Pick<LockCall, 'call' | 'path' | 'what'> & { readonly key?: string };

/** The same path from the same variables, or by name where a caller has named it. */
export function isSamePath(fn: FunctionUnit, operand: Expr, lock: Lock): boolean {
  const path = lockPath(fn, operand);
  return lock.key === undefined ? path?.path === lock.path : path?.key === lock.key;
}

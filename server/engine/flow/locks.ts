import { operandOf, walkOwn } from '../calls.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Node } from '../syntax/ast.ts';
import { pathOf } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';

/** `s.mu.Lock()`: what is done to which mutex, as the code names it. */
export interface LockCall {
  readonly call: CallExpr;
  /** `s.mu`; the operand's own name for an embedded mutex. */
  readonly path: string;
  readonly what: 'Lock' | 'RLock' | 'Unlock' | 'RUnlock' | 'TryLock' | 'TryRLock';
}

const methods = new Set(['Lock', 'RLock', 'Unlock', 'RUnlock', 'TryLock', 'TryRLock']);
export const releaseOf = { Lock: 'Unlock', RLock: 'RUnlock' } as const;

/** Lock operations on sync.Mutex and sync.RWMutex whose operand is a plain path, so that it names the same mutex each time. */
export function lockCall(fn: FunctionUnit, call: CallExpr): LockCall | undefined {
  if (call.fun.kind !== 'SelectorExpr' || !methods.has(call.fun.sel.name) || call.args.length > 0) return undefined;
  const callee = fn.package.calleeOf(call);
  if (
    callee.kind !== 'external' ||
    callee.path !== 'sync' ||
    (callee.receiver !== 'Mutex' && callee.receiver !== 'RWMutex')
  )
    return undefined;
  const operand = operandOf(call);
  const path = operand && pathOf(operand);
  return path === undefined ? undefined : { call, path, what: callee.name as LockCall['what'] };
}

export function lockCallsIn(fn: FunctionUnit, node: Node): LockCall[] {
  const found: LockCall[] = [];
  walk(node, (n) => {
    if (n.kind === 'FuncLit' && n !== node) return false;
    const l = n.kind === 'CallExpr' ? lockCall(fn, n) : undefined;
    if (l) found.push(l);
    return true;
  });
  return found;
}

/** All lock operations of a function's own body. */
export function ownLockCalls(fn: FunctionUnit): LockCall[] {
  const found: LockCall[] = [];
  walkOwn(fn, (n) => {
    const l = n.kind === 'CallExpr' ? lockCall(fn, n) : undefined;
    if (l) found.push(l);
  });
  return found;
}

/**
 * Does the item, or a function of the package that it calls or hands out, or a literal in it, unlock something of this name? By the
 * last part of the path: the callee has another name for the same mutex.
 */
export function mayUnlock(fn: FunctionUnit, node: Node, lock: LockCall, depth = 0): boolean {
  const release = lock.what === 'RLock' ? 'RUnlock' : 'Unlock';
  const last = lock.path.slice(lock.path.lastIndexOf('.') + 1);
  let found = false;
  walk(node, (n) => {
    if (found) return false;
    // As items these stand for their heads only: their parts are items of their own.
    if (depth === 0 && n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
    if (n.kind === 'SelectorExpr' && n.sel.name === release) {
      const path = pathOf(n.x);
      const isSame =
        depth === 0
          ? path === lock.path
          : path === undefined || path === last || path.endsWith(`.${last}`) || !path.includes('.');
      if (isSame) found = true;
    } else if (n.kind === 'SelectorExpr' && depth < 3) {
      const type = fn.package.typeOf(n.x);
      const member = type.kind === 'unknown' ? undefined : fn.package.member(type, n.sel.name);
      const method = member?.kind === 'method' ? member.function : undefined;
      if (method && method !== fn && mayUnlock(method, method.syntax, lock, depth + 1)) found = true;
    } else if (n.kind === 'CallExpr' && depth < 3) {
      const callee = fn.package.calleeOf(n);
      if (callee.kind === 'function' || callee.kind === 'literal') {
        if (callee.function !== fn && mayUnlock(callee.function, callee.function.syntax, lock, depth + 1)) found = true;
      } else if (
        (callee.kind === 'external' || callee.kind === 'dynamic' || callee.kind === 'unknown') &&
        /unlock/i.test(fn.textOf(n.fun)) &&
        !lockCall(fn, n)
      )
        found = true;
    }
    return !found;
  });
  return found;
}

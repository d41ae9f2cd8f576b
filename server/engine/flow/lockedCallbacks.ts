import { callsIn, operandOf } from '../calls.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Expr, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import { type AccessPath, samePath } from './accessPath.ts';
import { inCaller, type LockEffect, lockEffects, releases } from './lockEffects.ts';
import { lockCall } from './locks.ts';
import { findPath } from './paths.ts';

/** A function that is handed to one that calls it with a lock held, and takes the same lock itself. */
export interface LockedCallback {
  /** To which it is handed. */
  readonly call: CallExpr;
  /** Where the called function locks, and where it calls what it was given. */
  readonly outer: Held;
  readonly inner: LockEffect;
  /** The literal, or the method that was handed over as a value. */
  readonly callback: FunctionUnit;
}

/** A lock that a function holds where it calls one of its parameters. */
interface Held {
  readonly function: FunctionUnit;
  readonly parameter: number;
  readonly lock: LockEffect & { readonly mutex: AccessPath };
  readonly call: CallExpr;
}

export function lockedCallbacks(fn: FunctionUnit): LockedCallback[] {
  if (!fn.package.imports('sync')) return [];
  return callsIn(fn).flatMap((call) => {
    if (!call.args.some(isFunction)) return [];
    const callee = fn.package.calleeOf(call);
    if (callee.kind !== 'function' || callee.function === fn) return [];
    return heldAtParameters(callee.function).flatMap((outer) => {
      const run = { method: callee.function, operand: operandOf(call), args: call.args };
      const mutex = inCaller(fn, run, outer.lock.mutex);
      const given = call.args[outer.parameter];
      const found = mutex && given && lockIn(fn, unparen(given), mutex, outer.lock.what);
      return found ? [{ call, outer, ...found }] : [];
    });
  });
}

const isFunction = (e: Expr): boolean => e.kind === 'FuncLit' || e.kind === 'SelectorExpr';

/** The first lock of the mutex in the function that is handed over. Two read locks are for `recursive-rlock`. */
function lockIn(
  fn: FunctionUnit,
  given: Expr,
  mutex: AccessPath,
  held: LockEffect['what'],
): Pick<LockedCallback, 'inner' | 'callback'> | undefined {
  const member =
    given.kind === 'SelectorExpr' ? fn.package.member(fn.package.typeOf(given.x), given.sel.name) : undefined;
  const callback =
    given.kind === 'FuncLit' ? fn.package.functionOf(given) : member?.kind === 'method' ? member.function : undefined;
  if (!callback) return undefined;
  const inner = lockEffects(callback).find((e) => {
    if (!e.mutex || !e.isFirst || (held === 'RLock' && e.what === 'RLock')) return false;
    const operand = given.kind === 'SelectorExpr' ? given.x : undefined;
    const path = given.kind === 'FuncLit' ? e.mutex : inCaller(fn, { method: callback, operand, args: [] }, e.mutex);
    return path !== undefined && samePath(path, mutex);
  });
  return inner && { inner, callback };
}

const heldAtParameters = remembered((fn: FunctionUnit): readonly Held[] => {
  const parameters = fn.syntax.type.params.flatMap((p) => (p.names.length > 0 ? [...p.names] : [undefined]));
  const calls = callsIn(fn).flatMap((call) => {
    const object = call.fun.kind === 'Ident' ? fn.package.objectOf(call.fun) : undefined;
    const parameter = parameters.findIndex((p) => p && object && fn.package.objectOf(p) === object);
    return parameter < 0 ? [] : [{ call, parameter }];
  });
  if (calls.length === 0) return [];
  return lockEffects(fn).flatMap((lock) => {
    const { mutex } = lock;
    if (!mutex || !lockCall(fn, lock.call)) return [];
    return calls.flatMap(({ call, parameter }) => {
      const path = findPath(fn, lock.block, lock.index, {
        item: (i) => {
          if (i.kind === 'defer' || i.kind === 'go') return 'on';
          return contains(i.node, call) ? 'found' : releases(fn, i.node, lock) ? 'stop' : 'on';
        },
        edge: () => 'on',
        exit: () => 'stop',
      });
      return path ? [{ function: fn, parameter, lock: { ...lock, mutex }, call }] : [];
    });
  });
}, []);

function contains(node: Node, call: CallExpr): boolean {
  // As items these stand for their heads only: their parts are items of their own.
  if (node.kind === 'SelectStmt' || node.kind === 'RangeStmt' || call.start < node.start || call.end > node.end)
    return false;
  let found = false;
  walk(node, (n) => {
    if (n === call) found = true;
    return !found && n.kind !== 'FuncLit';
  });
  return found;
}

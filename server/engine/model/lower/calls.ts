import { cancelResult, isContext } from '../../calls.ts';
import { dereferenced, type Type } from '../../facts/types.ts';
import { neverReturns } from '../../package/neverReturns.ts';
import type { Callee } from '../../package/view.ts';
import type { CallExpr, Expr } from '../../syntax/ast.ts';
import { unparen } from '../../syntax/print.ts';
import type { CalleeRef, Operand, Target } from '../code.ts';
import { unknownOperand } from '../code.ts';
import { MAY_ALL, MAY_RECEIVE, MAY_SEND } from '../state.ts';
import { int, NIL, NON_NIL } from '../value.ts';
import { changedBy, forgetAsked } from './askedPaths.ts';
import { Builder } from './builder.ts';
import { settleCount } from './counted.ts';
import { constant, handOut, throughEmbedded, value } from './expressions.ts';
import { mayLead } from './holding.ts';
import { harmless, isInertCall } from './inert.ts';
import { known } from './known.ts';
import { mapValue, remove } from './maps.ts';
import { carries, kindOf } from './types.ts';
import { zero } from './variables.ts';

/** A call whose operands have been evaluated: `run` emits it, in this function or in one that a `go` or `defer` starts. */
export interface Prepared {
  readonly operands: readonly Operand[];
  run(b: Builder, operands: readonly Operand[], results: readonly (Target | undefined)[]): void;
  /** What may be started as it is, and with what, if not with the operands. */
  readonly callee?: CalleeRef;
  readonly args?: readonly Operand[];
}

/** Emits a call and answers its results. */
export function call(b: Builder, c: CallExpr, count: number): Operand[] {
  const at = b.at;
  b.at = c;
  const direct = special(b, c);
  const prepared = direct ? undefined : prepare(b, c);
  const results = direct ?? Array.from({ length: count }, () => b.temp());
  if (prepared) prepared.run(b, prepared.operands, results as Target[]);
  forgetAsked(b, changedBy(b, c));
  b.at = at;
  return results;
}

/** Calls that answer something the model makes, and are never started or deferred for it. */
function special(b: Builder, c: CallExpr): Operand[] | undefined {
  const callee = b.package.calleeOf(c);
  const [first, second] = c.args;
  if (callee.kind === 'conversion') return [first ? value(b, first) : unknownOperand];
  if (callee.kind === 'builtin') {
    switch (callee.name) {
      case 'make':
        return [made(b, c, first, second)];
      case 'new':
        return [first ? newOf(b, b.package.typeOf(first)) : unknownOperand];
      case 'cap':
        if (first && kindOf(b.package, b.package.typeOf(first)) === 'chan') return [unknownOperand];
        return first ? [{ kind: 'length', x: value(b, first) }] : undefined;
      case 'len':
        return first ? [{ kind: 'length', x: value(b, first) }] : undefined;
      case 'append': {
        const base = first ? value(b, first) : unknownOperand;
        const rest = c.args.slice(1).map((a) => value(b, a));
        const target = b.temp();
        b.emit({ op: 'append', target, base, values: c.spread ? [] : rest });
        if (c.spread) b.emit({ op: 'set', target, value: unknownOperand });
        return [target];
      }
      case 'delete':
        if (first && second) remove(b, first, second);
        return [];
      default:
        return undefined;
    }
  }
  if (callee.kind === 'external' && (cancelResult(b.unit, c) !== undefined || isContext(b.package.typeOf(c))))
    return context(b, c, callee);
  return callee.kind === 'external' ? known(b, c, callee) : undefined;
}

function newOf(b: Builder, type: Type): Operand {
  const kind = kindOf(b.package, type);
  if (kind === 'mutex' || kind === 'group' || kind === 'once' || kind === 'errgroup')
    return makeObject(b, kind === 'errgroup' ? 'group' : kind);
  const layout = kind === 'struct' ? b.program.layoutOf(type) : undefined;
  return layout === undefined ? constant(NON_NIL) : zero(b, type);
}

function makeObject(b: Builder, what: 'mutex' | 'group' | 'once'): Target {
  const target = b.temp();
  b.emit({ op: 'make', what, target, from: constant(int(0)), fires: false, name: '' });
  return target;
}

function made(b: Builder, c: CallExpr, type: Expr | undefined, size: Expr | undefined): Operand {
  const under = b.package.underlying(b.package.typeOf(c));
  const amount = size ? value(b, size) : constant(int(0));
  if (under.kind === 'chan') {
    const target = b.temp();
    b.emit({ op: 'make', what: 'chan', target, from: amount, fires: false, name: type ? b.unit.textOf(type) : '' });
    return target;
  }
  if (under.kind !== 'map') return amount;
  if (!mapValue(b, c)) return unknownOperand;
  const target = b.temp();
  b.emit({ op: 'make', what: 'map', target, from: unknownOperand, fires: false, name: '' });
  return target;
}

/** `context.WithCancel(parent)` and all of its shape; a context about which nothing is known may end at any time. */
function context(b: Builder, c: CallExpr, callee: Callee & { kind: 'external' }): Operand[] {
  const args = c.args.map((a) => value(b, a));
  const root = callee.path === 'context' || callee.path === 'golang.org/x/net/context';
  const target = b.temp();
  const isRoot = root && (callee.name === 'Background' || callee.name === 'TODO');
  const parent = args[0] ?? constant(NIL);
  const timed = /Timeout|Deadline/.test(callee.name) || !root;
  if (isRoot) {
    b.emit({ op: 'make', what: 'context', target, from: constant(NIL), fires: false, name: 'context' });
    return [target];
  }
  if (root && callee.name === 'WithValue') return [parent];
  const detached = root && callee.name === 'WithoutCancel';
  b.emit({
    op: 'make',
    what: 'context',
    target,
    from: detached ? constant(NIL) : parent,
    fires: timed,
    name: 'context',
  });
  const cancel = b.temp();
  b.emit({ op: 'closure', target: cancel, callee: cancelCode(b, c), captured: [target] });
  return [target, cancel];
}

/** The function that cancels: one sync operation on its only captured value. */
function cancelCode(b: Builder, c: CallExpr): ReturnType<Builder['finish']> {
  const thunk = new Builder(b.program, b.unit, c);
  const target: Operand = { kind: 'slot', slot: thunk.slot() };
  thunk.parameters = 1;
  thunk.emit({ op: 'sync', what: 'cancel', object: target, amount: unknownOperand });
  return thunk.finish();
}

/** Evaluates function and arguments; what is left is the call itself. */
export function prepare(b: Builder, c: CallExpr): Prepared {
  const callee = b.package.calleeOf(c);
  const sync = synchronising(b, c, callee);
  if (sync) return sync;
  switch (callee.kind) {
    case 'function': {
      if (isInertCall(b.package, c)) return nothing(b, c);
      const fun = unparen(c.fun);
      const receiver =
        callee.receiver && fun.kind === 'SelectorExpr' ? receiverOf(b, fun.x, callee.function.syntax) : [];
      const args = [...receiver, ...arguments_(b, c, callee.function.syntax.type.params)].map((o) => b.keep(o));
      return calling({ kind: 'code', function: callee.function }, args);
    }
    case 'builtin':
      return builtin(b, c, callee.name);
    default:
      return dynamic(b, c, callee);
  }
}

function receiverOf(b: Builder, x: Expr, syntax: { readonly kind: string }): Operand[] {
  const f = syntax as { kind: string; receiver?: { type: Expr } };
  const named = f.receiver ? dereferenced(b.package.typeOf(f.receiver.type)) : undefined;
  const base = value(b, x);
  return named?.kind === 'named' ? [throughEmbedded(b, base, b.package.typeOf(x), named.path, named.name)] : [base];
}

/** Variadic arguments become one sequence. */
function arguments_(
  b: Builder,
  c: CallExpr,
  params: readonly { readonly names: readonly unknown[]; readonly type: Expr }[],
): Operand[] {
  const [only] = c.args;
  const flat = params.flatMap((p) => (p.names.length > 0 ? p.names.map(() => p) : [p]));
  const args =
    c.args.length === 1 && flat.length > 1 && only?.kind === 'CallExpr'
      ? call(b, only, flat.length)
      : c.args.map((a) => b.keep(value(b, a)));
  const last = flat.at(-1);
  if (last?.type.kind !== 'Ellipsis' || c.spread) return args;
  const rest = args.splice(flat.length - 1);
  const target = b.temp();
  b.emit({ op: 'append', target, base: constant(int(0)), values: rest });
  return [...args, target];
}

const calling = (callee: CalleeRef, operands: readonly Operand[]): Prepared => ({
  operands,
  callee,
  run: (b, ops, results) => b.emit({ op: 'call', callee, args: ops, results }),
});

/** `mu.Lock()`, `wg.Done()`, `cond.Wait()` and the like, on whatever part of the operand they belong to. */
function synchronising(b: Builder, c: CallExpr, callee: Callee): Prepared | undefined {
  if (callee.kind !== 'external' || !callee.operand) return undefined;
  const { path, receiver, name } = callee;
  const isErrgroup = path === 'golang.org/x/sync/errgroup';
  if (path !== 'sync' && !isErrgroup) return undefined;
  const what = syncOps[`${receiver}.${name}`];
  if (!what) return undefined;
  const object = b.keep(throughEmbedded(b, value(b, callee.operand), b.package.typeOf(callee.operand), path, receiver));
  const amount =
    name === 'Done' ? constant(int(-1)) : name === 'Add' && c.args[0] ? counted(b, c.args[0]) : unknownOperand;
  return {
    operands: [object, amount],
    run: (inner, [on, by], results) => {
      inner.emit({ op: 'sync', what, object: on ?? unknownOperand, amount: by ?? unknownOperand }, c);
      for (const r of results) if (r) inner.emit({ op: 'set', target: r, value: unknownOperand });
    },
  };
}

function counted(b: Builder, count: Expr): Operand {
  const operand = value(b, count);
  settleCount(b, count, operand);
  return b.keep(operand);
}

/** What the methods of package sync do to their receivers. */
export const syncOps: Readonly<
  Record<string, 'Lock' | 'Unlock' | 'RLock' | 'RUnlock' | 'Add' | 'Wait' | 'condWait' | 'Signal' | 'Broadcast'>
> = {
  'Mutex.Lock': 'Lock',
  'Mutex.Unlock': 'Unlock',
  'RWMutex.Lock': 'Lock',
  'RWMutex.Unlock': 'Unlock',
  'RWMutex.RLock': 'RLock',
  'RWMutex.RUnlock': 'RUnlock',
  'Locker.Lock': 'Lock',
  'Locker.Unlock': 'Unlock',
  'WaitGroup.Add': 'Add',
  'WaitGroup.Done': 'Add',
  'WaitGroup.Wait': 'Wait',
  'Group.Wait': 'Wait',
  'Cond.Wait': 'condWait',
  'Cond.Signal': 'Signal',
  'Cond.Broadcast': 'Broadcast',
};

function builtin(b: Builder, c: CallExpr, name: string): Prepared {
  const args = c.args.map((a) => b.keep(value(b, a)));
  if (name === 'close')
    return {
      operands: args,
      run: (inner, [channel]) => inner.emit({ op: 'close', channel: channel ?? unknownOperand }, c),
    };
  if (name === 'panic' || name === 'recover')
    return { operands: [], run: (inner) => name === 'panic' && inner.emit({ op: 'stop' }, c) };
  return unknowing(args, []);
}

const nothing = (b: Builder, c: CallExpr): Prepared => {
  for (const a of c.args) value(b, a);
  return unknowing([], []);
};

/** Nothing is known of the results; `escaping` operands are handed out. */
const unknowing = (operands: readonly Operand[], escaping: readonly number[]): Prepared => ({
  operands,
  run: (b, ops, results) => {
    escaping.forEach((rights, i) => {
      const o = ops[i];
      if (o && rights > 0) handOut(b, o, rights);
    });
    for (const r of results) if (r) b.emit({ op: 'set', target: r, value: unknownOperand });
  },
});

/** A call through a value, or of code that cannot be seen. */
function dynamic(b: Builder, c: CallExpr, callee: Callee): Prepared {
  if (neverReturns(b.package, c)) return { operands: [], run: (inner) => inner.emit({ op: 'stop' }, c) };
  const fun = unparen(c.fun);
  const args = c.args.map((a) => b.keep(value(b, a)));
  if (callee.kind === 'literal' || callee.kind === 'dynamic' || callee.kind === 'unknown') {
    if (fun.kind === 'SelectorExpr' && b.package.member(b.package.typeOf(fun.x), fun.sel.name)?.kind === 'method') {
      const receiver = b.keep(value(b, fun.x));
      return calling({ kind: 'method', receiver, name: fun.sel.name }, args);
    }
    const f = b.keep(fun.kind === 'IndexExpr' ? unknownOperand : value(b, fun));
    const withFunction = [...args, f];
    return {
      operands: withFunction,
      callee: { kind: 'value', value: f },
      args,
      run: (inner, ops, results) =>
        inner.emit({ op: 'call', callee: { kind: 'value', value: ops.at(-1) ?? f }, args: ops.slice(0, -1), results }),
    };
  }
  // What lies behind an interface of another module may be of this package.
  const isOwn =
    callee.kind === 'external' &&
    (callee.path === b.package.path || (callee.operand && mayLead(b.package, callee.operand)));
  if (callee.kind === 'external' && callee.operand && isOwn)
    return calling({ kind: 'method', receiver: b.keep(value(b, callee.operand)), name: callee.name }, args);
  if (callee.kind === 'external' && harmless.has(callee.path)) {
    // They keep nothing, but may run what they are given: `t.Run`, `sort.Slice`.
    const isRun = (a: Expr): boolean => kindOf(b.package, b.package.typeOf(a)) === 'func';
    return unknowing(
      args,
      c.args.map((a) => (isRun(a) ? MAY_ALL : 0)),
    );
  }
  const operands = callee.kind === 'external' && callee.operand ? [b.keep(value(b, callee.operand)), ...args] : args;
  const offset = operands.length - args.length;
  const signature = b.package.typeOf(c.fun);
  const rights = operands.map((_, i) => {
    const given = c.args[i - offset];
    if (given && !carries(b.package, b.package.typeOf(given))) return 0;
    const param = signature.kind === 'func' ? signature.params[i - offset] : undefined;
    const under = param && b.package.underlying(param);
    if (under?.kind !== 'chan') return MAY_ALL;
    return under.direction === 'send' ? MAY_SEND : under.direction === 'receive' ? MAY_RECEIVE : MAY_ALL;
  });
  return unknowing(operands, rights);
}

/** Wraps a prepared call into code of its own, for `go` and `defer`. */
export function thunk(b: Builder, c: CallExpr, prepared: Prepared): ReturnType<Builder['finish']> {
  const inner = new Builder(b.program, b.unit, c);
  const slots = prepared.operands.map((): Operand => ({ kind: 'slot', slot: inner.slot() }));
  inner.parameters = slots.length;
  prepared.run(inner, slots, []);
  return inner.finish();
}

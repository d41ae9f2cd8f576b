import { operandOf } from '../calls.ts';
import { declFacts } from '../facts/scopes.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Expr, Node } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import { type AccessPath, accessPath, ownerPath } from './accessPath.ts';
import type { Item } from './cfg.ts';
import { fieldChannelOf } from './fieldChannels.ts';
import { inCaller } from './lockEffects.ts';

/** A wait with no other way out, at a channel or WaitGroup in a field of one of the package's types. */
export interface FieldWait {
  readonly what: 'receive' | 'send' | 'group';
  readonly node: Node;
  /** In whose body the wait stands; the function itself or one that it calls. */
  readonly function: FunctionUnit;
  /** `s.done`, as the function that asks names it. */
  readonly path: AccessPath;
  /** What lets it go on: all of them for a channel, for a WaitGroup every goroutine that it counts. */
  readonly signals: readonly Signal[];
}

export interface Signal {
  readonly function: FunctionUnit;
  /** The function itself where its end is the signal, as for `wg.Go`. */
  readonly node: Node;
  /** The channel or group, as that function names it. */
  readonly path: AccessPath;
}

/** The waits that an item comes to, by itself or in a function that it calls. */
export function fieldWaits(fn: FunctionUnit, { kind, node }: Item): FieldWait[] {
  if (kind === 'go' || kind === 'defer' || kind === 'comm') return [];
  if (node.kind === 'SelectStmt') return [];
  const found: FieldWait[] = [];
  walk(node, (n) => {
    if (n.kind === 'FuncLit') return false;
    const wait = waitAt(fn, n);
    if (wait) found.push(wait);
    else if (n.kind === 'CallExpr') {
      const callee = fn.package.calleeOf(n);
      if (callee.kind === 'function' && callee.function !== fn)
        for (const inner of ownWaits(callee.function)) {
          const path = inCaller(fn, { method: callee.function, operand: operandOf(n), args: n.args }, inner.path);
          if (path) found.push({ ...inner, path, node: n });
        }
    }
    // The body of a range has items of its own.
    return n.kind !== 'RangeStmt';
  });
  return found;
}

/** The waits in a function's own body that every way through it comes to. */
const ownWaits = remembered((fn: FunctionUnit): readonly FieldWait[] => {
  const found: FieldWait[] = [];
  let block = fn.cfg.incomplete ? undefined : fn.cfg.entry;
  for (const seen = new Set(); block && !seen.has(block); ) {
    seen.add(block);
    for (const { kind, node } of block.items) {
      if (kind === 'go' || kind === 'defer' || kind === 'comm' || node.kind === 'SelectStmt') continue;
      walk(node, (n) => {
        const wait = n.kind === 'FuncLit' ? undefined : waitAt(fn, n);
        if (wait) found.push(wait);
        return n.kind !== 'FuncLit' && n.kind !== 'RangeStmt';
      });
    }
    block = block.successors.length === 1 ? block.successors[0]?.to : undefined;
  }
  return found;
}, []);

function waitAt(fn: FunctionUnit, n: Node): FieldWait | undefined {
  if (n.kind === 'UnaryExpr' && n.op === '<-') return atChannel(fn, n, n.x, 'receive');
  if (n.kind === 'SendStmt') return atChannel(fn, n, n.chan, 'send');
  if (n.kind === 'RangeStmt') return atChannel(fn, n, n.x, 'receive');
  if (n.kind !== 'CallExpr') return undefined;
  const callee = fn.package.calleeOf(n);
  const isWait = callee.kind === 'external' && callee.path === 'sync' && callee.receiver === 'WaitGroup';
  return isWait && callee.name === 'Wait' ? atGroup(fn, n, operandOf(n)) : undefined;
}

function atChannel(fn: FunctionUnit, node: Node, x: Expr, what: 'receive' | 'send'): FieldWait | undefined {
  const channel = fieldChannelOf(fn, x);
  const path = channel && accessPath(fn, x);
  if (!path || channel.escapes || (what === 'send' && !channel.isUnbuffered)) return undefined;
  const isSignal = (kind: string): boolean =>
    what === 'receive' ? kind === 'send' || kind === 'close' : kind === 'receive' || kind === 'range';
  const signals: Signal[] = [];
  for (const u of channel.uses) {
    if (u.node === node && u.select) return undefined;
    if (!isSignal(u.kind)) continue;
    const by = u.function && accessPath(u.function, u.expr);
    if (!u.function || !by) return undefined;
    signals.push({ function: u.function, node: u.node, path: by });
  }
  return signals.length === 0 ? undefined : { what, node, function: fn, path, signals };
}

/** `s.workers.Wait()`, where the group is a field. */
function atGroup(fn: FunctionUnit, node: Node, operand: Expr | undefined): FieldWait | undefined {
  if (operand?.kind !== 'SelectorExpr') return undefined;
  const member = fn.package.member(fn.package.typeOf(operand.x), operand.sel.name);
  const path = ownerPath(fn, operand, 'sync', 'WaitGroup');
  if (member?.kind !== 'field' || member.path !== fn.package.path || !path) return undefined;
  const signals: Signal[] = [];
  for (const { decl, expr, parent, function: user } of fn.package.usesOfField(member.owner, member.name)) {
    const call = declFacts(decl).parents.get(parent);
    const by = user && accessPath(user, expr);
    if (parent.kind !== 'SelectorExpr' || call?.kind !== 'CallExpr' || !by) continue;
    if (parent.sel.name === 'Done') signals.push({ function: user, node: call, path: by });
    const [body] = call.args;
    const started = parent.sel.name === 'Go' && body?.kind === 'FuncLit' ? fn.package.functionOf(body) : undefined;
    if (started) signals.push({ function: started, node: started.syntax, path: by });
  }
  return signals.length === 0 ? undefined : { what: 'group', node, function: fn, path, signals };
}

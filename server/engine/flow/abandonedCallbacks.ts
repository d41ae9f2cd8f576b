import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { FuncLit, Node } from '../syntax/ast.ts';
import { isOfTheCall } from './callSignals.ts';
import type { Block } from './cfg.ts';
import { type ChannelOperation, holds, type LocalChannel, startOf } from './localChannels.ts';
import { findPath, type Path } from './paths.ts';

/** A send in a function that was handed to strangers: whoever calls it late waits for ever. */
export interface AbandonedCallback {
  readonly channel: LocalChannel;
  readonly send: ChannelOperation;
  readonly callback: FuncLit;
  readonly path: Path;
}

/**
 * `client.OnReady(func() { ready <- x })`, with no room in `ready` and `select { case <-ready: …; case <-timeout: return }`.
 * Nobody receives but the function itself, further on, so that it must be another goroutine that calls back; when it does
 * so after the other case was taken, it stays there.
 */
export function abandonedCallbacks(channel: LocalChannel): AbandonedCallback[] {
  const { owner, operations, capacity } = channel;
  if (capacity !== 0 || owner.cfg.incomplete || owner.decl.broken) return [];
  const receives = operations.filter((o) => o.kind === 'receive' || o.kind === 'range');
  const sends = operations.filter((o) => o.kind === 'send');
  const isPlain = receives.every((r) => startOf(channel, r) === 'owner') && sends.every((s) => !s.select && !s.viaCall);
  if (!isPlain || !receives.some((r) => r.select)) return [];
  return sends.flatMap((send) => {
    const callback = startOf(channel, send) === 'elsewhere' ? callbackAround(owner, send.node) : undefined;
    const from = callback && isHandedOver(owner, callback) ? itemWith(owner, callback) : undefined;
    const path = from && withoutReceiving(owner, from, receives);
    return callback && path ? [{ channel, send, callback, path }] : [];
  });
}

/** The literal of the owner in which the node stands; undefined when that is within another one. */
function callbackAround(owner: FunctionUnit, node: Node): FuncLit | undefined {
  const { parents } = declFacts(owner.decl);
  let found: FuncLit | undefined;
  for (let n = parents.get(node); n && n !== owner.syntax; n = parents.get(n)) {
    if (n.kind !== 'FuncLit') continue;
    if (found) return undefined;
    found = n;
  }
  return found;
}

/** To a call of another module's function, or into a value; by a name that it was given for that, too. */
function isHandedOver(owner: FunctionUnit, callback: FuncLit): boolean {
  const { parents, uses } = declFacts(owner.decl);
  const isGiven = (n: Node): boolean => {
    const above = parents.get(n);
    if (above?.kind === 'KeyValueExpr') return above.value === n;
    if (above?.kind === 'AssignStmt') return above.lhs[above.rhs.indexOf(n as never)]?.kind === 'SelectorExpr';
    if (above?.kind !== 'CallExpr' || above.fun === n) return false;
    const { kind } = owner.package.calleeOf(above);
    return kind !== 'function' && kind !== 'literal' && kind !== 'builtin';
  };
  const above = parents.get(callback);
  const name = above?.kind === 'AssignStmt' ? above.lhs[above.rhs.indexOf(callback)] : undefined;
  const v = name?.kind === 'Ident' ? owner.package.objectOf(name) : undefined;
  return v?.kind === 'local' ? (uses.get(v) ?? []).some(isGiven) : isGiven(callback);
}

interface Position {
  readonly block: Block;
  readonly index: number;
}

function itemWith(owner: FunctionUnit, node: Node): Position | undefined {
  for (const block of owner.cfg.blocks) {
    const index = block.items.findIndex(
      (i) => i.kind !== 'defer' && i.node.start <= node.start && node.end <= i.node.end && i.node.kind !== 'SelectStmt',
    );
    if (index >= 0) return { block, index };
  }
  return undefined;
}

/** Out of the owner by a case that may be taken in each call, where it could have received. */
function withoutReceiving(
  owner: FunctionUnit,
  { block, index }: Position,
  receives: readonly ChannelOperation[],
): Path | undefined {
  if (owner.cfg.deferred.some((d) => receives.some((r) => holds(owner, d, r)))) return undefined;
  const path = findPath(owner, block, index, {
    item: (i) =>
      i.node.kind !== 'SelectStmt' && i.node.kind !== 'RangeStmt' && receives.some((r) => holds(owner, i.node, r))
        ? 'stop'
        : 'on',
    edge: ({ why }) => {
      if (why.kind === 'range') return receives.some((r) => r.node === why.node) ? 'stop' : 'on';
      if (why.kind !== 'select' || !receives.some((r) => r.select === why.select)) return 'on';
      return why.clause.comm && isOfTheCall(owner, why.clause) && receives.every((r) => r.clause !== why.clause)
        ? 'on'
        : 'stop';
    },
    exit: (b) => (b.exit === 'return' || b.exit === 'goexit' ? 'found' : 'stop'),
  });
  const offered = path?.edges.some(({ why }) => why.kind === 'select' && receives.some((r) => r.select === why.select));
  return offered ? path : undefined;
}

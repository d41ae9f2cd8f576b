import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Node } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import { type AccessPath, samePath } from './accessPath.ts';
import type { Block, Item } from './cfg.ts';
import { type FieldWait, fieldWaits, type Signal } from './fieldWaits.ts';
import { pathWhileHeld } from './heldLocks.ts';
import { type LockEffect, lockEffects, releases } from './lockEffects.ts';
import { kindKey } from './lockFacts.ts';
import { lockCall } from './locks.ts';
import { findPath, type Path } from './paths.ts';

/** A wait with a mutex held that whoever could end the wait takes before. */
export interface WaitUnderLock {
  readonly lock: LockEffect;
  readonly path: Path;
  readonly wait: FieldWait;
  readonly peer: Peer;
}

interface Peer {
  readonly signal: Signal;
  /** The lock before the signal, in the same function. */
  readonly lock: LockEffect;
}

/**
 * `s.mu.Lock(); close(s.quit); <-s.done`, where the goroutine that closes `s.done` locks `s.mu` on its way there: it may
 * stand before that lock when the wait begins. One such goroutine is enough for a WaitGroup; of a channel all others
 * that could send, receive or close must be so, or they might end the wait.
 */
export function waitsUnderLock(fn: FunctionUnit): WaitUnderLock[] {
  const locks = lockEffects(fn).filter((e) => e.mutex && lockCall(fn, e.call));
  if (locks.length === 0) return [];
  const found: WaitUnderLock[] = [];
  for (const block of fn.cfg.blocks)
    for (const item of block.items)
      for (const wait of fieldWaits(fn, item)) {
        // A callee that waits may unlock before.
        const held = locks.find(
          (l) =>
            ofOneObject(l.mutex, wait.path) &&
            peersBehind(wait, l) &&
            (wait.function === fn || !releases(fn, item.node, l)),
        );
        const path = held && pathWhileHeld(fn, held, item);
        const peer = held && peersBehind(wait, held);
        if (held && path && peer) found.push({ lock: held, path, wait, peer });
      }
  return found;
}

/** Fields of the same value. */
const ofOneObject = (a: AccessPath | undefined, b: AccessPath): boolean =>
  a !== undefined && samePath(parentOf(a), parentOf(b)) && a.fields.length > 0;

const parentOf = (p: AccessPath): AccessPath => ({ root: p.root, fields: p.fields.slice(0, -1) });

/** Somebody who stands before the lock, where nobody else ends the wait. */
function peersBehind(wait: FieldWait, held: LockEffect): Peer | undefined {
  const peers = wait.signals.map((signal) => {
    const lock = lockBefore(signal, held);
    return lock && { signal, lock };
  });
  return wait.what === 'group' || peers.every((p) => p !== undefined) ? peers.find((p) => p !== undefined) : undefined;
}

/** Where the function takes the same mutex before it comes to the signal. */
function lockBefore(signal: Signal, held: LockEffect): LockEffect | undefined {
  const { function: fn, node } = signal;
  const inner = lockEffects(fn).find((e) => isSame(e, signal, held) && comesTo(fn, e, node));
  const outer = fn.outer && isDeferred(fn.outer, fn) ? fn.outer : undefined;
  return inner ?? (outer && lockEffects(outer).find((e) => isSame(e, signal, held) && isCounted(outer, e)));
}

/** The same field of the same type, and not both as readers. */
const isSame = (e: LockEffect, signal: Signal, held: LockEffect): boolean =>
  kindKey(held) !== undefined &&
  kindKey(e) === kindKey(held) &&
  ofOneObject(e.mutex, signal.path) &&
  (e.what === 'Lock' || held.what === 'Lock');

function comesTo(fn: FunctionUnit, lock: LockEffect, node: Node): boolean {
  const { parents } = declFacts(fn.decl);
  const isLast = node === fn.syntax || fn.cfg.deferred.some((d) => d.call === node || parents.get(node) === d);
  if (isLast) return isCounted(fn, lock);
  return reachesItem(fn, lock.block, lock.index, (i) => i.kind !== 'go' && contains(i.node, node));
}

/** A lock that is taken before the group counts the goroutine holds nobody up: it is to come after `Add`. */
function isCounted(fn: FunctionUnit, lock: LockEffect): boolean {
  for (const block of fn.cfg.blocks) {
    const index = block.items.findIndex((i) => i.kind === 'stmt' && adds(fn, i.node));
    if (index >= 0) return reachesItem(fn, block, index, (i) => i === lock.item);
  }
  return true;
}

function adds(fn: FunctionUnit, node: Node): boolean {
  let found = false;
  walk(node, (n) => {
    const callee = n.kind === 'CallExpr' ? fn.package.calleeOf(n) : undefined;
    if (callee?.kind === 'external' && callee.receiver === 'WaitGroup' && callee.name === 'Add') found = true;
    return !found && n.kind !== 'FuncLit';
  });
  return found;
}

const reachesItem = (fn: FunctionUnit, block: Block, index: number, is: (i: Item) => boolean): boolean =>
  findPath(fn, block, index, {
    item: (i) => (is(i) ? 'found' : 'on'),
    edge: () => 'on',
    exit: () => 'stop',
  }) !== undefined;

const contains = (outer: Node, inner: Node): boolean => outer.start <= inner.start && inner.end <= outer.end;

const isDeferred = (outer: FunctionUnit, literal: FunctionUnit): boolean =>
  outer.cfg.deferred.some((d) => d.call.kind === 'CallExpr' && d.call.fun === literal.syntax);

import { walkOwn } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Ident, Node, SelectorExpr } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import type { Block, Item } from './cfg.ts';
import { type ChannelUse, fieldChannelOf } from './fieldChannels.ts';
import { findPath, type Path } from './paths.ts';

/** An object that a function makes, lets others find, and leaves on some path without closing the channel at which they wait. */
export interface Unfinished {
  /** `c.done` */
  readonly channel: SelectorExpr;
  /** Where the object is stored or sent: from then on others may have it. */
  readonly published: Node;
  readonly path: Path;
  /** A bare receive, somewhere in the package. */
  readonly wait: ChannelUse;
}

/** `c := &call{done: make(chan struct{})}; g.calls[key] = c; …; close(c.done)`, where nobody else closes it. */
export function unfinished(fn: FunctionUnit): Unfinished[] {
  if (fn.cfg.incomplete || fn.decl.broken) return [];
  const found = new Map<LocalVar, Unfinished>();
  for (const { channel, v } of closesIn(fn)) {
    const field = fieldChannelOf(fn, channel);
    if (found.has(v) || !field || field.escapes) continue;
    const wait = field.uses.find((u) => u.kind === 'receive' && !u.select && u.function !== undefined);
    const isOwn = field.uses.every(
      (u) => u.kind !== 'send' && ((u.kind !== 'close' && u.kind !== 'store') || u.function === fn),
    );
    const start = isOwn && wait ? publication(fn, v) : undefined;
    if (!wait || !start) continue;
    const path = findPath(fn, start.block, start.index, {
      item: ({ node }) => (closes(fn, node, v) || handsOn(fn, node, v) ? 'stop' : 'on'),
      edge: () => 'on',
      exit: (b) => (b.exit === 'return' ? 'found' : 'stop'),
    });
    if (path) found.set(v, { channel, published: start.item.node, path, wait });
  }
  return [...found.values()];
}

/** `close(c.done)` of a local that is set once, in the function itself; a deferred one comes on every path. */
function closesIn(fn: FunctionUnit): { readonly channel: SelectorExpr; readonly v: LocalVar }[] {
  const found: { channel: SelectorExpr; v: LocalVar }[] = [];
  walkOwn(fn, (n, parent) => {
    const channel = n.kind === 'CallExpr' && parent?.kind !== 'DeferStmt' ? closed(fn, n) : undefined;
    const v = channel?.x.kind === 'Ident' ? fn.package.objectOf(channel.x) : undefined;
    if (!channel || v?.kind !== 'local' || v.owner !== fn.syntax || v.role !== 'var') return;
    if ((declFacts(fn.decl).assignments.get(v) ?? []).length === 0) found.push({ channel, v });
  });
  return found;
}

function closed(fn: FunctionUnit, call: CallExpr): SelectorExpr | undefined {
  const callee = fn.package.calleeOf(call);
  const [arg] = call.args;
  const x = callee.kind === 'builtin' && callee.name === 'close' && arg ? unparen(arg) : undefined;
  return x?.kind === 'SelectorExpr' ? x : undefined;
}

/** The first item that stores the object in something else, or sends it. */
function publication(fn: FunctionUnit, v: LocalVar): { block: Block; index: number; item: Item } | undefined {
  for (const block of fn.cfg.blocks)
    for (const [index, item] of block.items.entries())
      if (usesIn(fn, item.node, v).some((u) => isPublished(fn, u))) return { block, index, item };
  return undefined;
}

function isPublished(fn: FunctionUnit, use: Ident): boolean {
  const above = declFacts(fn.decl).parents.get(use);
  if (above?.kind === 'SendStmt') return above.value === use;
  const to = above?.kind === 'AssignStmt' ? above.lhs[above.rhs.indexOf(use)] : undefined;
  return to?.kind === 'IndexExpr' || to?.kind === 'SelectorExpr';
}

const usesIn = (fn: FunctionUnit, node: Node, v: LocalVar): readonly Ident[] =>
  (declFacts(fn.decl).uses.get(v) ?? []).filter((u) => node.start <= u.start && u.end <= node.end);

const closes = (fn: FunctionUnit, node: Node, v: LocalVar): boolean =>
  usesIn(fn, node, v).some((u) => {
    const { parents } = declFacts(fn.decl);
    const sel = parents.get(u);
    const call = sel && parents.get(sel);
    return call?.kind === 'CallExpr' && closed(fn, call) === sel;
  });

/** Given to a call, a goroutine or the caller, or used by a literal: somebody else may close it. */
function handsOn(fn: FunctionUnit, node: Node, v: LocalVar): boolean {
  if (node.kind === 'SelectStmt' || node.kind === 'RangeStmt') return false;
  return usesIn(fn, node, v).some((u) => {
    const above = fn.ancestors(u);
    const parent = above.at(-1);
    if (above.some((n) => n.kind === 'FuncLit' || n.kind === 'GoStmt')) return true;
    if (parent?.kind === 'SelectorExpr') {
      const call = above.at(-2);
      return call?.kind === 'CallExpr' && call.fun === parent;
    }
    return !isPublished(fn, u);
  });
}

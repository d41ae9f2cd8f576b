import { walkOwn } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Ident, Node, SendStmt } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { isWithin } from '../syntax/span.ts';
import { findFrom } from './errorReturns.ts';
import { type Holder, holdersOfReturned } from './handedOut.ts';
import { definitionsIn, isMakeChan } from './localChannels.ts';
import { loopAround } from './loops.ts';

/** A function that returns a channel, on which a goroutine that it starts sends: without room, or more than there is room for. */
export interface Generator {
  readonly owner: FunctionUnit;
  readonly goroutine: FunctionUnit;
  readonly channel: LocalVar;
  readonly made: CallExpr;
  /** The bare sends of the goroutine: nobody but a receiver can free them. */
  readonly sends: readonly SendStmt[];
  /** Some of them stand in literals that it calls, or hands to a call: they may be reached more than once. */
  readonly isNested: boolean;
  /** The capacity; where there is any, the sends stand in a loop. */
  readonly room: number;
}

export function generators(fn: FunctionUnit): Generator[] {
  if (fn.syntax.kind !== 'FuncDecl' || fn.decl.broken) return [];
  const found: Generator[] = [];
  walkOwn(fn, (n) => {
    for (const [target, call] of definitionsIn(n)) {
      const channel = fn.package.objectOf(target);
      if (channel?.kind !== 'local' || channel.ident !== target || call?.kind !== 'CallExpr') continue;
      const room = isMakeChan(fn, call) ? roomOf(fn, call) : undefined;
      if (room === undefined) continue;
      for (const holder of holdersOfReturned(fn, channel, room > 0) ?? []) {
        const generator = generatorOf(fn, channel, call, holder, room);
        if (generator) found.push(generator);
      }
    }
  });
  return found;
}

function generatorOf(
  owner: FunctionUnit,
  channel: LocalVar,
  made: CallExpr,
  { goroutine, channel: inside }: Holder,
  room: number,
): Generator | undefined {
  const own = bareSends(goroutine, inside);
  const isOwn = goroutine.decl === owner.decl;
  const nested = isOwn ? runBy(owner, goroutine).flatMap((f) => bareSends(f, inside)) : [];
  // Room for a few does not last where the same send comes again, and nothing else is known to need more.
  const sends = room === 0 ? [...own, ...nested] : own.filter((s) => comesAgain(goroutine, s));
  return sends.length === 0 ? undefined : { owner, goroutine, channel, made, sends, isNested: nested.length > 0, room };
}

/** A loop comes back to the send. */
const comesAgain = (fn: FunctionUnit, send: SendStmt): boolean =>
  !fn.cfg.incomplete && findFrom(fn, send, never, never, ({ node }) => node === send) !== undefined;

const never = (): boolean => false;

/** Literals inside of the goroutine that are not started as another one, and those around it that it calls by their names. */
function runBy(fn: FunctionUnit, goroutine: FunctionUnit): FunctionUnit[] {
  const { parents } = declFacts(fn.decl);
  return [...fn.literals, ...nestedIn(goroutine)].filter((f) => {
    if (f === goroutine || isStarted(f)) return false;
    if (isWithin(f.syntax, goroutine.syntax)) return true;
    const uses = usesByName(f);
    return uses.every((u) => isCalled(parents, u)) && uses.some((u) => isWithin(u, goroutine.syntax));
  });
}

/** Where a literal that was given a name once and for all (`f := func…`) is used by it. */
export function usesByName(literal: FunctionUnit): readonly Ident[] {
  const { syntax, decl } = literal;
  const { parents, uses } = declFacts(decl);
  const above = parents.get(syntax);
  if (syntax.kind !== 'FuncLit' || above?.kind !== 'AssignStmt' || above.op !== ':=') return [];
  const name = above.lhs[above.rhs.indexOf(syntax)];
  const v = name?.kind === 'Ident' ? literal.package.objectOf(name) : undefined;
  return v?.kind === 'local' ? (uses.get(v) ?? []) : [];
}

/** Literals at any depth. */
export const nestedIn = (fn: FunctionUnit): FunctionUnit[] => fn.literals.flatMap((f) => [f, ...nestedIn(f)]);

function isCalled(parents: ReadonlyMap<Node, Node>, u: Node): boolean {
  const call = parents.get(u);
  return call?.kind === 'CallExpr' && call.fun === u;
}

/** Undefined where it is no constant. */
function roomOf(fn: FunctionUnit, call: CallExpr): number | undefined {
  const [, size] = call.args;
  const value = size ? fn.package.constantOf(size) : 0n;
  return typeof value === 'bigint' ? Number(value) : undefined;
}

/** `go func() { … }()` */
export function isStarted(fn: FunctionUnit): boolean {
  const { parents } = declFacts(fn.decl);
  const call = parents.get(fn.syntax);
  return call?.kind === 'CallExpr' && call.fun === fn.syntax && parents.get(call)?.kind === 'GoStmt';
}

function around(parents: ReadonlyMap<Node, Node>, n: Node): Node | undefined {
  for (let at = parents.get(n); at; at = parents.get(at))
    if (at.kind === 'FuncLit' || at.kind === 'FuncDecl') return at;
  return undefined;
}

function bareSends(fn: FunctionUnit, channel: LocalVar): SendStmt[] {
  const found: SendStmt[] = [];
  walkOwn(fn, (n, parent) => {
    const x = n.kind === 'SendStmt' ? unparen(n.chan) : undefined;
    if (n.kind !== 'SendStmt' || x?.kind !== 'Ident' || fn.package.objectOf(x) !== channel) return;
    if (!(parent?.kind === 'CommClause' && parent.comm === n)) found.push(n);
  });
  return found;
}

/** What the package's own callers do with the channel. */
export interface Callers {
  /** Some caller can leave before it has received everything: there. */
  readonly leavesEarly: { readonly function: FunctionUnit; readonly node: Node } | undefined;
  /** All of them are seen to receive everything; false when there is none. */
  readonly allDrain: boolean;
}

export function callersOf(g: Generator): Callers {
  let [count, drains] = [0, 0];
  let leavesEarly: Callers['leavesEarly'];
  for (const { function: fn, call } of g.owner.package.callsTo(g.owner)) {
    count++;
    const use = useOfCall(fn, call, g);
    if (use === 'drains') drains++;
    else if (use && !fn.file.isTest) leavesEarly ??= { function: fn, node: use };
  }
  return { leavesEarly, allDrain: count > 0 && drains === count };
}

/** `drains`, the node at which the caller may leave early, or undefined when it cannot be told. */
function useOfCall(fn: FunctionUnit, call: CallExpr, g: Generator): 'drains' | Node | undefined {
  const { parents, uses } = declFacts(fn.decl);
  const above = parents.get(call);
  const direct = above && useOfChannel(fn, call, above, g);
  if (direct || above?.kind !== 'AssignStmt' || above.op !== ':=') return direct || undefined;
  const target = above.lhs[above.rhs.length === 1 ? resultIndex(g) : above.rhs.indexOf(call)];
  if (target?.kind === 'Ident' && target.name === '_') return target;
  const v = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
  if (v?.kind !== 'local') return undefined;
  const all = (uses.get(v) ?? []).map((u) => {
    const parent = parents.get(u);
    return parent && useOfChannel(fn, u, parent, g, (leaving) => isDrained(fn, v, leaving));
  });
  const early = all.find((u) => typeof u === 'object');
  return early ?? (all.length > 0 && all.every((u) => u === 'drains') ? 'drains' : undefined);
}

/** The rest is received before the function leaves there, or behind the loop that it breaks, or when it ends. */
function isDrained(fn: FunctionUnit, v: LocalVar, leaving: Node): boolean {
  const { parents, uses } = declFacts(fn.decl);
  const list = parents.get(leaving);
  return (uses.get(v) ?? []).some((u) => {
    const loop = parents.get(u);
    if (loop?.kind !== 'RangeStmt' || loop.x !== u || leavesLoop(loop.body)) return false;
    if (loop.start < leaving.start) {
      if (fn.cfg.deferred.some((d) => d.start <= loop.start && loop.end <= d.end)) return true;
      const goroutine = fn.ancestors(loop).find((n) => n.kind === 'GoStmt');
      return parents.get(goroutine ?? loop) === list;
    }
    return leaving.kind === 'BranchStmt' && around(parents, loop) === fn.syntax;
  });
}

function resultIndex(g: Generator): number {
  let at = 0;
  walkOwn(g.owner, (n) => {
    if (n.kind !== 'ReturnStmt') return;
    const i = n.results.findIndex((r) => r.kind === 'Ident' && g.owner.package.objectOf(r) === g.channel);
    if (i >= 0) at = i;
  });
  return at;
}

function useOfChannel(
  fn: FunctionUnit,
  e: Node,
  parent: Node,
  g: Generator,
  isDrained: (leaving: Node) => boolean = () => false,
): 'drains' | Node | undefined {
  const { parents } = declFacts(fn.decl);
  if (parent.kind === 'RangeStmt' && parent.x === e) return leavesLoop(parent.body, isDrained) ?? 'drains';
  if (parent.kind !== 'UnaryExpr' || parent.op !== '<-') return undefined;
  const above = parents.get(parent);
  const comm = above?.kind === 'AssignStmt' || above?.kind === 'ExprStmt' ? above : undefined;
  const clause = comm && parents.get(comm);
  if (clause?.kind === 'CommClause' && clause.comm === comm) {
    const select = parents.get(clause);
    return select?.kind === 'SelectStmt' && select.cases.length > 1 ? select : undefined;
  }
  return g.sends.length === 1 && !g.isNested && !loopAround(g.goroutine, g.sends[0] as SendStmt) ? 'drains' : undefined;
}

/** A return or break in the loop's body, but for those that are fine. */
function leavesLoop(body: Node, isFine: (leaving: Node) => boolean = () => false): Node | undefined {
  let found: Node | undefined;
  const look = (n: Node, inner: boolean): void => {
    if (found || n.kind === 'FuncLit') return;
    if (n.kind === 'ReturnStmt' || (n.kind === 'BranchStmt' && n.token === 'break' && (!inner || n.label))) {
      if (!isFine(n)) found = n;
      return;
    }
    const nested = n.kind === 'ForStmt' || n.kind === 'RangeStmt' || n.kind === 'SelectStmt' || n.kind === 'SwitchStmt';
    for (const child of Object.values(n))
      for (const c of Array.isArray(child) ? child : [child])
        if (typeof c === 'object' && c !== null && 'kind' in c) look(c as Node, inner || nested);
  };
  look(body, false);
  return found;
}

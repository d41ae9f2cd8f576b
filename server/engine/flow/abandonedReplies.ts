import { walkOwn } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import type { Place } from '../finding.ts';
import type { PackageFact } from '../package/facts.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, CommClause, CompositeLit, Expr, Node, SelectStmt } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { isWithin } from '../syntax/span.ts';
import { isOfTheCall } from './callSignals.ts';
import type { Block } from './cfg.ts';
import { definitionsIn, isMakeChan } from './localChannels.ts';
import { findPath, type Path } from './paths.ts';

/** A request whose answer nobody receives any more, and which is answered all the same. */
export interface AbandonedReply {
  /** How the requester calls the channel for the answer. */
  readonly channel: string;
  readonly made: CallExpr;
  /** The request. */
  readonly literal: CompositeLit;
  readonly handedOver: Node;
  readonly path: Path;
  /** Where the answer is sent, with nothing else to do but wait. */
  readonly answer: Place;
}

/** What the functions of a package do with a field that carries a channel for the answer, as `Type.field`. */
interface FieldUse {
  readonly field: string;
  /** Sends and waits for nothing else; or takes from it what the requester does not. */
  readonly does: 'sends' | 'receives';
  readonly at: Place;
}

const fieldUses: PackageFact<FieldUse> = {
  name: 'answers to requests',
  of: (fn) => {
    const found: FieldUse[] = [];
    const { parents } = declFacts(fn.decl);
    const add = (does: FieldUse['does'], channel: Expr, node: Node): void => {
      const field = fieldOf(fn, unparen(channel), does);
      if (field) found.push({ field, does, at: fn.place(node) });
    };
    walkOwn(fn, (n) => {
      if (n.kind === 'SendStmt' && !hasOtherCase(parents.get(n), parents)) add('sends', n.chan, n);
      if (n.kind === 'UnaryExpr' && n.op === '<-') add('receives', n.x, n);
      if (n.kind === 'RangeStmt' && mayBeChannel(fn, n.x)) add('receives', n.x, n);
    });
    return found;
  },
};

const mayBeChannel = (fn: FunctionUnit, e: Expr): boolean =>
  !['slice', 'array', 'map', 'basic', 'func', 'pointer'].includes(fn.package.underlying(fn.package.typeOf(e)).kind);

function hasOtherCase(above: Node | undefined, parents: ReadonlyMap<Node, Node>): boolean {
  const select = above?.kind === 'CommClause' ? parents.get(above) : undefined;
  return select?.kind === 'SelectStmt' && select.cases.length > 1;
}

/** `request.reply`, where the type of the request is one of the package; to receive from a request of one's own is the rule. */
function fieldOf(fn: FunctionUnit, channel: Expr, does: FieldUse['does']): string | undefined {
  if (channel.kind !== 'SelectorExpr') return undefined;
  const t = dereferenced(fn.package.typeOf(channel.x));
  if (t.kind !== 'named' || t.path !== fn.package.path) return undefined;
  const v = channel.x.kind === 'Ident' ? fn.package.objectOf(channel.x) : undefined;
  const isOwn = does === 'receives' && v?.kind === 'local' && isMadeHere(fn, v);
  return isOwn ? undefined : `${t.name}.${channel.sel.name}`;
}

function isMadeHere(fn: FunctionUnit, v: LocalVar): boolean {
  const above = declFacts(fn.decl).parents.get(v.ident);
  const value = above?.kind === 'AssignStmt' ? above.rhs[above.lhs.indexOf(v.ident)] : undefined;
  return value !== undefined && literalOf(value) !== undefined;
}

/**
 * `reply := make(chan T); service <- request{reply: reply}; select { case <-reply: …; case <-timer: return }`: the other
 * case leaves the function, and whoever answers by `request.reply <- v` alone waits for ever. So it is with
 * `r := request{reply: make(chan T)}` and `case <-r.reply:`.
 */
export function abandonedReplies(fn: FunctionUnit): AbandonedReply[] {
  if (fn.cfg.incomplete || fn.decl.broken) return [];
  return requestsIn(fn).flatMap((r) => abandonedIn(fn, r) ?? []);
}

/** A request that a function makes, with a channel for the answer without room, and the only ways it receives that. */
interface Request {
  readonly literal: CompositeLit;
  readonly field: string;
  /** How the function calls the channel. */
  readonly channel: string;
  readonly made: CallExpr;
  readonly receives: readonly Case[];
}

interface Case {
  readonly select: SelectStmt;
  readonly clause: CommClause;
}

function requestsIn(fn: FunctionUnit): Request[] {
  const found: (Request | undefined)[] = [];
  walkOwn(fn, (n) => {
    for (const [target, value] of definitionsIn(n)) {
      const v = fn.package.objectOf(target);
      if (v?.kind !== 'local' || v.ident !== target || !value) continue;
      if (isWithoutRoom(fn, value)) found.push(requestWith(fn, v, value));
      const literal = literalOf(value);
      for (const e of literal?.elements ?? [])
        if (literal && e.kind === 'KeyValueExpr' && e.key.kind === 'Ident' && isWithoutRoom(fn, e.value))
          found.push(requestHolding(fn, v, literal, e.key.name, e.value));
    }
  });
  return found.filter((r) => r !== undefined);
}

const isWithoutRoom = (fn: FunctionUnit, e: Node): e is CallExpr =>
  e.kind === 'CallExpr' && e.args.length === 1 && isMakeChan(fn, e);

const literalOf = (e: Node): CompositeLit | undefined => {
  const literal = e.kind === 'UnaryExpr' && e.op === '&' ? e.x : e;
  return literal.kind === 'CompositeLit' ? literal : undefined;
};

function abandonedIn(fn: FunctionUnit, request: Request): AbandonedReply | undefined {
  const { literal, receives } = request;
  const t = dereferenced(fn.package.typeOf(literal));
  if (receives.length === 0 || t.kind !== 'named' || t.path !== fn.package.path) return undefined;
  const answers = fn.package.collect(fieldUses).filter((u) => u.field === `${t.name}.${request.field}`);
  const answer = answers.find((u) => u.does === 'sends');
  if (!answer || answers.some((u) => u.does === 'receives')) return undefined;
  for (const from of handOvers(fn, literal)) {
    const path = withoutReceiving(fn, from, receives);
    if (path) return { ...request, handedOver: from.node, path, answer: answer.at };
  }
  return undefined;
}

/** The channel has a name; undefined where it is used in another way, or received from outside of a select. */
function requestWith(fn: FunctionUnit, variable: LocalVar, made: CallExpr): Request | undefined {
  const { parents, uses, assignments } = declFacts(fn.decl);
  if ((assignments.get(variable) ?? []).length > 0) return undefined;
  const given: { literal: CompositeLit; field: string }[] = [];
  const receives: Case[] = [];
  for (const use of uses.get(variable) ?? []) {
    const above = parents.get(use);
    // The name of a field may be the same.
    if (above?.kind === 'KeyValueExpr' && above.value !== use) continue;
    const literal = above?.kind === 'KeyValueExpr' ? parents.get(above) : above;
    const field =
      literal?.kind === 'CompositeLit' ? fieldAt(fn, literal, above?.kind === 'KeyValueExpr' ? above : use) : undefined;
    const received = caseOf(use, parents);
    if (functionOf(use, parents) !== fn.syntax) return undefined;
    if (literal?.kind === 'CompositeLit' && field) given.push({ literal, field });
    else if (received) receives.push(received);
    else return undefined;
  }
  const [only] = given;
  return only && given.length === 1 ? { ...only, channel: variable.name, made, receives } : undefined;
}

/** The request has a name, and the channel is known by it. */
function requestHolding(
  fn: FunctionUnit,
  holder: LocalVar,
  literal: CompositeLit,
  field: string,
  made: CallExpr,
): Request | undefined {
  const { parents, uses, assignments } = declFacts(fn.decl);
  if ((assignments.get(holder) ?? []).length > 0) return undefined;
  const receives: Case[] = [];
  for (const use of uses.get(holder) ?? []) {
    const above = parents.get(use);
    if (above?.kind !== 'SelectorExpr' || above.sel.name !== field) continue;
    const received = caseOf(above, parents);
    if (!received || functionOf(use, parents) !== fn.syntax) return undefined;
    receives.push(received);
  }
  return { literal, field, channel: `${holder.name}.${field}`, made, receives };
}

/** The case of a select that receives from the channel, as itself or assigned to something. */
function caseOf(channel: Node, parents: ReadonlyMap<Node, Node>): Case | undefined {
  const receive = parents.get(channel);
  const stmt = receive?.kind === 'UnaryExpr' && receive.op === '<-' ? parents.get(receive) : undefined;
  const clause = stmt && parents.get(stmt);
  const select = clause?.kind === 'CommClause' && clause.comm === stmt ? parents.get(clause) : undefined;
  return clause?.kind === 'CommClause' && select?.kind === 'SelectStmt' ? { select, clause } : undefined;
}

function fieldAt(fn: FunctionUnit, literal: CompositeLit, element: Node): string | undefined {
  if (element.kind === 'KeyValueExpr') return element.key.kind === 'Ident' ? element.key.name : undefined;
  const type = fn.package.underlying(dereferenced(fn.package.typeOf(literal)));
  return type.kind === 'struct' ? type.fields[literal.elements.indexOf(element as never)]?.name : undefined;
}

function functionOf(node: Node, parents: ReadonlyMap<Node, Node>): Node | undefined {
  let n: Node | undefined = node;
  while (n && n.kind !== 'FuncLit' && n.kind !== 'FuncDecl') n = parents.get(n);
  return n;
}

interface HandOver {
  readonly node: Node;
  readonly block: Block;
  readonly index: number;
}

/** Where the request goes to somebody else: as an argument or as what is sent, by itself or by the name it was given. */
function* handOvers(fn: FunctionUnit, literal: CompositeLit): Generator<HandOver> {
  const { parents, uses } = declFacts(fn.decl);
  const pointer = parents.get(literal);
  const whole = pointer?.kind === 'UnaryExpr' && pointer.op === '&' ? pointer : literal;
  const above = parents.get(whole);
  const name = above?.kind === 'AssignStmt' ? above.lhs[above.rhs.indexOf(whole as never)] : undefined;
  const v = name?.kind === 'Ident' ? fn.package.objectOf(name) : undefined;
  const given: readonly Node[] = name ? (v?.kind === 'local' ? (uses.get(v) ?? []) : []) : [whole];
  for (const node of given) {
    const to = parents.get(node);
    const isGiven =
      (to?.kind === 'CallExpr' && to.args.some((a) => a === node)) || (to?.kind === 'SendStmt' && to.value === node);
    if (!isGiven) continue;
    for (const block of fn.cfg.blocks) {
      const index = block.items.findIndex((i) => isWithin(node, i.node) && i.node.kind !== 'SelectStmt');
      if (index >= 0) yield { node: to, block, index };
      for (const e of block.successors)
        if (e.why.kind === 'select' && e.why.clause.comm === to) yield { node: to, block: e.to, index: -1 };
    }
  }
}

/** Out of the function after another case than the answer has been taken, where both could be. */
function withoutReceiving(fn: FunctionUnit, from: HandOver, receives: readonly Case[]): Path | undefined {
  const isOffered = (select: SelectStmt): boolean => receives.some((r) => r.select === select);
  const isReceived = (clause: CommClause): boolean => receives.some((r) => r.clause === clause);
  const path = findPath(fn, from.block, from.index, {
    item: () => 'on',
    edge: ({ why }) =>
      why.kind === 'select' && (isReceived(why.clause) || (isOffered(why.select) && !isOfTheCall(fn, why.clause)))
        ? 'stop'
        : 'on',
    exit: (b) => (b.exit === 'return' || b.exit === 'goexit' ? 'found' : 'stop'),
  });
  return path?.edges.some(({ why }) => why.kind === 'select' && isOffered(why.select)) ? path : undefined;
}

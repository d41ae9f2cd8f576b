import { type Budget, spend } from '../budget.ts';
import type { Obj } from '../facts/objects.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Expr, Node } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Block, Edge, Item } from './cfg.ts';

/** What a visitor says of an item or an edge. */
export type Verdict =
  /** The path goes on. */
  | 'on'
  /** Nothing to find on any continuation. */
  | 'stop'
  /** Here is what was looked for. */
  | 'found';

export interface Visitor {
  item(item: Item): Verdict;
  edge(edge: Edge): Verdict;
  exit(block: Block): Verdict;
}

export interface Path {
  readonly end: Block;
  /** The item at which it was found; undefined when it was at the block's exit. */
  readonly item: Item | undefined;
  readonly edges: readonly Edge[];
}

/** More situations than this in one search: the function is too tangled, and silence is right. */
const maxSituations = 4000;
/** Situations and the items in them, over all searches in a function. */
const searches: Budget = {
  unit: 'steps on paths',
  steps: 400_000,
  excuse: 'its paths are too many: not all of them were searched',
};

interface Situation {
  readonly block: Block;
  readonly from: Situation | undefined;
  readonly via: Edge | undefined;
  /** Answers of the conditions that are asked more than once. */
  readonly decided: ReadonlyMap<string, boolean>;
}

/**
 * The shortest path from just after item `index` of `block` to where the visitor finds something. The same condition,
 * while nothing assigns its variables, answers alike along a path.
 */
export function findPath(fn: FunctionUnit, block: Block, index: number, visitor: Visitor): Path | undefined {
  const conditions = repeatedConditions(fn);
  const start: Situation = { block, from: undefined, via: undefined, decided: decidedAt(block, conditions) };
  const queue: { readonly s: Situation; readonly first: number }[] = [{ s: start, first: index + 1 }];
  const seen = new Set<string>();
  for (let i = 0; i < queue.length && i < maxSituations; i++) {
    const { s, first } = queue[i] as { s: Situation; first: number };
    if (!spend(searches, fn, 1 + s.block.items.length)) return undefined;
    const run = throughBlock(s.block, first, visitor);
    if (run.verdict === 'found') return { end: s.block, item: run.item, edges: edgesOf(s) };
    if (run.verdict === 'stop') continue;
    const decided = conditions.size === 0 ? s.decided : forget(fn, s.decided, s.block, conditions);
    for (const edge of s.block.successors) {
      const next = decide(fn, decided, edge, conditions);
      if (!next || visitor.edge(edge) === 'stop') continue;
      const key = `${edge.to.index} ${[...next].join()}`;
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push({ s: { block: edge.to, from: s, via: edge, decided: next }, first: 0 });
    }
  }
  return undefined;
}

function throughBlock(block: Block, first: number, visitor: Visitor): { verdict: Verdict; item: Item | undefined } {
  for (let i = first; i < block.items.length; i++) {
    const item = block.items[i] as Item;
    const verdict = visitor.item(item);
    if (verdict !== 'on') return { verdict, item };
  }
  const verdict = block.exit === undefined ? 'on' : visitor.exit(block);
  return { verdict, item: undefined };
}

function edgesOf(s: Situation): Edge[] {
  const edges: Edge[] = [];
  for (let at: Situation | undefined = s; at?.via; at = at.from) edges.push(at.via);
  return edges.reverse();
}

interface Question {
  /** The text and the variables that its names stand for: `i < n` of two loops are two questions. */
  readonly key: string;
  readonly flipped: boolean;
}

/** `a != b` is `a == b` answered the other way. */
function question(fn: FunctionUnit, cond: Expr): Question | undefined {
  const key = (text: string): string => [text, ...[...variablesOf(fn, cond)].map(identity)].join('#');
  if (cond.kind === 'BinaryExpr' && (cond.op === '==' || cond.op === '!=')) {
    return { key: key(`${fn.textOf(cond.x)} == ${fn.textOf(cond.y)}`), flipped: cond.op === '!=' };
  }
  let pure = true;
  walk(cond, (n) => {
    if (n.kind === 'CallExpr' || (n.kind === 'UnaryExpr' && n.op === '<-')) pure = false;
  });
  return pure ? { key: key(fn.textOf(cond)), flipped: false } : undefined;
}

const flagKey = (variable: Obj): string => `${variable.name}#${identity(variable)}`;

const identities = new WeakMap<Obj, number>();
let lastIdentity = 0;

/** A number of its own for every object. */
export function identity(object: Obj): number {
  const known = identities.get(object) ?? ++lastIdentity;
  identities.set(object, known);
  return known;
}

type Conditions = ReadonlyMap<string, ReadonlySet<Obj>>;

/** The question whether a variable is nil, as a condition asks it. */
const nilKey = (variable: Obj): string => `${variable.name} == nil#${identity(variable)}`;

/** Conditions that are asked at least twice, plain flags, and channels of select cases, with the variables they read. */
const repeatedConditions = remembered((fn: FunctionUnit): Conditions => {
  const count = new Map<string, { n: number; reads: Set<Obj> }>();
  for (const b of fn.cfg.blocks) {
    const why = b.successors[0]?.why;
    const q = why?.kind === 'cond' ? question(fn, why.cond) : undefined;
    if (!q || why?.kind !== 'cond') continue;
    questions.set(why.cond, q);
    const entry = count.get(q.key) ?? { n: 0, reads: variablesOf(fn, why.cond) };
    entry.n++;
    count.set(q.key, entry);
  }
  const asked = new Map<string, ReadonlySet<Obj>>(
    [...count].filter(([key, c]) => c.n > 1 || /^\w+#\d+$/.test(key)).map(([key, c]) => [key, c.reads]),
  );
  for (const b of fn.cfg.blocks)
    for (const edge of b.successors) {
      const channel = channelOfCase(fn, edge);
      if (channel) asked.set(nilKey(channel), new Set([channel]));
    }
  return asked;
}, new Map());

/** The variable whose channel the case that the edge takes sends to or receives from. */
function channelOfCase(fn: FunctionUnit, { why }: Edge): Obj | undefined {
  const comm = why.kind === 'select' ? why.clause.comm : undefined;
  const [value] = comm?.kind === 'AssignStmt' ? comm.rhs : [];
  const received = comm?.kind === 'ExprStmt' ? comm.x : value;
  const channel =
    comm?.kind === 'SendStmt'
      ? comm.chan
      : received?.kind === 'UnaryExpr' && received.op === '<-'
        ? received.x
        : undefined;
  return channel?.kind === 'Ident' ? fn.package.objectOf(channel) : undefined;
}

function variablesOf(fn: FunctionUnit, e: Expr): Set<Obj> {
  const found = new Set<Obj>();
  walk(e, (n) => {
    const obj = n.kind === 'Ident' ? fn.package.objectOf(n) : undefined;
    if (obj && obj.kind !== 'universe') found.add(obj);
  });
  return found;
}

function decide(
  fn: FunctionUnit,
  decided: ReadonlyMap<string, boolean>,
  edge: Edge,
  conditions: Conditions,
): ReadonlyMap<string, boolean> | undefined {
  if (edge.why.kind === 'select' && decided.size > 0) {
    // Nothing is ever ready on a nil channel.
    const channel = channelOfCase(fn, edge);
    return channel && decided.get(nilKey(channel)) === true ? undefined : decided;
  }
  const q = edge.why.kind === 'cond' && conditions.size > 0 ? questionOf(edge, conditions) : undefined;
  if (!q || edge.why.kind !== 'cond') return decided;
  const value = edge.why.value !== q.flipped;
  const before = decided.get(q.key);
  if (before !== undefined) return before === value ? decided : undefined;
  return new Map([...decided, [q.key, value]]);
}

const questions = new WeakMap<Expr, Question>();

function questionOf(edge: Edge, conditions: Conditions): Question | undefined {
  const q = edge.why.kind === 'cond' ? questions.get(edge.why.cond) : undefined;
  return q && conditions.has(q.key) ? q : undefined;
}

/** Assignments in the block end what was known of the conditions that read the variable. */
function forget(
  fn: FunctionUnit,
  decided: ReadonlyMap<string, boolean>,
  block: Block,
  conditions: Conditions,
): ReadonlyMap<string, boolean> {
  const assigned = new Set<Obj>();
  const flags = new Map<string, boolean>();
  for (const item of block.items)
    for (const obj of assignedBy(fn, item.node)) {
      assigned.add(obj);
      const flag = constantFlag(item.node);
      if (flag === undefined || !conditions.has(flagKey(obj))) flags.delete(flagKey(obj));
      else flags.set(flagKey(obj), flag);
      if (isSetToNil(item.node) && conditions.has(nilKey(obj))) flags.set(nilKey(obj), true);
      else flags.delete(nilKey(obj));
    }
  if (assigned.size === 0) return decided;
  const kept = [...decided].filter(([key]) => ![...(conditions.get(key) ?? [])].some((v) => assigned.has(v)));
  return new Map([...kept, ...flags]);
}

/** `held = true`, `held := false` */
function constantFlag(node: Node): boolean | undefined {
  const [value] = node.kind === 'AssignStmt' && node.lhs.length === 1 ? node.rhs : [];
  if (value?.kind !== 'Ident' || (value.name !== 'true' && value.name !== 'false')) return undefined;
  return value.name === 'true';
}

/** `ch = nil` */
function isSetToNil(node: Node): boolean {
  const [value] = node.kind === 'AssignStmt' && node.lhs.length === 1 ? node.rhs : [];
  return value?.kind === 'Ident' && value.name === 'nil';
}

/** Variables that a simple statement assigns (or declares). */
export function assignedBy(fn: FunctionUnit, node: Node): Obj[] {
  const targets: (Expr | undefined)[] =
    node.kind === 'AssignStmt'
      ? [...node.lhs]
      : node.kind === 'IncDecStmt'
        ? [node.x]
        : node.kind === 'RangeStmt'
          ? [node.key, node.value]
          : [];
  if (node.kind === 'DeclStmt') for (const s of node.specs) if (s.kind === 'ValueSpec') targets.push(...s.names);
  return targets.flatMap((t) => {
    const obj = t?.kind === 'Ident' ? fn.package.objectOf(t) : undefined;
    return obj ? [obj] : [];
  });
}

/** What must have been answered to reach the block: along the only way to it. */
function decidedAt(block: Block, conditions: Conditions): ReadonlyMap<string, boolean> {
  const decided = new Map<string, boolean>();
  let at = block;
  for (let i = 0; i < 50 && at.predecessors.length === 1; i++) {
    const edge = at.predecessors[0] as Edge;
    const q = questionOf(edge, conditions);
    if (q && edge.why.kind === 'cond' && !decided.has(q.key)) decided.set(q.key, edge.why.value !== q.flipped);
    at = edge.from;
  }
  return decided;
}

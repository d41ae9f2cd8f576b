import type { Code } from './code.ts';
import { Lost } from './lost.ts';
import { Machine } from './machine.ts';
import { type ChoiceKind, Memory } from './memory.ts';
import { type Move, meetings, ownMoves } from './moves.ts';
import type { Program } from './program.ts';
import { type Activation, canonical, isAlive, type State } from './state.ts';
import type { Value } from './value.ts';

/** How a node is reached: by the last of its transitions. */
interface Way {
  readonly from: Node | undefined;
  /** Undefined for the start. */
  readonly move: Move | undefined;
  readonly choices: readonly number[];
  /** Those of them that nothing in the code gives. */
  readonly openChoices: number;
  /** How much is taken for granted by all of them. */
  readonly weight: number;
  /** The same from the start on. */
  readonly granted: number;
}

/** A state, and of the shortest ways to it the one that takes least for granted. */
export interface Node extends Readonly<Way> {
  readonly state: State;
  /** Processes that move on some way from here, as bits; all of them where the run could not be followed. */
  canMove: number;
  readonly next: Node[];
  readonly depth: number;
  /** Why what comes after it is not known, where it is not. */
  lost: string | undefined;
}

export interface Start {
  readonly code: Code;
  /** Prepares the first state and answers the arguments. */
  readonly arguments: (memory: Memory) => readonly Value[];
}

/** What exploring has cost so far. */
export interface Spent {
  states: number;
  runs: number;
  steps: number;
  /** A limit was reached: some runs were not followed to their end. */
  isUsedUp: boolean;
  /** Why some way to begin could not be followed. */
  lost?: string;
}

const EVERYBODY = -1;
/** Why a node is lost when there were too many. */
export const budget = 'the budget for exploring is used up';

/** All states that can be reached, breadth first, up to the budget; what lies beyond it counts as free to move. */
export function explore(program: Program, start: Start, spent: Spent): readonly Node[] {
  const nodes: Node[] = [];
  const byKey = new Map<number, Node>();
  const queue: Node[] = [];
  let runs = 0;
  let steps = 0;
  const liveIn = (a: Activation): Uint8Array | undefined => (program.codes[a.code] as Code).live[a.pc];
  const empty: State = { heap: [], globals: [], processes: [] };
  const expand = (parent: Node | undefined, move: Move | undefined): void => {
    const prefix: number[] = [];
    let isLost = false;
    for (let ways = 0; ; ways++) {
      if (ways >= program.limits.ways || runs++ > program.limits.runs || steps > program.limits.totalSteps) {
        isLost = true;
        spent.isUsedUp = true;
        if (parent) parent.lost ??= budget;
        break;
      }
      const tape = new Tape(prefix);
      const machine = new Machine(program, parent?.state ?? empty, (n, kind) => tape.choose(n, kind), false);
      try {
        if (parent && move) machine.perform(move);
        else begin(machine, start);
        const { key, make } = canonical(machine.state, liveIn);
        const depth = (parent?.depth ?? 0) + 1;
        const way = (): Way => ({
          from: parent,
          move,
          choices: tape.picked(),
          openChoices: tape.open(),
          weight: tape.weight(),
          granted: (parent?.granted ?? 0) + tape.weight(),
        });
        let node = byKey.get(key);
        if (!node) {
          node = { ...way(), state: make(), canMove: 0, next: [], depth, lost: undefined };
          byKey.set(key, node);
          nodes.push(node);
          queue.push(node);
        } else if (node.depth === depth && (parent?.granted ?? 0) + tape.weight() < node.granted)
          Object.assign(node, way());
        parent?.next.push(node);
      } catch (error) {
        if (!(error instanceof Lost)) throw error;
        isLost = true;
        spent.isUsedUp ||= error.isLimit;
        if (parent) parent.lost ??= error.message;
        else spent.lost ??= error.message;
      }
      steps += machine.steps;
      if (!tape.advance(prefix)) break;
    }
    if (parent) {
      if (isLost) parent.canMove = EVERYBODY;
      else parent.canMove |= moversOf(move);
    }
  };
  expand(undefined, undefined);
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at] as Node;
    if (nodes.length > program.limits.states || runs > program.limits.runs || steps > program.limits.totalSteps) {
      node.canMove = EVERYBODY;
      spent.isUsedUp = true;
      node.lost ??= budget;
      continue;
    }
    for (const move of movesOf(program, node.state)) expand(node, move);
  }
  spent.states += nodes.length;
  spent.runs += runs;
  spent.steps += steps;
  spread(nodes);
  return nodes;
}

export function begin(machine: Machine, start: Start): void {
  machine.start(start.code, start.arguments(machine.memory));
}

function moversOf(move: Move | undefined): number {
  if (!move) return 0;
  return move.kind === 'one' ? 1 << move.process : (1 << move.sender) | (1 << move.receiver);
}

export function movesOf(program: Program, state: State): readonly Move[] {
  const memory = new Memory(program, state, () => 0);
  const own = state.processes.flatMap((p, i) => (isAlive(p) ? ownMoves(memory, i) : []));
  return [...own, ...meetings(memory)];
}

/** Backwards: who can move later can move. */
function spread(nodes: readonly Node[]): void {
  const before = new Map<Node, Node[]>();
  for (const n of nodes)
    for (const to of n.next) {
      const list = before.get(to);
      if (list) list.push(n);
      else before.set(to, [n]);
    }
  const open = [...nodes];
  for (let n = open.pop(); n; n = open.pop())
    for (const p of before.get(n) ?? []) {
      const all = p.canMove | n.canMove;
      if (all !== p.canMove) {
        p.canMove = all;
        open.push(p);
      }
    }
}

/** So little that all of them together weigh less than a guess, and of two runs the plainer one is lighter. */
const little = 0.01;
const weights: Readonly<Record<ChoiceKind, number>> = { usual: little, rounds: little, open: 1, unequal: 2 };

/** The choices of one way: those of the prefix first, then always the first answer. */
export class Tape {
  readonly #prefix: readonly number[];
  readonly #taken: { readonly of: number; readonly picked: number; readonly kind: ChoiceKind }[] = [];

  constructor(prefix: readonly number[]) {
    this.#prefix = prefix;
  }

  choose(n: number, kind: ChoiceKind = 'open'): number {
    const picked = this.#prefix[this.#taken.length] ?? 0;
    this.#taken.push({ of: n, picked, kind: kind === 'usual' && picked > 0 ? 'open' : kind });
    return picked;
  }

  /** How many answers were given that are not the usual ones. */
  open(): number {
    return this.#taken.filter((t) => t.kind !== 'usual').length;
  }

  /** What happens as a rule, and how often a loop goes round, is hardly taken for granted. */
  weight(): number {
    return this.#taken.reduce((sum, t) => sum + weights[t.kind], 0);
  }

  picked(): number[] {
    return this.#taken.map((t) => t.picked);
  }

  /** Turns `prefix` into that of the next way; false when all have been tried. */
  advance(prefix: number[]): boolean {
    for (let i = this.#taken.length - 1; i >= 0; i--) {
      const { of, picked } = this.#taken[i] as { of: number; picked: number };
      if (picked + 1 >= of) continue;
      prefix.length = 0;
      prefix.push(...this.#taken.slice(0, i).map((t) => t.picked), picked + 1);
      return true;
    }
    return false;
  }
}

import { charge, giveUpAt } from '../budget.ts';
import { dereferenced } from '../facts/types.ts';
import type { Place, WitnessStep } from '../finding.ts';
import { linesOf } from '../lines.ts';
import { perView, remembered } from '../package/asking.ts';
import type { PackageFact } from '../package/facts.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import { blame, type Stuck } from './blame.ts';
import type { Code } from './code.ts';
import { isExcused } from './excused.ts';
import { explore, type Node, type Spent, type Start } from './explore.ts';
import { type LifeStart, withNames } from './lives.ts';
import { lowerProgram } from './lower/function.ts';
import { kindOf } from './lower/types.ts';
import type { Memory } from './memory.ts';
import { type Limits, Program } from './program.ts';
import { isEntry, isOwnersFault, isWorthwhile } from './roots.ts';
import { allocate, CONTEXT, isAlive } from './state.ts';
import { events, type Telling, tell, type Waiting } from './tell.ts';
import { NIL, TOP, type Value } from './value.ts';

/** A goroutine that some run leaves blocked for ever. */
export interface Leak {
  readonly rule: string;
  /** The function with which the run begins. */
  readonly root: Place;
  /** Where the goroutines are started that the witness names. */
  readonly starts: readonly LifeStart[];
  /** The function in which it is blocked. */
  readonly function: Pick<FunctionUnit, 'name'>;
  readonly start: number;
  readonly end: number;
  readonly file: string;
  readonly message: string;
  readonly witness: readonly WitnessStep[];
  /** It ends with the process, only a test brings it about, or it takes several answers that nothing in the code gives. */
  readonly isFarFetched: boolean;
  /** What the finding rests on, one clause each. */
  readonly confidence: readonly string[];
}

/** `main` is followed far; other functions only as far as they and their callees explain themselves. */
const closedLimits: Limits = {
  states: 3000,
  ways: 48,
  runs: 20_000,
  steps: 600,
  totalSteps: 40_000,
  processes: 10,
  depth: 24,
  objects: 300,
};
/**
 * Of 83 functions in 14 projects whose runs show a leak when they are followed for 40,000 steps, 75 show it within 4,000
 * and 80 within 6,000; the other three are tests. Thousands of functions use up whatever they are given.
 */
const enoughSteps = 6_000;

/** A test is a closed world too; a package has many. */
const testLimits: Limits = { ...closedLimits, states: 800, ways: 32, runs: 4000, totalSteps: 2 * enoughSteps };
const openLimits: Limits = {
  states: 160,
  ways: 16,
  runs: 600,
  steps: 200,
  totalSteps: enoughSteps,
  processes: 5,
  depth: 6,
  objects: 90,
};
/** More answers than this to questions that the code leaves open, and a run is far-fetched. */
const MAX_OPEN_CHOICES = 4;

/** From so many on it is information. */
const FAR_FETCHED = 3;

const worldsOf = perView((pkg) => new Worlds(pkg));

/** Runs the model over a package: `main` in a closed world, other functions with callers that may do anything. */
export const leaksOf = remembered((pkg: PackageView): readonly Leak[] => {
  const byPlace = new Map<string, Leak>();
  for (const { leaks, root, gaveUp } of pkg.collect(leaksByRoot)) {
    if (gaveUp !== undefined) giveUpAt(pkg, root.file, root.name, gaveUp);
    for (const l of leaks)
      if (!byPlace.has(`${l.file}:${l.start}`)) byPlace.set(`${l.file}:${l.start}`, withLines(pkg, l));
  }
  return [...byPlace.values()];
}, []);

const named = new WeakMap<Leak, Leak>();

/**
 * Lines change with every edit above, so that they are no part of what is kept. A leak is placed again, as another
 * object, when a file changes in which one of its places lies.
 */
function withLines(pkg: PackageView, leak: Leak): Leak {
  const before = named.get(leak);
  if (before) return before;
  const lineOf = (file: string, offset: number): number => {
    const source = pkg.files.find((f) => f.name === file);
    return source ? linesOf(source).lineOf(offset) + 1 : 1;
  };
  const made = { ...leak, witness: withNames(leak.witness, leak.starts, leak.root.file, lineOf) };
  named.set(leak, made);
  return made;
}

interface Explored {
  readonly root: { readonly file: string; readonly name: string };
  readonly leaks: readonly Leak[];
  /** What the runs were not followed for, where they were not. */
  readonly gaveUp?: string;
}

/**
 * What the runs that begin with a function leave blocked. Each function has a budget of its own and none is shared, so
 * that what is found about one does not depend on what else the package holds.
 */
const leaksByRoot: PackageFact<Explored> = {
  name: 'leaks',
  of: (fn) => {
    if (fn.outer || fn.decl.broken || fn.syntax.kind !== 'FuncDecl' || !isWorthwhile(fn)) return [];
    const world = worldsOf(fn.package).of(fn);
    if (!world) return [];
    const spent: Spent = { states: 0, runs: 0, steps: 0, isUsedUp: false };
    const leaks = leaksFrom(world.program, fn, world.start, spent).filter((l) => !isOwnersFault(fn, l));
    const root = { file: fn.file.name, name: fn.name };
    const gaveUp = `its runs are followed for ${spent.states} states, not to their end`;
    return leaks.length > 0 || spent.isUsedUp ? [{ root, leaks, ...(spent.isUsedUp ? { gaveUp } : {}) }] : [];
  },
};

/** How runs begin: each kind of function has limits of its own. */
export class Worlds {
  readonly #closed: Program;
  readonly #tests: Program;
  readonly #open: Program;

  constructor(pkg: PackageView) {
    this.#closed = new Program(pkg, true, closedLimits);
    this.#tests = new Program(pkg, true, testLimits);
    this.#open = new Program(pkg, false, openLimits);
  }

  /** Undefined for a function that is too large to be followed. */
  of(fn: FunctionUnit): { readonly program: Program; readonly start: Start } | undefined {
    if (isEntry(fn)) {
      const program = fn.file.isTest ? this.#tests : this.#closed;
      return { program, start: { code: lowerProgram(program, fn), arguments: () => [] } };
    }
    const code = this.#open.rootOf(fn);
    return code && { program: this.#open, start: { code, arguments: (m) => strangers(m, fn) } };
  }
}

/** What a caller that may do anything hands in. */
function strangers(m: Memory, fn: FunctionUnit): Value[] {
  const { syntax } = fn;
  const fields = [...(syntax.kind === 'FuncDecl' && syntax.receiver ? [syntax.receiver] : []), ...syntax.type.params];
  return fields.flatMap((f) => {
    const type = fn.package.typeOf(f.type);
    return (f.names.length > 0 ? f.names : [undefined]).map((): Value => {
      if (kindOf(fn.package, type) === 'context') return allocate(m.state, [CONTEXT, 0, 0, 1, NIL]);
      const layout = m.program.layoutOf(dereferenced(type));
      return layout === undefined ? TOP : m.unknownStruct(layout);
    });
  });
}

function leaksFrom(program: Program, root: FunctionUnit, start: Start, spent: Spent): Leak[] {
  const before = spent.steps;
  const nodes = explore(program, start, spent);
  charge(root, 'steps of the model', spent.steps - before);
  const told = new Map<string, Leak>();
  const ends = reachingAnEnd(nodes);
  // Where all comes to rest in the end, the end shows who waits for whom. Of several runs the one that takes least for
  // granted is told.
  const found = nodes.filter((n) => stuckIn(n).length > 0 && !(ends.has(n) && n.canMove !== 0));
  found.sort((a, b) => a.granted - b.granted);
  for (const node of found) {
    const stuck = stuckIn(node);
    const where = stuck.map((p) => placeKey(node, p)).join();
    if (told.has(where)) continue;
    const run = events(program, start, node);
    if (run.openChoices > MAX_OPEN_CHOICES) continue;
    const causes = blame(program, node, stuck, run.events);
    for (const cause of causes) {
      if (isExcused(cause, root, run.events)) continue;
      const leak = leakOf(root, cause, waitingIn(program, node, stuck), run);
      const key = `${leak.file}:${leak.start}`;
      if (!told.has(key)) told.set(key, leak);
      told.set(where, told.get(key) as Leak);
    }
  }
  return [...new Set(told.values())];
}

/** The nodes from which a state can be reached in which nobody can move. */
function reachingAnEnd(nodes: readonly Node[]): ReadonlySet<Node> {
  const before = new Map<Node, Node[]>();
  for (const n of nodes)
    for (const to of n.next) {
      const list = before.get(to);
      if (list) list.push(n);
      else before.set(to, [n]);
    }
  const found = new Set<Node>(nodes.filter((n) => n.canMove === 0 && n.next.length === 0));
  const open = [...found];
  for (let n = open.pop(); n; n = open.pop())
    for (const p of before.get(n) ?? [])
      if (!found.has(p)) {
        found.add(p);
        open.push(p);
      }
  return found;
}

/** The processes that never go on from a state. */
export function stuckIn(node: Node): number[] {
  if (node.canMove === -1) return [];
  return node.state.processes.flatMap((p, i) => (isAlive(p) && (node.canMove & (1 << i)) === 0 ? [i] : []));
}

function placeKey(node: Node, process: number): string {
  const a = node.state.processes[process]?.stack.at(-1);
  return `${a?.code}/${a?.pc}`;
}

/** Where the stuck processes of a node wait. */
function waitingIn(program: Program, node: Node, stuck: readonly number[]): Waiting[] {
  return stuck.flatMap((process) => {
    const a = node.state.processes[process]?.stack.at(-1);
    const code = a && program.codes[a.code];
    return a && code ? [{ process, code, pc: a.pc }] : [];
  });
}

function leakOf(root: FunctionUnit, stuck: Stuck, waiting: readonly Waiting[], run: Telling): Leak {
  const code: Code = stuck.code;
  const at = code.instructions[stuck.pc]?.at ?? code.function.syntax;
  const { message, witness, starts } = tell(root, stuck, waiting, run);
  return {
    rule: stuck.rule,
    root: root.place(root.syntax),
    function: { name: code.function.name },
    ...code.function.place(at),
    message,
    witness,
    starts,
    isFarFetched:
      (root.package.name === 'main' && root.name === 'main' && stuck.process !== 0) ||
      (root.file.isTest && !code.function.file.isTest) ||
      run.weight >= FAR_FETCHED,
    confidence: [
      isEntry(root)
        ? `a closed world: all of \`${root.name}\` is seen`
        : `every caller of \`${root.name}\` that does nothing else`,
      'nothing that it waits for is in the hands of unknown code',
      run.answers === 0
        ? 'no answer on the way is open'
        : `${run.answers} ${run.answers === 1 ? 'answer' : 'answers'} on the way that the code leaves open`,
    ],
  };
}

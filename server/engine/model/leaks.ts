import { charge, giveUpAt } from '../budget.ts';
import type { Place, WitnessStep } from '../finding.ts';
import { linesOf } from '../lines.ts';
import { perView, remembered } from '../package/asking.ts';
import type { PackageFact } from '../package/facts.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import { blame, isOfUser, type Stuck } from './blame.ts';
import type { Code } from './code.ts';
import type { Event } from './event.ts';
import { isExcused } from './excused.ts';
import { explore, type Node, type Spent } from './explore.ts';
import { type LifeStart, withNames } from './lives.ts';
import type { Program } from './program.ts';
import { hasOtherRescue } from './rescue.ts';
import { isEntry, isOwnersFault, isWorthwhile } from './roots.ts';
import { isAlive } from './state.ts';
import { nameOf, type System, systemsOf } from './systems.ts';
import { events, type Telling, tell, type Waiting } from './tell.ts';
import { type World, Worlds } from './worlds.ts';

/** A goroutine that some run leaves blocked for ever. */
export interface Leak {
  readonly rule: string;
  /** The function with which the run begins. */
  readonly root: Place;
  /** Which of the systems that it ends (`systems.ts`), where the run is that of one. */
  readonly system?: string;
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

/** More answers than this to questions that the code leaves open, and a run is far-fetched. */
const MAX_OPEN_CHOICES = 4;

/** From so many on it is information. */
const FAR_FETCHED = 3;

const worldsOf = perView((pkg) => new Worlds(pkg));

/** Runs the model over a package: `main` in a closed world, other functions with callers that may do anything. */
export const leaksOf = remembered((pkg: PackageView): readonly Leak[] => {
  const byPlace = new Map<string, Leak>();
  for (const { leaks, root, gaveUp } of [...pkg.collect(leaksByRoot), ...pkg.collect(leaksByEnding)]) {
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
    const role: Role = {
      root: fn,
      callers: isEntry(fn)
        ? `a closed world: all of \`${fn.name}\` is seen`
        : `every caller of \`${fn.name}\` that does nothing else`,
      isExcused: (_, cause, __, events) => isExcused(cause, fn, events),
    };
    return explored(world, role, (l) => !isOwnersFault(fn, l));
  },
};

/** What is left blocked when the owner of a value ends it, by the method that does. */
const leaksByEnding: PackageFact<Explored> = {
  name: 'leaks of types',
  of: (fn) =>
    systemsOf(fn).flatMap((system) => {
      const world = worldsOf(fn.package).ofSystem(system);
      return world ? explored(world, roleOf(system), () => true) : [];
    }),
};

/** For whom a run stands. */
interface Role {
  /** The function to which the run belongs. */
  readonly root: FunctionUnit;
  /** What is taken for granted about callers. */
  readonly callers: string;
  /** Is it not worth telling who is stuck in a node? */
  readonly isExcused: (program: Program, cause: Stuck, node: Node, events: readonly Event[]) => boolean;
  readonly system?: string;
}

/** Of whoever is in a call only what the end of the goroutines has brought about is told. */
const ofUsers: ReadonlySet<string> = new Set([
  'send-ignores-stop',
  'done-not-signalled',
  'receive-never-closed',
  'blocked-while-locked',
  'lock-not-released',
]);

function roleOf(system: System): Role {
  const { make, use, end } = system;
  const during = use ? `, with a call of \`${use.name}\` under way` : '';
  return {
    root: end,
    callers: `an owner that calls \`${make.name}\` and \`${end.name}\`${during}, and nobody who calls later`,
    system: nameOf(system),
    isExcused: (program, cause, node, events) => {
      const { code = -1, pc = 0 } = node.state.processes[cause.process] ?? {};
      if (code >= 0 && isOfUser(program, code, pc) && !ofUsers.has(cause.rule)) return true;
      const isEnding = events.some((e) => e.code.function === end);
      // The owner does as it is told; that an end was an end already, or that it fails, is not what the type is about.
      const isGuessed = events.some((e) => e.process === 0 && e.isOpen);
      return !isEnding || isGuessed || isExcused(cause, end, events) || hasOtherRescue(program, node, cause, events);
    },
  };
}

function explored(world: World, role: Role, isTold: (leak: Leak) => boolean): Explored[] {
  const spent: Spent = { states: 0, runs: 0, steps: 0, isUsedUp: false };
  const leaks = leaksFrom(world, role, spent).filter(isTold);
  const root = { file: role.root.file.name, name: role.root.name };
  const gaveUp = `its runs are followed for ${spent.states} states, not to their end`;
  return leaks.length > 0 || spent.isUsedUp ? [{ root, leaks, ...(spent.isUsedUp ? { gaveUp } : {}) }] : [];
}

function leaksFrom({ program, start, first }: World, role: Role, spent: Spent): Leak[] {
  const before = spent.steps;
  const nodes = explore(program, start, spent);
  charge(role.root, 'steps of the model', spent.steps - before);
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
      if (role.isExcused(program, cause, node, run.events)) continue;
      const leak = leakOf(role, first, cause, waitingIn(program, node, stuck), run);
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

function leakOf(role: Role, first: string, stuck: Stuck, waiting: readonly Waiting[], run: Telling): Leak {
  const code: Code = stuck.code;
  const at = code.instructions[stuck.pc]?.at ?? code.function.syntax;
  const { root } = role;
  const { message, witness, starts } = tell(first, stuck, waiting, run);
  return {
    rule: stuck.rule,
    root: root.place(root.syntax),
    ...(role.system === undefined ? {} : { system: role.system }),
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
      role.callers,
      'nothing that it waits for is in the hands of unknown code',
      run.answers === 0
        ? 'no answer on the way is open'
        : `${run.answers} ${run.answers === 1 ? 'answer' : 'answers'} on the way that the code leaves open`,
    ],
  };
}

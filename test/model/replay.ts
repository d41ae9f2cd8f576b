import type { WitnessStep } from '../../server/engine/finding.ts';
import { linesOf } from '../../server/engine/lines.ts';
import type { Event } from '../../server/engine/model/event.ts';
import { movesOf, Tape } from '../../server/engine/model/explore.ts';
import { Lives, withNames } from '../../server/engine/model/lives.ts';
import { Lost } from '../../server/engine/model/lost.ts';
import { Machine } from '../../server/engine/model/machine.ts';
import type { Move } from '../../server/engine/model/moves.ts';
import type { Program } from '../../server/engine/model/program.ts';
import { isAlive, type State } from '../../server/engine/model/state.ts';
import { stepsOf } from '../../server/engine/model/tell.ts';
import type { World } from '../../server/engine/model/worlds.ts';
import type { FunctionUnit } from '../../server/engine/package/view.ts';

interface Reached {
  readonly state: State;
  readonly events: readonly Event[];
}

/**
 * Follows a witness through the semantics of the model from nothing but what it says: at each state, every move and every
 * answer is tried that tells the next steps and no others. Answers what is wrong, or undefined when some run tells just
 * these steps and ends in a state from which the goroutines that it calls blocked never move.
 */
export function replay(
  { program, start, first }: World,
  root: FunctionUnit,
  witness: readonly WitnessStep[],
): string | undefined {
  const lineOf = (file: string, offset: number): number => {
    const source = root.package.files.find((f) => f.name === file);
    return source ? linesOf(source).lineOf(offset) + 1 : 0;
  };
  const steps = witness.filter((s) => !s.isBlocked);
  const blocked = witness.filter((s) => s.isBlocked);
  if (blocked.length === 0 || witness.at(-1)?.isBlocked !== true) return 'nobody is blocked at the end';
  const open: Reached[] = ways(program, undefined, (m) => m.start(start.code, start.arguments(m.memory))).flatMap(
    (w) => w ?? [],
  );
  const seen = new Set<string>();
  let furthest = 0;
  for (let at = open.pop(); at; at = open.pop()) {
    const { starts } = new Lives(first, at.events);
    const named = withNames(stepsOf(first, at.events), starts, root.file.name, lineOf);
    const told = agreement(named, steps);
    if (told === undefined) continue;
    furthest = Math.max(furthest, told);
    const key = `${told} ${JSON.stringify(at.state)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (told === steps.length) {
      const waiting = waitingAt(program, at.state, blocked);
      if (waiting && neverMove(program, at.state, waiting)) return undefined;
    }
    const { state, events } = at;
    for (const move of movesOf(program, state))
      for (const next of ways(program, state, (m) => m.perform(move)))
        if (next) open.push({ state: next.state, events: [...events, ...next.events] });
  }
  return furthest < steps.length
    ? `no run goes on with step ${furthest + 1}: ${steps[furthest]?.message}`
    : 'the run is there, but not everybody whom it calls blocked is';
}

/** All outcomes of one transition; undefined for those that cannot be followed. */
function ways(program: Program, from: State | undefined, act: (m: Machine) => void): (Reached | undefined)[] {
  const found: (Reached | undefined)[] = [];
  const prefix: number[] = [];
  for (;;) {
    const tape = new Tape(prefix);
    const machine = new Machine(
      program,
      from ?? { heap: [], globals: [], processes: [] },
      (n, kind) => tape.choose(n, kind),
      true,
    );
    try {
      act(machine);
      found.push({ state: machine.state, events: machine.events });
    } catch (error) {
      if (!(error instanceof Lost)) throw error;
      found.push(undefined);
    }
    if (!tape.advance(prefix)) return found;
  }
}

/** How many steps of the witness the steps so far tell; undefined when they tell something else. */
function agreement(told: readonly WitnessStep[], steps: readonly WitnessStep[]): number | undefined {
  let at = 0;
  for (let i = 0; i < told.length; ) {
    const omitted = steps[at]?.omitted ?? 0;
    if (omitted > 0 && i < at + omitted) {
      i++;
      continue;
    }
    const [one, other] = [told[i], steps[at]];
    if (!one || !other || one.start !== other.start || one.file !== other.file) return undefined;
    if (one.message !== other.message || one.goroutine !== other.goroutine) return undefined;
    i++;
    at++;
  }
  return at;
}

/** The processes that rest where the witness says that somebody is blocked; undefined when somebody is not there. */
function waitingAt(program: Program, state: State, blocked: readonly WitnessStep[]): number[] | undefined {
  const found = blocked.map((b) =>
    state.processes.findIndex((p) => {
      const a = p.stack.at(-1);
      const code = a && program.codes[a.code];
      const at = code?.instructions[a?.pc ?? 0]?.at;
      const place = at && code?.function.place(at);
      return place?.file === b.file && place.start === b.start;
    }),
  );
  return found.includes(-1) ? undefined : found;
}

/** No state that can be reached lets one of the processes move; a run that is lost may. */
function neverMove(program: Program, from: State, processes: readonly number[]): boolean {
  const seen = new Set<string>();
  const open = [from];
  for (let state = open.pop(); state; state = open.pop()) {
    const key = JSON.stringify(state);
    if (seen.has(key)) continue;
    seen.add(key);
    if (seen.size > 20_000) return false;
    for (const move of movesOf(program, state)) {
      if (moversOf(move).some((p) => processes.includes(p))) return false;
      for (const next of ways(program, state, (m) => m.perform(move))) {
        if (!next) return false;
        open.push(next.state);
      }
    }
  }
  return processes.every((p) =>
    isAlive(from.processes[p] ?? { stack: [], code: 0, pc: 0, unwinding: false, phase: 0 }),
  );
}

const moversOf = (m: Move): number[] => (m.kind === 'one' ? [m.process] : [m.sender, m.receiver]);

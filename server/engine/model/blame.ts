import type { Code, Instruction } from './code.ts';
import type { Event } from './event.ts';
import type { Node } from './explore.ts';
import { Memory } from './memory.ts';
import type { Program } from './program.ts';
import { objectsOf, sitesOf } from './resting.ts';
import {
  type Activation,
  CHAN,
  CONTEXT,
  isAlive,
  MUTEX,
  objectOf,
  type Process,
  plainNumbers,
  type State,
} from './state.ts';
import { int, intOf, isRef, NIL, refOf, type Value } from './value.ts';

/** A goroutine that never goes on, and what to call it. */
export interface Stuck {
  readonly process: number;
  readonly code: Code;
  readonly pc: number;
  readonly rule: string;
}

/** The stuck processes of a state that are the reason, not the consequence. */
export function blame(program: Program, node: Node, stuck: readonly number[], events: readonly Event[]): Stuck[] {
  const scene = new Scene(program, node.state, stuck, events);
  const found = stuck.flatMap((p): Stuck[] => {
    const rule = scene.ruleOf(p);
    const a = scene.at(p);
    return rule && a ? [{ process: p, code: program.codes[a.code] as Code, pc: a.pc, rule }] : [];
  });
  // A lock that is never given back tells more than what waits for it.
  const causes = found.filter((s) => s.rule !== 'consequence');
  return causes.length > 0 ? causes : found.slice(0, 1).map((s) => ({ ...s, rule: 'done-not-signalled' }));
}

/** A context without a parent that nothing ends: of `context.Background()`. */
const isEndless = (o: readonly number[] | undefined): boolean => o?.[0] === CONTEXT && o[3] === 0 && o[4] === NIL;

/** Is it somebody else's goroutine, in a call of a method? */
export function isOfUser(program: Program, code: number, pc: number): boolean {
  const i = program.codes[code]?.instructions[pc];
  return i?.op === 'go' && i.byUser === true;
}

class Scene {
  readonly #program: Program;
  readonly #memory: Memory;
  readonly #state: State;
  readonly #stuck: readonly number[];
  readonly #events: readonly Event[];
  readonly #reach = new Map<number, ReadonlySet<number>>();

  constructor(program: Program, state: State, stuck: readonly number[], events: readonly Event[]) {
    this.#program = program;
    this.#state = state;
    this.#stuck = stuck;
    this.#events = events;
    this.#memory = new Memory(program, state, () => 0);
  }

  at(p: number): Activation | undefined {
    return this.#state.processes[p]?.stack.at(-1);
  }

  #instruction(p: number): Instruction | undefined {
    const a = this.at(p);
    return a && (this.#program.codes[a.code] as Code).instructions[a.pc];
  }

  /** `consequence`: waits for something that another stuck process would do. */
  ruleOf(p: number): string | undefined {
    const i = this.#instruction(p);
    const a = this.at(p);
    if (!i || !a) return undefined;
    const objects = objectsOf(this.#memory, a);
    if (i.op === 'sync' && (i.what === 'Lock' || i.what === 'RLock')) return this.#ofLock(p, i.what, objects[0] ?? NIL);
    if (this.#holdsWhatOthersNeed(p)) return 'blocked-while-locked';
    // `select {}` is meant: what is wrong with it is for its rule to say.
    if (objects.length === 0) return undefined;
    // So is `<-context.Background().Done()`.
    if (objects.every((o) => isEndless(objectOf(this.#state, o)))) return undefined;
    // A nil field may be set by whoever has the object.
    if (objects.every((o) => o === NIL)) return this.#comesFromField(a, i) ? undefined : 'blocks-forever';
    switch (i.op) {
      case 'send':
        return this.#ofSend(p, a);
      case 'receive':
        if (this.#others(p, objects)) return 'consequence';
        return i.isRange || i.ok ? 'receive-never-closed' : 'done-not-signalled';
      case 'select':
        if (this.#others(p, objects)) return 'consequence';
        return i.cases.some((c) => c.direction === 'send') ? this.#ofSend(p, a) : 'done-not-signalled';
      case 'sync':
        if (i.what === 'condWait') return 'cond-never-signalled';
        return this.#others(p, objects) ? 'consequence' : i.what === 'Wait' ? 'waitgroup-done-missing' : undefined;
      default:
        return undefined;
    }
  }

  #comesFromField(a: Activation, i: Instruction): boolean {
    const { channel } = i.op === 'send' || i.op === 'receive' ? i : { channel: undefined };
    if (channel?.kind !== 'slot') return true;
    const before = (this.#program.codes[a.code] as Code).instructions.slice(0, a.pc);
    const set = before.findLast((b) => b.op === 'set' && b.target.kind === 'slot' && b.target.slot === channel.slot);
    return set?.op === 'set' && set.value.kind === 'field';
  }

  #ofLock(p: number, what: 'Lock' | 'RLock', mutex: Value): string | undefined {
    const o = objectOf(this.#state, mutex);
    if (o?.[0] !== MUTEX) return undefined;
    const readers = o.slice(3).map(intOf);
    const writer = (o[2] as number) - 1;
    if (writer === p || (what === 'Lock' && readers.includes(p))) return 'double-lock';
    if (what === 'RLock' && readers.includes(p)) return 'recursive-rlock';
    const holders = writer >= 0 ? [writer] : readers;
    if (holders.some((h) => !isAlive(this.#state.processes[h] ?? ({ stack: [] } as unknown as Process))))
      return 'lock-not-released';
    const held = holders.map((h) => this.#instruction(h));
    const inLock = held.some((i) => i?.op === 'sync' && (i.what === 'Lock' || i.what === 'RLock'));
    // Only one of a ring of locks is told.
    if (inLock && this.#holdsWhatOthersNeed(p)) return holders.every((h) => h > p) ? 'lock-order' : 'consequence';
    return 'consequence';
  }

  /** Holds a mutex at which another stuck process waits. */
  #holdsWhatOthersNeed(p: number): boolean {
    return this.#stuck.some((q) => {
      const i = this.#instruction(q);
      const a = this.at(q);
      if (q === p || !a || i?.op !== 'sync' || (i.what !== 'Lock' && i.what !== 'RLock')) return false;
      const o = objectOf(this.#state, this.#memory.read(a, i.object));
      return o?.[0] === MUTEX && (o[2] === p + 1 || o.indexOf(int(p), 3) >= 3);
    });
  }

  /** Another stuck process has hold of one of the objects, and would have to act on it. */
  #others(p: number, objects: readonly Value[]): boolean {
    return this.#stuck.some((q) => {
      if (q === p) return false;
      const reach = this.#reachOf(q);
      const own = this.at(q);
      const waits = own ? objectsOf(this.#memory, own) : [];
      return objects.some((o) => isRef(o) && reach.has(refOf(o)) && !waits.includes(o));
    });
  }

  #reachOf(p: number): ReadonlySet<number> {
    const before = this.#reach.get(p);
    if (before) return before;
    const seen = new Set<number>();
    const visit = (v: Value): void => {
      const o = objectOf(this.#state, v);
      if (!o || seen.has(refOf(v))) return;
      seen.add(refOf(v));
      for (let i = plainNumbers[o[0] as number] as number; i < o.length; i++) visit(o[i] as number);
    };
    for (const a of this.#state.processes[p]?.stack ?? []) for (const v of [...a.slots, ...a.defers]) visit(v);
    this.#reach.set(p, seen);
    return seen;
  }

  #ofSend(p: number, a: Activation): string {
    const [site] = sitesOf(this.#memory, a);
    const touching = this.#events.filter((e) => e.sites.includes(site ?? -1));
    const of = (e: Event): Instruction | undefined => e.code.instructions[e.pc];
    const turnedAway = touching.find((e) => {
      const i = of(e);
      if (i?.op !== 'select' || e.process === p) return false;
      const taken = i.cases[e.clause];
      return i.cases.some((c, k) => c.direction === 'receive' && e.sites[k] === site && c !== taken);
    });
    const receives = touching.filter((e) => {
      const i = of(e);
      return (
        i?.op === 'receive' ||
        (i?.op === 'select' && i.cases[e.clause]?.direction === 'receive' && e.sites[e.clause] === site)
      );
    });
    const own = touching.filter((e) => e.process === p && of(e)?.op === 'send');
    const objects = objectsOf(this.#memory, a);
    const channel = objectOf(this.#state, objects[0] ?? NIL);
    if (this.#others(p, objects)) return 'consequence';
    if (turnedAway) return this.#isStartedIn(p, turnedAway) ? 'send-abandoned-by-select' : 'send-ignores-stop';
    if (own.length > 0 && channel?.[0] === CHAN) return 'more-sends-than-capacity';
    if (receives.length > 0) return 'more-senders-than-receives';
    return this.#startedBy(p) ? 'send-abandoned-by-return' : 'send-without-receiver';
  }

  /** Was it started by the function in which that happened, or by one that this calls? A sibling has been told to stop. */
  #isStartedIn(p: number, at: Event): boolean {
    const { code = -1 } = this.#state.processes[p] ?? {};
    const starter = this.#program.codes[code]?.function;
    return this.#startedBy(p) && (starter === at.code.function || at.process === 0);
  }

  /** Was it started by a function of the package that has returned since? */
  #startedBy(p: number): boolean {
    const { code = -1, pc = 0 } = this.#state.processes[p] ?? {};
    return code >= 0 && !isOfUser(this.#program, code, pc);
  }
}

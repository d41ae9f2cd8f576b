import { isRef, NIL, ref, refOf, TOP, type Value } from './value.ts';

/** Kinds of heap objects: the first number of each object, followed by what the comment says. */
export const CHAN = 1; // site, capacity, closed, rights of strangers | queued values ...
export const MUTEX = 2; // site, writer (process + 1), | readers (process + 1) ...
export const GROUP = 3; // site, open | count
export const CONTEXT = 4; // site, cancelled, may fire by itself or by a stranger | parent
export const STRUCT = 5; // layout, open | fields ...
export const CELL = 6; // | value, open: strangers may assign it
export const CLOSURE = 7; // code | captured ...
export const COND = 8; // site, open | mutex
export const ONCE = 9; // site, 0 not yet, 1 running, 2 done
export const BOUND = 10; // what | receiver
export const SEQ = 11; // | elements ...
export const DEFERRED = 12; // code | arguments ...
export const MAP = 13; // open | key, value, key, value ...

/** How many numbers at the start of an object of each kind are not values. */
export const plainNumbers: readonly number[] = [0, 5, 99, 3, 4, 3, 1, 2, 3, 3, 2, 1, 2, 2];

/** The capacity of a channel whose room is large, or not known: a run that fills it is not followed any further. */
export const AMPLE = 13;

export const MAY_SEND = 1;
export const MAY_RECEIVE = 2;
export const MAY_CLOSE = 4;
/** May assign a variable that closures share. */
export const MAY_ASSIGN = 8;
export const MAY_ALL = 15;
/** Locks and unlocks a mutex; who only unlocks it gives it back for whoever has locked it. */
export const MAY_LOCK = 16;
export const MAY_UNLOCK = 32;
/** Ends a context, as its cancel function does; who has the context alone cannot. */
export const MAY_END = 64;

export type HeapObject = number[];

export interface Activation {
  readonly code: number;
  pc: number;
  readonly slots: Value[];
  /** References to DEFERRED objects, the last one runs first. */
  readonly defers: Value[];
}

/** One goroutine. It has ended when its stack is empty. */
export interface Process {
  readonly stack: Activation[];
  /** Code and instruction of its `go` statement; -1 for the first. */
  readonly code: number;
  readonly pc: number;
  /** Unwinds by runtime.Goexit. */
  unwinding: boolean;
  /** In Cond.Wait: 1 waits for a signal, 2 has got it. At RWMutex.Lock: 1 keeps new readers out. */
  phase: number;
}

export interface State {
  readonly heap: HeapObject[];
  readonly globals: Value[];
  readonly processes: Process[];
}

export const isAlive = (p: Process): boolean => p.stack.length > 0;

export function copyState(s: State): State {
  return {
    heap: s.heap.map((o) => o.slice()),
    globals: s.globals.slice(),
    processes: s.processes.map((p) => ({
      ...p,
      stack: p.stack.map((a) => ({ code: a.code, pc: a.pc, slots: a.slots.slice(), defers: a.defers.slice() })),
    })),
  };
}

export function allocate(s: State, object: HeapObject): Value {
  s.heap.push(object);
  return ref(s.heap.length - 1);
}

export function objectOf(s: State, v: Value): HeapObject | undefined {
  return isRef(v) ? s.heap[refOf(v)] : undefined;
}

/** Is the context cancelled, by itself or by a parent? */
export function isCancelled(s: State, context: HeapObject): boolean {
  for (let o: HeapObject | undefined = context; o?.[0] === CONTEXT; o = objectOf(s, o[4] as number))
    if (o[2] === 1) return true;
  return false;
}

/** The context, or one above it, that strangers or time may still end. */
export function mayEnd(s: State, context: HeapObject): HeapObject | undefined {
  for (let o: HeapObject | undefined = context; o?.[0] === CONTEXT; o = objectOf(s, o[4] as number))
    if (o[3] === 1) return o;
  return undefined;
}

/** A state as it is known by: however a situation came about, it has the same key. */
export interface Canonical {
  /** 53 bits of two hashes (FNV-1a and a multiplicative one): two states with one key are not to be expected. */
  readonly key: number;
  /** The state with its objects renumbered. Most states are met again, and need not be made. */
  make(): State;
}

/**
 * Renumbers objects in the order in which the processes reach them and drops the others, so that equal situations give
 * equal keys. `liveIn` tells which slots of an activation may still be read; undefined for all.
 */
export function canonical(s: State, liveIn: (a: Activation) => Uint8Array | undefined): Canonical {
  // By old number, the new one plus one; the order in which they were reached.
  const ids = new Uint32Array(s.heap.length);
  const order: number[] = [];
  const rename = (v: Value): Value => {
    if (!isRef(v)) return v;
    const old = refOf(v);
    if (ids[old] === 0) ids[old] = order.push(old);
    return ref((ids[old] as number) - 1);
  };
  let processes = s.processes.length;
  while (processes > 1 && !isAlive(s.processes[processes - 1] as Process)) processes--;
  const hash = new Hash();
  const addAll = (list: readonly Value[], plain: number): void => {
    hash.add(-1 - list.length);
    for (let i = 0; i < list.length; i++) hash.add(i < plain ? (list[i] as number) : rename(list[i] as Value));
  };
  addAll(s.globals, 0);
  for (let k = 0; k < processes; k++) {
    const p = s.processes[k] as Process;
    hash.add(p.unwinding ? 1 : 0);
    hash.add(p.phase);
    hash.add(-7 - p.stack.length);
    for (const a of p.stack) {
      const live = liveIn(a);
      hash.add(a.code);
      hash.add(a.pc);
      hash.add(-1 - a.slots.length);
      for (let i = 0; i < a.slots.length; i++)
        hash.add(live === undefined || live[i] === 1 ? rename(a.slots[i] as Value) : TOP);
      addAll(a.defers, 0);
    }
  }
  for (let i = 0; i < order.length; i++) {
    const o = s.heap[order[i] as number] as HeapObject;
    addAll(o, plainNumbers[o[0] as number] as number);
  }
  return { key: hash.value(), make: () => renumbered(s, liveIn, processes, order, rename) };
}

function renumbered(
  s: State,
  liveIn: (a: Activation) => Uint8Array | undefined,
  processes: number,
  order: readonly number[],
  rename: (v: Value) => Value,
): State {
  const renamed = (from: readonly Value[], plain: number): Value[] => {
    const to = from.slice();
    for (let i = plain; i < to.length; i++) to[i] = rename(to[i] as Value);
    return to;
  };
  return {
    globals: renamed(s.globals, 0),
    processes: s.processes.slice(0, processes).map((p) => ({
      ...p,
      stack: p.stack.map((a) => {
        const live = liveIn(a);
        const slots = a.slots.slice();
        for (let i = 0; i < slots.length; i++)
          slots[i] = live === undefined || live[i] === 1 ? rename(slots[i] as Value) : TOP;
        return { code: a.code, pc: a.pc, slots, defers: renamed(a.defers, 0) };
      }),
    })),
    heap: order.map((old) => {
      const o = s.heap[old] as HeapObject;
      return renamed(o, plainNumbers[o[0] as number] as number);
    }),
  };
}

class Hash {
  #a = 0x811c9dc5 | 0;
  #b = 0x9e3779b9 | 0;

  add(v: number): void {
    this.#a = Math.imul(this.#a ^ v, 0x01000193);
    const b = Math.imul((this.#b ^ v) + 0x7f4a7c15, 0x85ebca6b);
    this.#b = b ^ (b >>> 13);
  }

  value(): number {
    return (this.#a >>> 0) * 0x200000 + (this.#b >>> 11);
  }
}

/** What code may do with the value that it captured, or is given, in a slot. */
export type RightsOf = (code: number, slot: number) => number;

/**
 * What strangers may do from now on with the value and all that can be reached from it. Answers whether they may give back
 * a lock that somebody else holds.
 */
export function handOver(s: State, value: Value, rights: number, rightsOf: RightsOf): boolean {
  const seen = new Set<number>();
  let mayRelease = false;
  const visit = (v: Value, allowed: number): void => {
    const o = objectOf(s, v);
    if (!o) return;
    if (o[0] === MUTEX && allowed & MAY_UNLOCK && !(allowed & MAY_LOCK)) mayRelease = true;
    if (o[0] === CELL && allowed & MAY_ASSIGN) o[2] = 1;
    if (o[0] === CHAN) o[4] = (o[4] as number) | allowed;
    if (o[0] === CONTEXT && allowed & MAY_END) o[3] = 1;
    if (o[0] === CHAN || o[0] === CONTEXT || o[0] === MUTEX || o[0] === ONCE) return;
    if (seen.has(refOf(v))) return;
    seen.add(refOf(v));
    if (o[0] === GROUP || o[0] === COND || o[0] === STRUCT) o[2] = 1;
    if (o[0] === MAP) o[1] = 1;
    if (o[0] === BOUND) {
      const receiver = objectOf(s, o[2] as number);
      if (receiver?.[0] === CONTEXT) receiver[3] = 1;
      else if (receiver?.[0] === GROUP) receiver[2] = 1;
    }
    const plain = plainNumbers[o[0] as number] as number;
    for (let i = plain; i < o.length; i++)
      visit(o[i] as number, o[0] === CLOSURE ? rightsOf(o[1] as number, i - plain) : MAY_ALL);
  };
  visit(value, rights);
  return mayRelease;
}

/** Which objects of the heap are in the hands of strangers, in its order. */
export const opennessOf = (s: State): boolean[] =>
  s.heap.map((o) => (o[0] === CHAN ? (o[4] as number) !== 0 : (o[0] === GROUP || o[0] === COND) && o[2] === 1));

export const noObject: Value = NIL;

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

/**
 * Renumbers objects in the order in which the processes reach them and drops the others, so that equal situations give
 * equal keys however they came about. `isLive` tells which slots of an activation may still be read.
 */
export function canonical(
  s: State,
  isLive: (a: Activation, slot: number) => boolean,
): { readonly state: State; readonly key: number } {
  // By old number, the new one plus one; the order in which they were reached.
  const ids = new Uint32Array(s.heap.length);
  const order: number[] = [];
  const rename = (v: Value): Value => {
    if (!isRef(v)) return v;
    const old = refOf(v);
    if (ids[old] === 0) ids[old] = order.push(old);
    return ref((ids[old] as number) - 1);
  };
  const renamed = (from: readonly Value[], plain: number): Value[] => {
    const to = from.slice();
    for (let i = plain; i < to.length; i++) to[i] = rename(to[i] as Value);
    return to;
  };
  const globals = renamed(s.globals, 0);
  const processes = s.processes.map((p) => ({
    ...p,
    stack: p.stack.map((a) => {
      const slots = a.slots.slice();
      for (let i = 0; i < slots.length; i++) slots[i] = isLive(a, i) ? rename(slots[i] as Value) : TOP;
      return { code: a.code, pc: a.pc, slots, defers: renamed(a.defers, 0) };
    }),
  }));
  while (processes.length > 1 && !isAlive(processes[processes.length - 1] as Process)) processes.pop();
  const heap: HeapObject[] = [];
  for (let i = 0; i < order.length; i++) {
    const o = s.heap[order[i] as number] as HeapObject;
    heap.push(renamed(o, plainNumbers[o[0] as number] as number));
  }
  return { state: { heap, globals, processes }, key: keyOf(globals, heap, processes) };
}

/** 53 bits of two hashes (FNV-1a and a multiplicative one): two states with one key are not to be expected. */
function keyOf(globals: readonly Value[], heap: readonly HeapObject[], processes: readonly Process[]): number {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  const add = (v: number): void => {
    a = Math.imul(a ^ v, 0x01000193);
    b = Math.imul((b ^ v) + 0x7f4a7c15, 0x85ebca6b);
    b ^= b >>> 13;
  };
  const addAll = (list: readonly number[]): void => {
    add(-1 - list.length);
    for (let i = 0; i < list.length; i++) add(list[i] as number);
  };
  addAll(globals);
  for (const p of processes) {
    add(p.unwinding ? 1 : 0);
    add(p.phase);
    add(-7 - p.stack.length);
    for (const f of p.stack) {
      add(f.code);
      add(f.pc);
      addAll(f.slots);
      addAll(f.defers);
    }
  }
  for (const o of heap) addAll(o);
  return (a >>> 0) * 0x200000 + (b >>> 11);
}

/** What code may do with the value that it captured, or is given, in a slot. */
export type RightsOf = (code: number, slot: number) => number;

/** What strangers may do from now on with the value and all that can be reached from it. */
export function handOver(s: State, value: Value, rights: number, rightsOf: RightsOf): void {
  const seen = new Set<number>();
  const visit = (v: Value, allowed: number): void => {
    const o = objectOf(s, v);
    if (!o) return;
    if (o[0] === CELL && allowed & MAY_ASSIGN) o[2] = 1;
    if (o[0] === CHAN) o[4] = (o[4] as number) | allowed;
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
}

export const noObject: Value = NIL;

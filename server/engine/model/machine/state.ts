import { isRef, isSymbol, ref, refOf, symbol, symbolOf, TOP, type Value } from './value.ts';

/** Kinds of heap objects: the first number of each. `site` indexes the program's sites of creation. */
export const CHAN = 1; // site, capacity, closed, open (capabilities of strangers), queued values ...
export const MUTEX = 2; // site, writer (0 or 1), readers, writers waiting, open
export const GROUP = 3; // site, count, open
export const CONTEXT = 4; // site, cancelled, may be cancelled by strangers or time, parent (reference or TOP)
export const STRUCT = 5; // layout, open, fields ...
export const FRAME = 6; // code, parent frame (reference or TOP), slots ...
export const CLOSURE = 7; // code, parent frame (reference or TOP), captured values ...
export const COND = 8; // site, mutex, signals granted, open
export const ONCE = 9; // site, done

export const STRANGER_SENDS = 1;
export const STRANGER_RECEIVES = 2;
export const STRANGER_CLOSES = 4;
export const STRANGER_ALL = 7;

export type HeapObject = number[];

/** One goroutine: a stack of activations, each three numbers: code, program counter, frame object. Empty when it has ended. */
export interface Process {
  readonly stack: number[];
  /** The instruction that spawned it, as index of a site; 0 for the first. */
  readonly site: number;
  /** 1 once a panic or runtime.Goexit unwinds it. */
  unwinding: number;
  /** Waiting in Cond.Wait: 1 before it is signalled. */
  waiting: number;
  /** 1 when it runs for ever without communicating. */
  spinning: number;
}

export interface State {
  readonly heap: HeapObject[];
  /** Chosen values of symbols; TOP while open. */
  readonly symbols: Value[];
  readonly processes: Process[];
}

export function copyState(s: State): State {
  return {
    heap: s.heap.map((o) => o.slice()),
    symbols: s.symbols.slice(),
    processes: s.processes.map((p) => ({ ...p, stack: p.stack.slice() })),
  };
}

export const isAlive = (p: Process): boolean => p.stack.length > 0;

/** Looks through chosen symbols. */
export function settled(s: State, v: Value): Value {
  if (!isSymbol(v)) return v;
  const chosen = s.symbols[symbolOf(v)] ?? TOP;
  return chosen === TOP ? v : chosen;
}

export function allocate(s: State, object: HeapObject): Value {
  s.heap.push(object);
  return ref(s.heap.length - 1);
}

export function freshSymbol(s: State): Value {
  s.symbols.push(TOP);
  return symbol(s.symbols.length - 1);
}

export function objectOf(s: State, v: Value): HeapObject | undefined {
  const w = settled(s, v);
  return isRef(w) ? s.heap[refOf(w)] : undefined;
}

/**
 * Renumbers objects and symbols in the order in which the processes reach them and drops the others, so that equal
 * situations give equal keys however they came about.
 */
export function canonical(s: State): { readonly state: State; readonly key: string } {
  const objects = new Map<number, number>();
  const symbols = new Map<number, number>();
  const order: number[] = [];
  const heap: HeapObject[] = [];
  const chosen: Value[] = [];
  const rename = (v: Value): Value => {
    const w = settled(s, v);
    if (isRef(w)) {
      const old = refOf(w);
      let id = objects.get(old);
      if (id === undefined) {
        id = order.length;
        objects.set(old, id);
        order.push(old);
      }
      return ref(id);
    }
    if (!isSymbol(w)) return w;
    const old = symbolOf(w);
    let id = symbols.get(old);
    if (id === undefined) {
      id = chosen.length;
      symbols.set(old, id);
      chosen.push(TOP);
    }
    return symbol(id);
  };
  const processes = s.processes.map((p) => ({ ...p, stack: p.stack.map((v, i) => (i % 3 === 2 ? rename(v) : v)) }));
  while (processes.length > 0 && !isAlive(processes[processes.length - 1] as Process)) processes.pop();
  for (let i = 0; i < order.length; i++) heap.push(renamed(s.heap[order[i] as number] as HeapObject, rename));
  return { state: { heap, symbols: chosen, processes }, key: keyOf(heap, processes) };
}

/** How many numbers at the start of an object of each kind are not values. */
const plainNumbers = [0, 5, 6, 4, 4, 3, 2, 2, 2, 3];

function renamed(o: HeapObject, rename: (v: Value) => Value): HeapObject {
  const plain = plainNumbers[o[0] as number] ?? 1;
  return o.map((v, i) => (i < plain ? v : rename(v)));
}

function keyOf(heap: readonly HeapObject[], processes: readonly Process[]): string {
  let key = '';
  for (const p of processes) key += `${p.stack.join(',')};${p.site}${p.unwinding}${p.waiting}${p.spinning}|`;
  for (const o of heap) key += `${o.join(',')}/`;
  return key;
}

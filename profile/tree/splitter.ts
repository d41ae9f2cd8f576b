import { recordSize } from './stackWalk.ts';

/** Moves records within runs of them, so that those with the same key lie together. */
export class Splitter {
  /** The keys of the records that are split next, at their positions. */
  readonly keys: Uint32Array;
  /** Of the last split, the key of each group and where it ends; the first begins where the run did. */
  readonly groupKeys: Uint32Array;
  readonly ends: Uint32Array;
  readonly #records: Int32Array;
  readonly #spare: Int32Array;
  /** Per key: how many records have it, then where the next one goes; 0 after each use. */
  readonly #places: Uint32Array;

  /** Keys are below `kinds`. */
  constructor(records: Int32Array, kinds: number) {
    this.#records = records;
    this.#spare = new Int32Array(records.length);
    this.keys = new Uint32Array(records.length / recordSize);
    this.#places = new Uint32Array(kinds);
    this.groupKeys = new Uint32Array(kinds);
    this.ends = new Uint32Array(kinds);
  }

  /**
   * Splits a run by its keys, and says into how many groups. The first is that of the key `leading`, empty or not; the others
   * come in the order in which their keys were met.
   */
  split(start: number, end: number, leading: number): number {
    this.groupKeys[0] = leading;
    const groups = this.#count(start, end, leading);
    this.#place(start, groups);
    const isOneGroup = groups === 1 || (groups === 2 && this.ends[0] === start);
    if (!isOneGroup && groups - 1 < end - start) {
      this.#move(start, end);
      this.#moveBack(start * recordSize, end * recordSize);
    }
    this.#clear(groups);
    return groups;
  }

  // A loop each, here and below: V8 compiles a function at the first that is hot, knows nothing of the next one then, and
  // throws what it has made away, thousands of times.
  #count(start: number, end: number, leading: number): number {
    const keys = this.keys;
    const places = this.#places;
    let groups = 1;
    for (let i = start; i < end; i++) {
      const key = keys[i]!;
      if (places[key] === 0 && key !== leading) this.groupKeys[groups++] = key;
      places[key]!++;
    }
    return groups;
  }

  #place(start: number, groups: number): void {
    let at = start;
    for (let group = 0; group < groups; group++) {
      const key = this.groupKeys[group]!;
      const count = this.#places[key]!;
      this.#places[key] = at;
      at += count;
      this.ends[group] = at;
    }
  }

  #clear(groups: number): void {
    for (let group = 0; group < groups; group++) this.#places[this.groupKeys[group]!] = 0;
  }

  #move(start: number, end: number): void {
    const keys = this.keys;
    const places = this.#places;
    const records = this.#records;
    const spare = this.#spare;
    for (let i = start; i < end; i++) {
      const from = i * recordSize;
      const to = places[keys[i]!]!++ * recordSize;
      spare[to] = records[from]!;
      spare[to + 1] = records[from + 1]!;
      spare[to + 2] = records[from + 2]!;
      spare[to + 3] = records[from + 3]!;
    }
  }

  #moveBack(from: number, to: number): void {
    const records = this.#records;
    const spare = this.#spare;
    for (let i = from; i < to; i++) records[i] = spare[i]!;
  }
}

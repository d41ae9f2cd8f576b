import type { Paths } from './paths.ts';

/** Moves stacks within runs of an order, so that those with the same frame at a depth lie together. */
export class Splitter {
  readonly #order: Uint32Array;
  readonly #paths: Paths;
  readonly #keys: Uint32Array;
  readonly #spare: Uint32Array;
  /** Per frame: how many stacks have it, then where the next one goes; 0 after each use. */
  readonly #places: Uint32Array;
  /** Frames, in the order in which a run has them. */
  readonly #met: Uint32Array;
  /** Where each group of the last split ends; the first begins where the run did. */
  readonly ends: Uint32Array;

  /** `frames` is how many frames there are. */
  constructor(paths: Paths, order: Uint32Array, frames: number) {
    this.#order = order;
    this.#paths = paths;
    this.#keys = new Uint32Array(order.length);
    this.#spare = new Uint32Array(order.length);
    this.#places = new Uint32Array(frames);
    this.#met = new Uint32Array(frames);
    this.ends = new Uint32Array(frames);
  }

  /** Puts the stacks of a run that end at a depth before the others; where these begin. */
  moveEnded(start: number, end: number, depth: number): number {
    const order = this.#order;
    const { length } = this.#paths;
    let ended = start;
    for (let i = start; i < end; i++) {
      const stack = order[i]!;
      if (length[stack]! > depth) continue;
      order[i] = order[ended]!;
      order[ended++] = stack;
    }
    return ended;
  }

  /** Splits a run by the frame at a depth, which all of its stacks have, and says into how many groups. */
  split(start: number, end: number, depth: number): number {
    const order = this.#order;
    const keys = this.#keys;
    const places = this.#places;
    const met = this.#met;
    const { frames, from, step } = this.#paths;
    const offset = depth * step;
    let groups = 0;
    for (let i = start; i < end; i++) {
      const frame = frames[from[order[i]!]! + offset]!;
      keys[i] = frame;
      if (places[frame] === 0) met[groups++] = frame;
      places[frame]!++;
    }
    let at = start;
    for (let i = 0; i < groups; i++) {
      const frame = met[i]!;
      const count = places[frame]!;
      places[frame] = at;
      at += count;
      this.ends[i] = at;
    }
    if (groups > 1) {
      const spare = this.#spare;
      for (let i = start; i < end; i++) spare[places[keys[i]!]!++] = order[i]!;
      for (let i = start; i < end; i++) order[i] = spare[i]!;
    }
    for (let i = 0; i < groups; i++) places[met[i]!] = 0;
    return groups;
  }
}

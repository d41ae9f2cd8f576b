import { GrowingUint32 } from '../decode/growing.ts';
import type { Paths } from './paths.ts';

/** A run of stacks that agree on a frame. */
export interface Group {
  readonly frame: number;
  readonly start: number;
  readonly end: number;
  readonly extent: number;
}

/**
 * Keeps stacks in an order in which those that share the beginning of their paths lie together, and refines it depth by
 * depth. Only counts and moves numbers: no node exists before it is known to be wanted.
 */
export class Partition {
  /** Stacks; a node of the tree is a run of them. */
  readonly order: Uint32Array;
  readonly #paths: Paths;
  readonly #extents: Float64Array;
  readonly #keys: Uint32Array;
  readonly #spare: Uint32Array;
  /** Per frame, reset after each use. */
  readonly #counts: Uint32Array;
  readonly #sums: Float64Array;
  readonly #places: Uint32Array;
  readonly #met = new GrowingUint32(64);

  /** `extents` has what each stack weighs for the order of siblings. */
  constructor(paths: Paths, stacks: Uint32Array, extents: Float64Array, frames: number) {
    this.order = stacks;
    this.#paths = paths;
    this.#extents = extents;
    this.#keys = new Uint32Array(stacks.length);
    this.#spare = new Uint32Array(stacks.length);
    this.#counts = new Uint32Array(frames);
    this.#sums = new Float64Array(frames);
    this.#places = new Uint32Array(frames);
  }

  /**
   * Splits the run by the frame at `depth`: first come the stacks that end before it (up to `ended`), then the groups by
   * falling extent.
   */
  split(start: number, end: number, depth: number): { ended: number; groups: Group[] } {
    const ended = this.#moveEnded(start, end, depth);
    this.#count(ended, end, depth);
    const groups = this.#layOut(ended);
    if (groups.length > 1) this.#move(ended, end);
    this.#reset();
    return { ended, groups };
  }

  #moveEnded(start: number, end: number, depth: number): number {
    const { order } = this;
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

  #count(start: number, end: number, depth: number): void {
    const { frames, from, step } = this.#paths;
    const offset = depth * step;
    const met = this.#met;
    for (let i = start; i < end; i++) {
      const stack = this.order[i]!;
      const frame = frames[from[stack]! + offset]!;
      this.#keys[i] = frame;
      if (this.#counts[frame] === 0) met.push(frame);
      this.#counts[frame]!++;
      this.#sums[frame]! += this.#extents[stack]!;
    }
  }

  #layOut(start: number): Group[] {
    const sums = this.#sums;
    const met = this.#met.array.subarray(0, this.#met.count);
    if (met.length > 1) met.sort((left, right) => sums[right]! - sums[left]! || left - right);
    const groups: Group[] = [];
    let at = start;
    for (const frame of met) {
      const end = at + this.#counts[frame]!;
      this.#places[frame] = at;
      groups.push({ frame, start: at, end, extent: sums[frame]! });
      at = end;
    }
    return groups;
  }

  #move(start: number, end: number): void {
    for (let i = start; i < end; i++) this.#spare[this.#places[this.#keys[i]!]!++] = this.order[i]!;
    this.order.set(this.#spare.subarray(start, end), start);
  }

  #reset(): void {
    for (let i = 0; i < this.#met.count; i++) {
      const frame = this.#met.array[i]!;
      this.#counts[frame] = 0;
      this.#sums[frame] = 0;
    }
    this.#met.count = 0;
  }
}

import type { SampleTypeIndex } from './profile.ts';
import { orderOf } from './view/compareUtf8.ts';
import type { FrameIndex, View } from './view.ts';

export interface TopRow {
  readonly frame: FrameIndex;
  /** Value of the samples that the frame is the leaf of. */
  readonly flat: number;
  /** Value of the samples that the frame is anywhere in, each counted once. */
  readonly cum: number;
}

export type TopOrder = 'flat' | 'cum';

/** The rows of `go tool pprof -top -nodecount=0 -nodefraction=0`, in its order. */
export function topTable(view: View, sampleType: SampleTypeIndex, order: TopOrder = 'flat'): TopRow[] {
  const { flat, cum } = frameSums(view, view.weights[sampleType]!);
  const rows: TopRow[] = [];
  for (let frame = 0; frame < view.frames.count; frame++) {
    if (flat[frame] !== 0 || cum[frame] !== 0) rows.push({ frame, flat: flat[frame]!, cum: cum[frame]! });
  }
  return rows.sort(comparison(view, order));
}

export interface FrameSums {
  readonly flat: Float64Array;
  readonly cum: Float64Array;
}

/** Flat and cum of every frame for one weight per stack. */
export function frameSums(view: View, weights: Float64Array): FrameSums {
  const sums = new SumTable(view);
  for (let stack = 0; stack < weights.length; stack++) {
    if (weights[stack] !== 0) sums.add(stack, weights[stack]!);
  }
  return sums.finish();
}

/**
 * Adds stacks up, frame by frame. The loop over a stack is most of what a table costs, hence its form: almost every
 * location has one frame, some have two, few have more, and a loop over the frames of each, of which the processor
 * cannot guess the length, takes four times as long as all the rest. So one loop takes the first frame of each location
 * and notes, without a branch, which have a second; the next takes those; and only what is left after it is looped over.
 */
class SumTable {
  readonly #view: View;
  readonly #flat: Float64Array;
  /** At 2f the cum of frame f, at 2f + 1 the last stack (plus 1) that it was met in: what is used together lies together. */
  readonly #cum: Float64Array;
  /** Per location twice its first frame, plus 1 if it has another; behind all frames if it has none. */
  readonly #first: Uint32Array;
  readonly #second: Uint32Array;
  /** Locations of the current stack with a second frame; then, from the start again, with a third. */
  readonly #noted: Uint32Array;

  constructor(view: View) {
    const { starts, frames } = view.locationFrames;
    const { count } = view.frames;
    this.#view = view;
    this.#flat = new Float64Array(count);
    this.#cum = new Float64Array(2 * count + 2);
    this.#first = new Uint32Array(starts.length - 1).fill(2 * count);
    this.#second = new Uint32Array(starts.length - 1);
    for (let location = 0; location + 1 < starts.length; location++) {
      const start = starts[location]!;
      const length = starts[location + 1]! - start;
      if (length > 0) this.#first[location] = 2 * frames[start]! + (length > 1 ? 1 : 0);
      if (length > 1) this.#second[location] = 2 * frames[start + 1]! + (length > 2 ? 1 : 0);
    }
    this.#noted = new Uint32Array(longestOf(view.profile.stacks.starts) + 1);
  }

  add(stack: number, weight: number): void {
    const { locations } = this.#view.profile.stacks;
    const first = this.#first;
    const cum = this.#cum;
    const noted = this.#noted;
    const stamp = stack + 1;
    const start = this.#view.starts[stack]!;
    const end = this.#view.ends[stack]!;
    let count = 0;
    for (let at = start; at < end; at++) {
      const location = locations[at]!;
      const code = first[location]!;
      noted[count] = location;
      count += code & 1;
      const place = code & ~1;
      if (cum[place + 1] !== stamp) {
        cum[place + 1] = stamp;
        cum[place]! += weight;
      }
    }
    if (count > 0) this.#addSecond(count, stamp, weight);
    this.#addFlat(start, end, weight);
  }

  finish(): FrameSums {
    const cum = this.#flat.map((_, frame) => this.#cum[2 * frame]!);
    return { flat: this.#flat, cum };
  }

  #addSecond(noted: number, stamp: number, weight: number): void {
    const second = this.#second;
    const cum = this.#cum;
    const locations = this.#noted;
    let count = 0;
    for (let i = 0; i < noted; i++) {
      const location = locations[i]!;
      const code = second[location]!;
      locations[count] = location;
      count += code & 1;
      const place = code & ~1;
      if (cum[place + 1] !== stamp) {
        cum[place + 1] = stamp;
        cum[place]! += weight;
      }
    }
    if (count > 0) this.#addFurther(count, stamp, weight);
  }

  #addFurther(noted: number, stamp: number, weight: number): void {
    const { starts, frames } = this.#view.locationFrames;
    const cum = this.#cum;
    for (let i = 0; i < noted; i++) {
      const location = this.#noted[i]!;
      const end = starts[location + 1]!;
      for (let at = starts[location]! + 2; at < end; at++) {
        const place = 2 * frames[at]!;
        if (cum[place + 1] === stamp) continue;
        cum[place + 1] = stamp;
        cum[place]! += weight;
      }
    }
  }

  /** The leaf is the first location that shows a frame. */
  #addFlat(start: number, end: number, weight: number): void {
    const { locations } = this.#view.profile.stacks;
    for (let at = start; at < end; at++) {
      const frame = this.#first[locations[at]!]! >>> 1;
      if (frame === this.#flat.length) continue;
      this.#flat[frame]! += weight;
      return;
    }
  }
}

function longestOf(starts: Uint32Array): number {
  let longest = 0;
  for (let stack = 0; stack + 1 < starts.length; stack++) {
    longest = Math.max(longest, starts[stack + 1]! - starts[stack]!);
  }
  return longest;
}

/** pprof's order: by the size of the value, then by name, then by the other value. */
function comparison({ frames }: View, order: TopOrder): (left: TopRow, right: TopRow) => number {
  const other = order === 'flat' ? 'cum' : 'flat';
  const compareNames = orderOf(frames.name);
  return (left, right) =>
    Math.abs(right[order]) - Math.abs(left[order]) ||
    compareNames(frames.name[left.frame]!, frames.name[right.frame]!) ||
    Math.abs(right[other]) - Math.abs(left[other]);
}

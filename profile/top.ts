import type { SampleTypeIndex } from './profile.ts';
import { compareUtf8 } from './view/compareUtf8.ts';
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
 * location has one frame, and a loop over that one frame, of which the processor cannot guess the length, takes four
 * times as long as all the rest. So the loop takes the first frame of each location without a branch and notes the
 * locations that have more, which come afterwards.
 */
class SumTable {
  readonly #view: View;
  readonly #flat: Float64Array;
  /** At 2f the cum of frame f, at 2f + 1 the last stack (plus 1) that it was met in: what is used together lies together. */
  readonly #cum: Float64Array;
  /** Per location twice its first frame, plus 1 if it has more. A location without frames points behind the last frame. */
  readonly #first: Uint32Array;
  readonly #several: Uint32Array;

  constructor(view: View) {
    const { starts, frames } = view.locationFrames;
    const { count } = view.frames;
    this.#view = view;
    this.#flat = new Float64Array(count + 1);
    this.#cum = new Float64Array(2 * count + 2);
    this.#first = new Uint32Array(starts.length - 1);
    for (let location = 0; location < this.#first.length; location++) {
      const length = starts[location + 1]! - starts[location]!;
      const first = length === 0 ? count : frames[starts[location]!]!;
      this.#first[location] = 2 * first + (length > 1 ? 1 : 0);
    }
    const { stacks } = view.profile;
    this.#several = new Uint32Array(longestOf(stacks.starts) + 1);
  }

  add(stack: number, weight: number): void {
    const { locations } = this.#view.profile.stacks;
    const first = this.#first;
    const cum = this.#cum;
    const several = this.#several;
    const stamp = stack + 1;
    const start = this.#view.starts[stack]!;
    const end = this.#view.ends[stack]!;
    let count = 0;
    for (let at = start; at < end; at++) {
      const location = locations[at]!;
      const code = first[location]!;
      several[count] = location;
      count += code & 1;
      const place = code & ~1;
      if (cum[place + 1] !== stamp) {
        cum[place + 1] = stamp;
        cum[place]! += weight;
      }
    }
    this.#addFurther(count, stamp, weight);
    this.#addFlat(start, end, weight);
  }

  finish(): FrameSums {
    const { count } = this.#view.frames;
    const cum = new Float64Array(count);
    for (let frame = 0; frame < count; frame++) cum[frame] = this.#cum[2 * frame]!;
    return { flat: this.#flat.slice(0, count), cum };
  }

  /** All but the first frames of the locations noted. */
  #addFurther(count: number, stamp: number, weight: number): void {
    const { starts, frames } = this.#view.locationFrames;
    const cum = this.#cum;
    for (let i = 0; i < count; i++) {
      const location = this.#several[i]!;
      const end = starts[location + 1]!;
      for (let at = starts[location]! + 1; at < end; at++) {
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
    const { count } = this.#view.frames;
    for (let at = start; at < end; at++) {
      const frame = this.#first[locations[at]!]! >>> 1;
      if (frame === count) continue;
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
  return (left, right) =>
    Math.abs(right[order]) - Math.abs(left[order]) ||
    compareUtf8(frames.name[left.frame]!, frames.name[right.frame]!) ||
    Math.abs(right[other]) - Math.abs(left[other]);
}

import type { GrowingUint32 } from '../growing.ts';
import type { LocationIndices } from '../profile.ts';
import type { FrameIndex, View } from '../view.ts';

/** Callees: roots at the top (flame graph). Callers: leaves at the top (inverted). */
export type TreeDirection = 'callees' | 'callers';

/** No place: where a location shows no frame, or a stack is at its end. */
const over = -1;

/** What is known of a stack, in its record: which one it is, its location's place, the place beyond its last, and its code's. */
export const stackOf = 0;
const locationOf = 1;
const endOf = 2;
const codeOf = 3;
/** Numbers a record. */
export const recordSize = 4;

/**
 * Where one is in each stack of a view, on the way through a tree. Nothing is written out before: of most stacks a tree
 * sees only what they begin with. What is known of a stack lies together, and those that are walked together lie side by
 * side: to find it is most of the work.
 */
export class StackWalk {
  readonly records: Int32Array;
  readonly #locations: LocationIndices;
  readonly #step: 1 | -1;
  /** Twice each frame of a location, plus 1 for the last that one meets of it. */
  readonly #codes: Uint32Array;
  /** Per location where in `#codes` what one meets first is; `over` where it shows nothing. */
  readonly #entries: Int32Array;

  /** At the top of the tree: an end of each stack, or its outermost call of `through`; stacks without that are left out. */
  constructor(view: View, stacks: Uint32Array, direction: TreeDirection, through: FrameIndex | undefined) {
    const isDown = direction === 'callees';
    this.#locations = view.profile.stacks.locations;
    this.#step = isDown ? -1 : 1;
    [this.#codes, this.#entries] = codesOf(view.locationFrames, isDown);
    const calls = through === undefined ? undefined : callsOf(view.locationFrames, through);
    this.records = new Int32Array(stacks.length * recordSize);
    let count = 0;
    for (let i = 0; i < stacks.length; i++) {
      const stack = stacks[i]!;
      const [inner, outer] = [view.starts[stack]! - 1, view.ends[stack]!];
      this.records[count + stackOf] = stack;
      this.records[count + endOf] = isDown ? inner : outer;
      // The outermost call of all is looked for from the root, wherever one goes on from there.
      const isThere = calls
        ? this.#enter(count, calls, outer - 1, inner, -1)
        : this.#enter(count, this.#entries, isDown ? outer - 1 : inner + 1, isDown ? inner : outer, this.#step);
      if (isThere || !calls) count += recordSize;
    }
    this.records = this.records.subarray(0, count);
  }

  /**
   * Takes a step in each of the stacks with records `from` to before `to` and notes the frames that they come to in `keys`,
   * with `none` for a stack that is over. Whether all of them came to the same.
   */
  step(from: number, to: number, keys: Uint32Array, none: number): boolean {
    const records = this.records;
    const codes = this.#codes;
    const entries = this.#entries;
    const locations = this.#locations;
    const step = this.#step;
    let isSame = true;
    let first = none;
    for (let i = from; i < to; i++) {
      const record = i * recordSize;
      let place = records[record + codeOf]!;
      let frame = none;
      if (place !== over) {
        const code = codes[place]!;
        frame = code >>> 1;
        if ((code & 1) === 0) place += step;
        else {
          const end = records[record + endOf]!;
          let location = records[record + locationOf]! + step;
          place = over;
          while (location !== end) {
            place = entries[locations[location]!]!;
            if (place !== over) break;
            location += step;
          }
          records[record + locationOf] = location;
        }
        records[record + codeOf] = place;
      }
      keys[i] = frame;
      if (i === from) first = frame;
      else if (frame !== first) isSame = false;
    }
    return isSame;
  }

  /** Takes all steps that are left of a stack and notes the frames that it comes to. */
  finish(i: number, frames: GrowingUint32): void {
    const record = i * recordSize;
    const end = this.records[record + endOf]!;
    const step = this.#step;
    let place = this.records[record + codeOf]!;
    for (let location = this.records[record + locationOf]!; location !== end; ) {
      for (; place !== over; place += step) {
        const code = this.#codes[place]!;
        frames.push(code >>> 1);
        if ((code & 1) === 1) break;
      }
      location += step;
      place = location === end ? over : this.#entries[this.#locations[location]!]!;
    }
    this.records[record + codeOf] = over;
  }

  /** Puts a stack to the first of its locations, from one to before another, that has an entry, and says if there is one. */
  #enter(record: number, entries: Int32Array, from: number, end: number, step: 1 | -1): boolean {
    let location = from;
    let place = over;
    while (location !== end) {
      place = entries[this.#locations[location]!]!;
      if (place !== over) break;
      location += step;
    }
    this.records[record + locationOf] = location;
    this.records[record + codeOf] = place;
    return place !== over;
  }
}

function codesOf({ starts, frames }: View['locationFrames'], isDown: boolean): readonly [Uint32Array, Int32Array] {
  const codes = new Uint32Array(frames.length);
  const entries = new Int32Array(starts.length - 1).fill(over);
  for (let location = 0; location + 1 < starts.length; location++) {
    const start = starts[location]!;
    const end = starts[location + 1]!;
    if (start === end) continue;
    for (let i = start; i < end; i++) codes[i] = 2 * frames[i]!;
    codes[isDown ? start : end - 1]! += 1;
    entries[location] = isDown ? end - 1 : start;
  }
  return [codes, entries];
}

/** Per location the place of the outermost call of a frame. */
function callsOf({ starts, frames }: View['locationFrames'], frame: FrameIndex): Int32Array {
  const calls = new Int32Array(starts.length - 1).fill(over);
  for (let location = 0; location + 1 < starts.length; location++)
    for (let i = starts[location]!; i < starts[location + 1]!; i++) if (frames[i] === frame) calls[location] = i;
  return calls;
}

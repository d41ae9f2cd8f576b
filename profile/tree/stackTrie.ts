import { GrowingUint32 } from '../growing.ts';
import { Splitter } from './splitter.ts';
import { recordSize, type StackWalk, stackOf } from './stackWalk.ts';

/**
 * Stacks by what their paths begin with; node 0 is the root, with an empty run of frames. A node stands for as many frames
 * as all of its stacks go on to share, so that there are at most two nodes per stack, however deep those are. It knows no
 * weights: trees of every sample type and at every zoom are read off the same one. What a node's run is, and what is below
 * it, is found out when it is opened: most nodes are too small to be ever seen.
 */
export class StackTrie {
  count = 1;
  /** How many stacks there are. */
  readonly stacks: number;
  /** Stacks: those of node n are number `start[n]` to `end[n] - 1`. Opening a node puts them into another order. */
  readonly start: Uint32Array;
  readonly end: Uint32Array;
  /** First frame of the node's run. */
  readonly frame: Uint32Array;
  /** Of open nodes: the stacks before number `ended[n]` end with the run. */
  readonly ended: Uint32Array;
  /** Frames from the root to the end of the run, which begins where the parent's ends; to its beginning until it is open. */
  readonly depth: Uint32Array;
  /** Of open nodes: the children, `firstChild[n] … lastChild[n] - 1`. */
  readonly firstChild: Uint32Array;
  readonly lastChild: Uint32Array;
  readonly #isOpen: Uint8Array;
  readonly #walk: StackWalk;
  readonly #splitter: Splitter;
  /** The key of stacks that are over, in the place of a frame. */
  readonly #none: number;
  /** The runs of open nodes: of node n, frame number d from the root is at `d - shift[n]`. */
  readonly #runs = new GrowingUint32();
  readonly #shift: Int32Array;

  /** `frames` is how many frames there are. */
  constructor(walk: StackWalk, frames: number) {
    this.stacks = walk.records.length / recordSize;
    const most = 2 * this.stacks + 1;
    const column = (): Uint32Array => new Uint32Array(most);
    [this.start, this.end, this.frame, this.ended] = [column(), column(), column(), column()];
    [this.depth, this.firstChild, this.lastChild] = [column(), column(), column()];
    this.#shift = new Int32Array(most);
    this.#isOpen = new Uint8Array(most);
    this.end[0] = this.stacks;
    this.#walk = walk;
    this.#none = frames;
    this.#splitter = new Splitter(walk.records, frames + 1);
  }

  /** Which stack is number `i`. */
  stackAt(i: number): number {
    return this.#walk.records[i * recordSize + stackOf]!;
  }

  /** What the stacks from one number to before another weigh. */
  sum(weights: Float64Array, from: number, to: number): number {
    const records = this.#walk.records;
    let sum = 0;
    for (let i = from; i < to; i++) sum += weights[records[i * recordSize + stackOf]!]!;
    return sum;
  }

  /** Frame number `at` from the root, within the run of an open node. */
  frameAt(node: number, at: number): number {
    return this.#runs.array[at - this.#shift[node]!]!;
  }

  /** Finds out the run of a node and its children, once. */
  open(node: number): void {
    if (this.#isOpen[node] === 1) return;
    this.#isOpen[node] = 1;
    const { keys } = this.#splitter;
    const from = this.start[node]!;
    const to = this.end[node]!;
    const runs = this.#runs;
    const before = runs.count;
    this.#shift[node] = this.depth[node]! - before;
    if (node > 0) {
      runs.push(this.frame[node]!);
      if (to - from === 1) this.#walk.finish(from, runs);
    }
    while (this.#walk.step(from, to, keys, this.#none) && node > 0 && keys[from] !== this.#none) runs.push(keys[from]!);
    this.depth[node]! += runs.count - before;
    this.#split(node, from, to);
  }

  #split(node: number, from: number, to: number): void {
    const { groupKeys, ends } = this.#splitter;
    const groups = this.#splitter.split(from, to, this.#none);
    this.ended[node] = ends[0]!;
    this.firstChild[node] = this.count;
    for (let group = 1; group < groups; group++) {
      const child = this.count++;
      this.frame[child] = groupKeys[group]!;
      this.start[child] = ends[group - 1]!;
      this.end[child] = ends[group]!;
      this.depth[child] = this.depth[node]!;
    }
    this.lastChild[node] = this.count;
  }
}

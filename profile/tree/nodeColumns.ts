import { GrowingFloat64, GrowingUint32 } from '../decode/growing.ts';

/** Collects the nodes of a tree in depth-first order. */
export class NodeColumns {
  readonly #frame = new GrowingUint32();
  readonly #parent = new GrowingUint32();
  readonly #depth = new GrowingUint32();
  readonly #self = new GrowingFloat64();
  readonly #total = new GrowingFloat64();
  readonly #extent = new GrowingFloat64();
  readonly #baseSelf = new GrowingFloat64();
  readonly #baseTotal = new GrowingFloat64();
  maxDepth = 0;

  get count(): number {
    return this.#frame.count;
  }

  add(frame: number, parent: number, depth: number, sums: Sums, self: Sums): number {
    this.#frame.push(frame);
    this.#parent.push(parent);
    this.#depth.push(depth);
    this.#self.push(self.value);
    this.#total.push(sums.value);
    this.#extent.push(sums.extent);
    this.#baseSelf.push(self.base);
    this.#baseTotal.push(sums.base);
    if (depth > this.maxDepth) this.maxDepth = depth;
    return this.count - 1;
  }

  finish(): FinishedNodes {
    const parent = this.#parent.finish();
    return {
      count: this.count,
      frame: this.#frame.finish(),
      parent,
      depth: this.#depth.finish(),
      end: subtreeEnds(parent),
      self: this.#self.finish(),
      total: this.#total.finish(),
      extent: this.#extent.finish(),
      baseSelf: this.#baseSelf.finish(),
      baseTotal: this.#baseTotal.finish(),
      maxDepth: this.maxDepth,
    };
  }
}

/** What a set of stacks adds up to. */
export interface Sums {
  value: number;
  base: number;
  extent: number;
}

export interface FinishedNodes {
  readonly count: number;
  readonly frame: Uint32Array;
  readonly parent: Uint32Array;
  readonly depth: Uint32Array;
  readonly end: Uint32Array;
  readonly self: Float64Array;
  readonly total: Float64Array;
  readonly extent: Float64Array;
  readonly baseSelf: Float64Array;
  readonly baseTotal: Float64Array;
  readonly maxDepth: number;
}

/** First node beyond each subtree: children come after their parents, so one pass from the back finds it. */
function subtreeEnds(parent: Uint32Array): Uint32Array {
  const end = Uint32Array.from(parent, (_, node) => node + 1);
  for (let node = parent.length - 1; node > 0; node--) {
    const above = parent[node]!;
    if (end[node]! > end[above]!) end[above] = end[node]!;
  }
  return end;
}

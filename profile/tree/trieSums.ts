import type { StackTrie } from './stackTrie.ts';

/** What the stacks of each node of a trie weigh: all of them, and those that end with its run. */
export interface TrieSums {
  /** Sums of absolute weights, in a comparison of the larger of both columns, so that negative values do not cancel. */
  readonly extent: Float64Array;
  readonly total: Float64Array;
  readonly self: Float64Array;
  /** The same of the second column; undefined without one. */
  readonly base: { readonly total: Float64Array; readonly self: Float64Array } | undefined;
}

/** Adds up from the leaves to the root. One weight per stack. */
export function trieSums(trie: StackTrie, weights: Float64Array, base: Float64Array | undefined): TrieSums {
  const extents = base ? weights.map((weight, stack) => Math.max(Math.abs(weight), Math.abs(base[stack]!))) : weights;
  const extent = ownSums(trie, extents, Math.abs);
  addUp(trie, extent);
  const totals = (column: Float64Array) => {
    const self = ownSums(trie, column, plain);
    const total = self.slice();
    addUp(trie, total);
    return { self, total };
  };
  return { extent, ...totals(weights), base: base && totals(base) };
}

const plain = (value: number): number => value;

/** What ends with the run of each node. */
function ownSums({ count, order, start, ended }: StackTrie, weights: Float64Array, of: (value: number) => number) {
  const sums = new Float64Array(count);
  for (let node = 0; node < count; node++) {
    let sum = 0;
    for (let i = start[node]!; i < ended[node]!; i++) sum += of(weights[order[i]!]!);
    sums[node] = sum;
  }
  return sums;
}

/** Adds to each node what is below it. */
function addUp({ count, parent }: StackTrie, sums: Float64Array): void {
  for (let node = count - 1; node > 0; node--) sums[parent[node]!]! += sums[node]!;
}

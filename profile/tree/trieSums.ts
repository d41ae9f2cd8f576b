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
  const sums = sumsOf(trie, weights);
  const extents = extentsOf(weights, base);
  // Most profiles have no negative values, and then the extent of a node is its total.
  const extent = extents === weights ? sums.total : sumsOf(trie, extents).total;
  return { extent, ...sums, base: base && sumsOf(trie, base) };
}

/** What each stack takes up; the weights themselves where these are it. */
function extentsOf(weights: Float64Array, base: Float64Array | undefined): Float64Array {
  if (base) return weights.map((weight, stack) => Math.max(Math.abs(weight), Math.abs(base[stack]!)));
  for (let stack = 0; stack < weights.length; stack++) if (weights[stack]! < 0) return weights.map(Math.abs);
  return weights;
}

function sumsOf({ count, order, start, ended, parent }: StackTrie, weights: Float64Array) {
  const self = new Float64Array(count);
  const total = new Float64Array(count);
  // Children come after their parents.
  for (let node = count - 1; node >= 0; node--) {
    let own = 0;
    for (let i = start[node]!; i < ended[node]!; i++) own += weights[order[i]!]!;
    self[node] = own;
    total[node]! += own;
    if (node > 0) total[parent[node]!]! += total[node]!;
  }
  return { self, total };
}

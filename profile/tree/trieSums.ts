import type { StackTrie } from './stackTrie.ts';

/** What the stacks of each node of a trie weigh, added up when its parent is opened. One weight per stack. */
export class TrieSums {
  /** Sums of absolute weights, in a comparison of the larger of both columns, so that negative values do not cancel. */
  readonly extent: Float64Array;
  readonly total: Float64Array;
  /** The same of the second column; undefined without one. */
  readonly baseTotal: Float64Array | undefined;
  readonly #trie: StackTrie;
  readonly #weights: Float64Array;
  readonly #base: Float64Array | undefined;
  readonly #extents: Float64Array;
  /** Per node 1 once its children are added up. */
  readonly #isOpen: Uint8Array;

  constructor(trie: StackTrie, weights: Float64Array, base: Float64Array | undefined) {
    const most = trie.start.length;
    this.#trie = trie;
    this.#weights = weights;
    this.#base = base;
    this.#extents = extentsOf(weights, base);
    this.total = new Float64Array(most);
    // Most profiles have no negative values, and then the extent of a node is its total.
    this.extent = this.#extents === weights ? this.total : new Float64Array(most);
    this.baseTotal = base && new Float64Array(most);
    this.#isOpen = new Uint8Array(most);
    this.#addUp(0);
  }

  /** Opens a node, and knows its children from then on. */
  open(node: number): void {
    const trie = this.#trie;
    trie.open(node);
    if (this.#isOpen[node] === 1) return;
    this.#isOpen[node] = 1;
    for (let child = trie.firstChild[node]!; child < trie.lastChild[node]!; child++) this.#addUp(child);
  }

  /** What the stacks weigh that end with an open node's run. */
  self(node: number): number {
    return this.#trie.sum(this.#weights, this.#trie.start[node]!, this.#trie.ended[node]!);
  }

  baseSelf(node: number): number {
    return this.#base ? this.#trie.sum(this.#base, this.#trie.start[node]!, this.#trie.ended[node]!) : 0;
  }

  #addUp(node: number): void {
    const [start, end] = [this.#trie.start[node]!, this.#trie.end[node]!];
    this.total[node] = this.#trie.sum(this.#weights, start, end);
    if (this.extent !== this.total) this.extent[node] = this.#trie.sum(this.#extents, start, end);
    if (this.#base && this.baseTotal) this.baseTotal[node] = this.#trie.sum(this.#base, start, end);
  }
}

/** What each stack takes up; the weights themselves where these are it. */
function extentsOf(weights: Float64Array, base: Float64Array | undefined): Float64Array {
  if (base) return weights.map((weight, stack) => Math.max(Math.abs(weight), Math.abs(base[stack]!)));
  for (let stack = 0; stack < weights.length; stack++) if (weights[stack]! < 0) return weights.map(Math.abs);
  return weights;
}

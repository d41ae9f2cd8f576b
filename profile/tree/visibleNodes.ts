import { frameAt, type StackTrie } from './stackTrie.ts';

/** The nodes of a trie that are large enough to be shown, depth first, siblings by falling extent. */
export interface VisibleNodes {
  readonly count: number;
  readonly node: Uint32Array;
  /** Position of its parent in these columns; the first is its own. */
  readonly parent: Uint32Array;
  /** Nodes left out for being too small (what is below them not counted), and the extent they hold. */
  readonly hiddenNodes: number;
  readonly hiddenExtent: number;
}

/** What is at least as large as `smallest` in and below `top`; what has no extent at all does not exist. */
export function visibleNodes(trie: StackTrie, extent: Float64Array, top: number, smallest: number): VisibleNodes {
  const { last, depth } = trie;
  const most = last[top]! - top;
  const [nodes, parents] = [new Uint32Array(most), new Uint32Array(most)];
  /** Nodes to come, the next one last, and the positions of their parents. */
  const [pending, above] = [new Uint32Array(most), new Uint32Array(most)];
  pending[0] = top;
  let [count, hiddenNodes, hiddenExtent] = [0, 0, 0];
  for (let waiting = 1; waiting > 0; ) {
    waiting--;
    const node = pending[waiting]!;
    nodes[count] = node;
    parents[count] = above[waiting]!;
    const first = waiting;
    const beyond = last[node]!;
    for (let child = node + 1; child < beyond; child = last[child]!) {
      const size = extent[child]!;
      if (size === 0) continue;
      if (size >= smallest) {
        pending[waiting] = child;
        above[waiting++] = count;
      } else {
        hiddenNodes++;
        hiddenExtent += size;
      }
    }
    if (waiting - first > 1) sortSiblings(trie, extent, pending.subarray(first, waiting), depth[node]!);
    count++;
  }
  return { count, node: nodes.slice(0, count), parent: parents.slice(0, count), hiddenNodes, hiddenExtent };
}

/** The largest last, for that is where the next one is taken from; of equals the one whose frame comes first. */
function sortSiblings(trie: StackTrie, extent: Float64Array, siblings: Uint32Array, at: number): void {
  siblings.sort((left, right) => extent[left]! - extent[right]! || frameAt(trie, right, at) - frameAt(trie, left, at));
}

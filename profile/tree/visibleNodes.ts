import type { StackTrie } from './stackTrie.ts';
import type { TrieSums } from './trieSums.ts';

/** The nodes of a trie that are large enough to be shown, depth first, siblings by falling extent; all of them are open. */
export interface VisibleNodes {
  readonly node: readonly number[];
  /** Position of its parent in these columns; the first is its own. */
  readonly parent: readonly number[];
  /** Nodes left out for being too small (what is below them not counted), and the extent they hold. */
  readonly hiddenNodes: number;
  readonly hiddenExtent: number;
}

/** What is at least as large as `smallest` in and below `top`; what has no extent at all does not exist. */
export function visibleNodes(trie: StackTrie, sums: TrieSums, top: number, smallest: number): VisibleNodes {
  const { extent } = sums;
  const [nodes, parents]: [number[], number[]] = [[], []];
  /** Nodes to come, the next one last, and the positions of their parents. */
  const [pending, above]: [number[], number[]] = [[top], [0]];
  let [hiddenNodes, hiddenExtent] = [0, 0];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    const position = nodes.push(node) - 1;
    parents.push(above.pop()!);
    sums.open(node);
    const siblings: number[] = [];
    for (let child = trie.firstChild[node]!; child < trie.lastChild[node]!; child++) {
      const size = extent[child]!;
      if (size === 0) continue;
      if (size >= smallest) siblings.push(child);
      else {
        hiddenNodes++;
        hiddenExtent += size;
      }
    }
    if (siblings.length > 1) sortSiblings(trie, extent, siblings);
    for (const child of siblings) {
      pending.push(child);
      above.push(position);
    }
  }
  return { node: nodes, parent: parents, hiddenNodes, hiddenExtent };
}

/** The largest last, for that is where the next one is taken from; of equals the one whose frame comes first. */
function sortSiblings({ frame }: StackTrie, extent: Float64Array, siblings: number[]): void {
  siblings.sort((left, right) => extent[left]! - extent[right]! || frame[right]! - frame[left]!);
}

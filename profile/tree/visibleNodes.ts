import { GrowingUint32 } from '../decode/growing.ts';
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
  const nodes = new GrowingUint32();
  const parents = new GrowingUint32();
  /** Nodes and the positions of their parents; the last one comes next. */
  const pending = new GrowingUint32();
  let [hiddenNodes, hiddenExtent] = [0, 0];
  pending.push(top);
  pending.push(0);
  while (pending.count > 0) {
    pending.count -= 2;
    const node = pending.array[pending.count]!;
    const position = nodes.count;
    nodes.push(node);
    parents.push(pending.array[pending.count + 1]!);
    const children: number[] = [];
    for (let child = node + 1; child < last[node]!; child = last[child]!) {
      const size = extent[child]!;
      if (size >= smallest && size > 0) children.push(child);
      else if (size > 0) {
        hiddenNodes++;
        hiddenExtent += size;
      }
    }
    const at = depth[node]!;
    if (children.length > 1)
      children.sort(
        (left, right) => extent[left]! - extent[right]! || frameAt(trie, right, at) - frameAt(trie, left, at),
      );
    for (const child of children) {
      pending.push(child);
      pending.push(position);
    }
  }
  return { count: nodes.count, node: nodes.finish(), parent: parents.finish(), hiddenNodes, hiddenExtent };
}

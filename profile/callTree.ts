import { none } from './profile.ts';
import type { StackTrie } from './tree/stackTrie.ts';
import type { TreeDirection } from './tree/stackWalk.ts';
import { trieOf } from './tree/trieOf.ts';
import { TrieSums } from './tree/trieSums.ts';
import { type VisibleNodes, visibleNodes } from './tree/visibleNodes.ts';
import type { FrameIndex, View } from './view.ts';

export interface TreeOptions {
  readonly direction: TreeDirection;
  /** One weight per stack of the view: `view.weights[sampleType]`. */
  readonly weights: Float64Array;
  /** A second column on the same frames (the base of a comparison). */
  readonly baseWeights?: Float64Array;
  /** Nodes below this share of the root's extent are left out. 0 builds all. */
  readonly minShare: number;
  /** The frames from the top of the tree down to the node that is zoomed to: the tree is then that subtree. */
  readonly root?: readonly FrameIndex[];
  /** Only the parts of the stacks at and beyond the outermost call of this frame: its callees, or its callers. */
  readonly through?: FrameIndex;
}

/**
 * Nodes in depth-first order, children by falling extent; node 0 is the root: everything, or what is zoomed to. The
 * extent is what widths are made of: the sum over stacks of the absolute weight (of the larger of both columns in a
 * comparison), so that negative values do not cancel.
 */
export interface CallTree {
  readonly count: number;
  /** FrameIndex; `none` for a root that holds all stacks. */
  readonly frame: Uint32Array;
  /** Node; the root is its own parent. */
  readonly parent: Uint32Array;
  readonly depth: Uint32Array;
  /** First node beyond the subtree of the node. */
  readonly end: Uint32Array;
  /** Weight of the stacks that end at the node. */
  readonly self: Float64Array;
  readonly total: Float64Array;
  readonly extent: Float64Array;
  /** The same of the second column; zeros without one. */
  readonly baseSelf: Float64Array;
  readonly baseTotal: Float64Array;
  readonly maxDepth: number;
  /** Nodes left out for being below the share (their own children not counted), and the extent they hold. */
  readonly hiddenNodes: number;
  readonly hiddenExtent: number;
}

/** Reads a tree off the view's trie of stacks: costs what is shown of it. */
export function callTree(view: View, options: TreeOptions): CallTree {
  const { direction, weights, baseWeights, root = [], minShare, through } = options;
  const trie = trieOf(view, direction, through);
  const sums = sumsOf(trie, weights, baseWeights);
  const top = nodeAt(trie, sums, root);
  if (top === undefined) return nothingAt(root.at(-1) ?? none);
  const visible = visibleNodes(trie, sums, top, sums.extent[top]! * minShare);
  return written(trie, sums, visible, root);
}

/** Of each trie the last sums: one zooms into the same sample type again and again. */
const known = new WeakMap<StackTrie, { weights: Float64Array; base: Float64Array | undefined; sums: TrieSums }>();

function sumsOf(trie: StackTrie, weights: Float64Array, base: Float64Array | undefined): TrieSums {
  const last = known.get(trie);
  if (last?.weights === weights && last.base === base) return last.sums;
  const sums = new TrieSums(trie, weights, base);
  known.set(trie, { weights, base, sums });
  return sums;
}

/** The node in whose run a path ends; undefined where no stack with any weight begins like that. */
function nodeAt(trie: StackTrie, sums: TrieSums, path: readonly FrameIndex[]): number | undefined {
  let node = 0;
  for (let at = 0; at < path.length; at++) {
    sums.open(node);
    if (at < trie.depth[node]!) {
      if (trie.frameAt(node, at) !== path[at]) return undefined;
      continue;
    }
    const beyond = trie.lastChild[node]!;
    let child = trie.firstChild[node]!;
    while (child < beyond && trie.frame[child] !== path[at]) child++;
    if (child >= beyond || sums.extent[child] === 0) return undefined;
    node = child;
  }
  return node;
}

/** Writes out the frames of each node's run. */
function written(trie: StackTrie, sums: TrieSums, visible: VisibleNodes, root: readonly FrameIndex[]): CallTree {
  const zoomed = root.length;
  const count = frameCount(trie, visible, zoomed);
  const [frame, parent, depth] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)];
  const column = (): Float64Array => new Float64Array(count);
  const [self, total] = [column(), column()];
  // What is the same is not written twice: to fill fresh memory is most of what a large tree costs.
  const extent = sums.extent === sums.total ? total : column();
  const baseTotal = column();
  const baseSelf = sums.baseTotal ? column() : baseTotal;
  /** Per visible node its last frame. */
  const ends = new Uint32Array(visible.node.length);
  let [node, maxDepth] = [0, 0];
  for (let i = 0; i < ends.length; i++) {
    const from = visible.node[i]!;
    const to = trie.depth[from]! - zoomed;
    let above = ends[visible.parent[i]!]!;
    // The top of the tree stands for the whole way to it.
    for (let at = i === 0 ? 0 : depth[above]! + 1; at <= to; at++) {
      frame[node] = i === 0 && at === 0 ? (root.at(-1) ?? none) : trie.frameAt(from, zoomed + at - 1);
      parent[node] = above;
      depth[node] = at;
      total[node] = sums.total[from]!;
      extent[node] = sums.extent[from]!;
      if (sums.baseTotal) baseTotal[node] = sums.baseTotal[from]!;
      above = node++;
    }
    ends[i] = above;
    self[above] = sums.self(from);
    if (sums.baseTotal) baseSelf[above] = sums.baseSelf(from);
    if (to > maxDepth) maxDepth = to;
  }
  const { hiddenNodes, hiddenExtent } = visible;
  const sizes = { self, total, extent, baseSelf, baseTotal, hiddenNodes, hiddenExtent };
  return { count, frame, parent, depth, end: subtreeEnds(parent), maxDepth, ...sizes };
}

/** How many nodes the tree will have: the top of it, and a frame each beyond. */
function frameCount({ depth }: StackTrie, { node, parent }: VisibleNodes, zoomed: number): number {
  let frames = 1 + depth[node[0]!]! - zoomed;
  for (let i = 1; i < node.length; i++) frames += depth[node[i]!]! - depth[node[parent[i]!]!]!;
  return frames;
}

/** First node beyond each subtree: children come after their parents, so one pass from the back finds it. */
function subtreeEnds(parent: Uint32Array): Uint32Array {
  const end = new Uint32Array(parent.length);
  for (let node = parent.length - 1; node >= 0; node--) {
    if (end[node] === 0) end[node] = node + 1;
    const above = parent[node]!;
    if (end[node]! > end[above]!) end[above] = end[node]!;
  }
  return end;
}

/** The tree of a path that no stack takes. */
function nothingAt(frame: number): CallTree {
  const zero = new Float64Array(1);
  const sizes = { self: zero, total: zero, extent: zero, baseSelf: zero, baseTotal: zero };
  const place = { frame: Uint32Array.of(frame), parent: new Uint32Array(1), depth: new Uint32Array(1) };
  return { count: 1, ...place, end: Uint32Array.of(1), ...sizes, maxDepth: 0, hiddenNodes: 0, hiddenExtent: 0 };
}

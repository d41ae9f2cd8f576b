import { none } from './profile.ts';
import { frameStacks } from './tree/frameStacks.ts';
import { type FinishedNodes, NodeColumns, type Sums } from './tree/nodeColumns.ts';
import { type Group, Partition } from './tree/partition.ts';
import { beginsWith, makePaths, type Paths, type TreeDirection } from './tree/paths.ts';
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
export interface CallTree extends FinishedNodes {
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
  /** Nodes left out for being below the share (their own children not counted), and the extent they hold. */
  readonly hiddenNodes: number;
  readonly hiddenExtent: number;
}

/** Depth-first partition of the stacks; only nodes above the share are built. */
export function callTree(view: View, options: TreeOptions): CallTree {
  const paths = makePaths(frameStacks(view), options.direction, options.through);
  return new TreeBuilder(view, paths, options).build();
}

/** A run of stacks that will become a node. */
interface Pending extends Group {
  readonly parent: number;
  readonly depth: number;
}

class TreeBuilder {
  readonly #weights: Float64Array;
  readonly #base: Float64Array | undefined;
  readonly #extents: Float64Array;
  readonly #partition: Partition;
  readonly #prefix: readonly FrameIndex[];
  readonly #nodes = new NodeColumns();
  readonly #minShare: number;
  #hiddenNodes = 0;
  #hiddenExtent = 0;

  constructor(view: View, paths: Paths, { weights, baseWeights, root = [], minShare, through }: TreeOptions) {
    this.#weights = weights;
    this.#base = baseWeights;
    this.#extents = extentsOf(weights, baseWeights);
    this.#prefix = root;
    this.#minShare = minShare;
    const stacks = selectStacks(paths, this.#extents, root, through !== undefined);
    this.#partition = new Partition(paths, stacks, this.#extents, view.frames.count);
  }

  build(): CallTree {
    const everything = this.#sum(0, this.#partition.order.length);
    const smallest = everything.extent * this.#minShare;
    const pending: Pending[] = [
      {
        frame: this.#prefix.at(-1) ?? none,
        start: 0,
        end: this.#partition.order.length,
        extent: everything.extent,
        parent: 0,
        depth: 0,
      },
    ];
    for (let next = pending.pop(); next; next = pending.pop()) this.#addNode(next, smallest, pending);
    return { ...this.#nodes.finish(), hiddenNodes: this.#hiddenNodes, hiddenExtent: this.#hiddenExtent };
  }

  #addNode(item: Pending, smallest: number, pending: Pending[]): void {
    const { frame, start, end, parent, depth } = item;
    const { ended, groups } = this.#partition.split(start, end, depth + this.#prefix.length);
    const node = this.#nodes.add(frame, parent, depth, this.#sum(start, end), this.#sum(start, ended));
    // The last one pushed comes first.
    for (let i = groups.length - 1; i >= 0; i--) {
      const group = groups[i]!;
      if (group.extent >= smallest) {
        pending.push({ ...group, parent: node, depth: depth + 1 });
        continue;
      }
      this.#hiddenNodes++;
      this.#hiddenExtent += group.extent;
    }
  }

  #sum(start: number, end: number): Sums {
    const { order } = this.#partition;
    const sums: Sums = { value: 0, base: 0, extent: 0 };
    for (let i = start; i < end; i++) {
      const stack = order[i]!;
      sums.value += this.#weights[stack]!;
      sums.extent += this.#extents[stack]!;
      if (this.#base) sums.base += this.#base[stack]!;
    }
    return sums;
  }
}

function extentsOf(weights: Float64Array, base: Float64Array | undefined): Float64Array {
  if (!base) return weights.map(Math.abs);
  return weights.map((weight, stack) => Math.max(Math.abs(weight), Math.abs(base[stack]!)));
}

/** Stacks that weigh anything and lie below what is zoomed to. */
function selectStacks(
  paths: Paths,
  extents: Float64Array,
  root: readonly FrameIndex[],
  skipsEmpty: boolean,
): Uint32Array {
  const selected = new Uint32Array(extents.length);
  let count = 0;
  for (let stack = 0; stack < extents.length; stack++) {
    if (extents[stack] === 0 || (skipsEmpty && paths.length[stack] === 0)) continue;
    if (root.length === 0 || beginsWith(paths, stack, root)) selected[count++] = stack;
  }
  return selected.slice(0, count);
}

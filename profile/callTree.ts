import type { View } from './view.ts';

/** Callees: roots at the top (flame graph). Callers: leaves at the top (inverted). */
export type TreeDirection = 'callees' | 'callers';

export interface TreeOptions {
  readonly direction: TreeDirection;
  /** One weight per stack of the view: `view.weights[sampleType]`. */
  readonly weights: Float64Array;
  /** A second column on the same frames (the base of a comparison). */
  readonly baseWeights?: Float64Array;
  /** Nodes below this share of the current root are left out. 0 builds all. */
  readonly minShare: number;
  /** Frame names from the root of the tree down to the node that is zoomed to; the tree then holds that subtree only. */
  readonly root?: readonly number[];
  /** Only the parts of stacks at and beyond this frame: callees of it, or callers of it. */
  readonly focusFrame?: number;
}

/**
 * Nodes in depth-first order, children by falling weight; node 0 is the root of everything shown.
 * Weight of a node = `total`; sum of absolute values where negative ones occur lies in `extent`, which is what widths
 * are made of.
 */
export interface CallTree {
  readonly count: number;
  /** FrameIndex; `none` for the root that holds all stacks. */
  readonly frame: Uint32Array;
  readonly parent: Uint32Array;
  readonly depth: Uint32Array;
  /** First node beyond the subtree of the node. */
  readonly end: Uint32Array;
  readonly self: Float64Array;
  readonly total: Float64Array;
  readonly extent: Float64Array;
  readonly baseSelf?: Float64Array;
  readonly baseTotal?: Float64Array;
  /** Nodes left out for being below the share, and the extent they hold. */
  readonly hiddenNodes: number;
  readonly hiddenExtent: number;
  readonly maxDepth: number;
}

/** Depth-first partition of the stacks; only nodes above the share are built. */
export declare function callTree(view: View, options: TreeOptions): CallTree;

import type { CallTree } from './callTree.ts';

/** Boxes by row, from left to right: box b spans `left[b] … right[b]` (0 to 1 of the root's extent). */
export interface FlameRows {
  readonly rows: number;
  /** Boxes of row r are `rowStarts[r] … rowStarts[r + 1] - 1`. */
  readonly rowStarts: Uint32Array;
  /** Node of the call tree per box. */
  readonly node: Uint32Array;
  readonly left: Float64Array;
  readonly right: Float64Array;
}

export declare function flameRows(tree: CallTree): FlameRows;

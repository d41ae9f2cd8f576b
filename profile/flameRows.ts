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

/** Lays the nodes out: children side by side from their parent's left edge, what the parent has itself at the right. */
export function flameRows(tree: CallTree): FlameRows {
  const rows = tree.count === 0 ? 0 : tree.maxDepth + 1;
  const rowStarts = countRows(tree, rows);
  const next = rowStarts.slice(0, rows);
  const node = new Uint32Array(tree.count);
  const left = new Float64Array(tree.count);
  const right = new Float64Array(tree.count);
  const scale = tree.count > 0 && tree.extent[0]! > 0 ? 1 / tree.extent[0]! : 0;
  /** Per node, where its next child starts. */
  const free = new Float64Array(tree.count);
  for (let i = 0; i < tree.count; i++) {
    const parent = tree.parent[i]!;
    const start = i === 0 ? 0 : free[parent]!;
    const end = start + tree.extent[i]! * scale;
    free[i] = start;
    if (i > 0) free[parent] = end;
    const box = next[tree.depth[i]!]!++;
    node[box] = i;
    left[box] = start;
    right[box] = end;
  }
  return { rows, rowStarts, node, left, right };
}

function countRows(tree: CallTree, rows: number): Uint32Array {
  const starts = new Uint32Array(rows + 1);
  for (let i = 0; i < tree.count; i++) starts[tree.depth[i]! + 1]!++;
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!;
  return starts;
}

import type { FlameRows } from '../../profile/flameRows.ts';

/** Height of a row in CSS pixels. */
export const rowHeight = 20;

/** Narrower boxes are not drawn: they can neither be told apart nor be pointed at (CSS pixels). */
export const narrowest = 0.5;

/** Where the root is: callees hang down from it, or stand on it. */
export type Growth = 'down' | 'up';

/** The other way round from top to bottom: a row's place in the drawing, and a place's row. */
export const mirrored = (rows: number, row: number, growth: Growth): number =>
  growth === 'down' ? row : rows - 1 - row;

/** The node at a point of the drawing (CSS pixels; `y` from its top); undefined where there is none. */
export function nodeAtPoint(
  rows: FlameRows,
  x: number,
  y: number,
  width: number,
  growth: Growth = 'down',
): number | undefined {
  const row = mirrored(rows.rows, Math.floor(y / rowHeight), growth);
  if (row < 0 || row >= rows.rows || width <= 0) return undefined;
  const at = x / width;
  let low = rows.rowStarts[row] ?? 0;
  let high = (rows.rowStarts[row + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (at < (rows.left[middle] ?? 0)) high = middle - 1;
    else if (at >= (rows.right[middle] ?? 0)) low = middle + 1;
    else return rows.node[middle];
  }
  return undefined;
}

/** The box of a node at its depth; undefined if it is at another. Nodes of a row rise from left to right. */
export function boxOf(rows: FlameRows, depth: number, node: number): number | undefined {
  let low = rows.rowStarts[depth] ?? 0;
  let high = (rows.rowStarts[depth + 1] ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = rows.node[middle]!;
    if (found === node) return middle;
    if (found < node) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

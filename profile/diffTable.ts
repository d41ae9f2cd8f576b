import type { Comparison } from './compare.ts';
import { frameSums } from './top.ts';
import type { FrameIndex, View } from './view.ts';

/** One function before and after. */
export interface DiffRow {
  readonly frame: FrameIndex;
  readonly flatBefore: number;
  readonly flatAfter: number;
  readonly cumBefore: number;
  readonly cumAfter: number;
}

/** The rows of a view of a comparison for one of its types, by falling change of flat. */
export function diffTable(view: View, type: Comparison['types'][number]): DiffRow[] {
  const before = frameSums(view, view.weights[type.before]!);
  const after = frameSums(view, view.weights[type.after]!);
  const rows: DiffRow[] = [];
  for (let frame = 0; frame < view.frames.count; frame++) {
    const row: DiffRow = {
      frame,
      flatBefore: before.flat[frame]!,
      flatAfter: after.flat[frame]!,
      cumBefore: before.cum[frame]!,
      cumAfter: after.cum[frame]!,
    };
    if (row.flatBefore || row.flatAfter || row.cumBefore || row.cumAfter) rows.push(row);
  }
  const change = (row: DiffRow): number => Math.abs(row.flatAfter - row.flatBefore);
  const cumChange = (row: DiffRow): number => Math.abs(row.cumAfter - row.cumBefore);
  return rows.sort((left, right) => change(right) - change(left) || cumChange(right) - cumChange(left));
}

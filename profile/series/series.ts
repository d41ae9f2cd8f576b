import { withoutTypeArguments } from '../goNames.ts';
import { type GoroutineGroup, type GoroutineSet, topName } from '../goroutines/goroutineGroup.ts';
import { frameSums } from '../top.ts';
import { frameStacks } from '../tree/frameStacks.ts';
import type { FrameIndex, View } from '../view.ts';
import { type Steps, slopeOf } from './slope.ts';

/** One thing through all recordings of a series. */
export interface SeriesRow {
  /** Tells it from all others of the series. */
  readonly key: string;
  readonly name: string;
  readonly file: string;
  /** One per recording. */
  readonly values: readonly number[];
  /** Growth per minute or per step (see `Steps`), by least squares. */
  readonly slope: number;
}

export interface FunctionSeries extends SeriesRow {
  readonly frame: FrameIndex;
}

export interface StackSeries extends SeriesRow {
  /** Leaf first. */
  readonly frames: readonly FrameIndex[];
}

export interface GroupSeries extends SeriesRow {
  /** The latest group with the stack. */
  readonly group: GoroutineGroup;
}

/** Functions by falling slope; `columns` are those of the recordings in a view of all of them. */
export function functionSeries(
  view: View,
  columns: readonly number[],
  of: 'flat' | 'cum',
  { at }: Steps,
): FunctionSeries[] {
  const sums = columns.map((column) => frameSums(view, view.weights[column]!)[of]);
  const rows: FunctionSeries[] = [];
  for (let frame = 0; frame < view.frames.count; frame++) {
    const values = sums.map((column) => column[frame]!);
    if (values.every((value) => value === 0)) continue;
    const name = view.frames.name[frame]!;
    rows.push({ key: String(frame), frame, name, file: view.frames.file[frame]!, values, slope: slopeOf(at, values) });
  }
  return rows.sort(bySlope);
}

/** Whole stacks by falling slope. */
export function stackSeries(view: View, columns: readonly number[], { at }: Steps): StackSeries[] {
  const stacks = frameStacks(view);
  const rows = new Map<string, { readonly frames: Uint32Array; readonly values: number[] }>();
  for (let stack = 0; stack < view.starts.length; stack++) {
    const values = columns.map((column) => view.weights[column]![stack]!);
    if (values.every((value) => value === 0)) continue;
    const frames = stacks.frames.subarray(stacks.starts[stack]!, stacks.starts[stack + 1]!);
    if (frames.length === 0) continue;
    // Stacks that differ in what the view does not show are one.
    const key = frames.join();
    const known = rows.get(key);
    if (known) for (const [i, value] of values.entries()) known.values[i]! += value;
    else rows.set(key, { frames, values });
  }
  return Array.from(rows, ([key, { frames, values }]) => {
    const leaf = frames[0]!;
    const slope = slopeOf(at, values);
    return { key, name: view.frames.name[leaf]!, file: view.frames.file[leaf]!, frames: [...frames], values, slope };
  }).sort(bySlope);
}

/** Goroutines by stack through several dumps or profiles, whatever their states; lines may move between builds. */
export function goroutineSeries(sets: readonly GoroutineSet[], { at }: Steps): GroupSeries[] {
  const rows = new Map<string, { group: GoroutineGroup; readonly values: number[] }>();
  sets.forEach((set, i) => {
    for (const group of set.groups) {
      const key = group.frames.map((frame) => withoutTypeArguments(frame.function)).join('\n');
      const row = rows.get(key) ?? { group, values: sets.map(() => 0) };
      row.values[i]! += group.count;
      row.group = group;
      rows.set(key, row);
    }
  });
  return Array.from(rows, ([key, { group, values }]) => {
    const file = group.frames[group.topFrame]?.file ?? '';
    return { key, name: topName(group), file, group, values, slope: slopeOf(at, values) };
  }).sort(bySlope);
}

/** What grows fastest first; of two with one slope, what changed more, then what is larger. */
function bySlope(left: SeriesRow, right: SeriesRow): number {
  const change = ({ values }: SeriesRow): number => Math.abs((values.at(-1) ?? 0) - (values[0] ?? 0));
  return (
    right.slope - left.slope ||
    change(right) - change(left) ||
    (right.values.at(-1) ?? 0) - (left.values.at(-1) ?? 0) ||
    (left.name < right.name ? -1 : 1)
  );
}

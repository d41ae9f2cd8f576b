import type { SampleTypeIndex } from './profile.ts';
import { compareUtf8 } from './view/compareUtf8.ts';
import type { FrameIndex, View } from './view.ts';

export interface TopRow {
  readonly frame: FrameIndex;
  /** Value of the samples that the frame is the leaf of. */
  readonly flat: number;
  /** Value of the samples that the frame is anywhere in, each counted once. */
  readonly cum: number;
}

export type TopOrder = 'flat' | 'cum';

/** The rows of `go tool pprof -top -nodecount=0 -nodefraction=0`, in its order. */
export function topTable(view: View, sampleType: SampleTypeIndex, order: TopOrder = 'flat'): TopRow[] {
  const { flat, cum } = frameSums(view, view.weights[sampleType]!);
  const rows: TopRow[] = [];
  for (let frame = 0; frame < view.frames.count; frame++) {
    if (flat[frame] !== 0 || cum[frame] !== 0) rows.push({ frame, flat: flat[frame]!, cum: cum[frame]! });
  }
  return rows.sort(comparison(view, order));
}

export interface FrameSums {
  readonly flat: Float64Array;
  readonly cum: Float64Array;
}

/** Flat and cum of every frame for one weight per stack. */
export function frameSums(view: View, weights: Float64Array): FrameSums {
  const flat = new Float64Array(view.frames.count);
  const cum = new Float64Array(view.frames.count);
  const seenIn = new Uint32Array(view.frames.count);
  const { locations } = view.profile.stacks;
  const { starts: frameStarts, frames } = view.locationFrames;
  for (let stack = 0; stack < weights.length; stack++) {
    const weight = weights[stack]!;
    if (weight === 0) continue;
    const stamp = stack + 1;
    let isLeaf = true;
    for (let at = view.starts[stack]!; at < view.ends[stack]!; at++) {
      const location = locations[at]!;
      const end = frameStarts[location + 1]!;
      for (let i = frameStarts[location]!; i < end; i++) {
        const frame = frames[i]!;
        if (isLeaf) {
          flat[frame]! += weight;
          isLeaf = false;
        }
        if (seenIn[frame] === stamp) continue;
        seenIn[frame] = stamp;
        cum[frame]! += weight;
      }
    }
  }
  return { flat, cum };
}

/** pprof's order: by the size of the value, then by name, then by the other value. */
function comparison({ frames }: View, order: TopOrder): (left: TopRow, right: TopRow) => number {
  const other = order === 'flat' ? 'cum' : 'flat';
  return (left, right) =>
    Math.abs(right[order]) - Math.abs(left[order]) ||
    compareUtf8(frames.name[left.frame]!, frames.name[right.frame]!) ||
    Math.abs(right[other]) - Math.abs(left[other]);
}

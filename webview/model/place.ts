import type { FrameIndex, View } from '../../profile/view.ts';
import { type Analysis, nodeAt, pathTo, widestOf } from './analysis.ts';
import type { Selection } from './selection.ts';

/** Where one is in a profile. Frames are numbered anew by every view, so that a place belongs to one. */
export interface Place {
  readonly view: View;
  readonly zoom: readonly FrameIndex[];
  readonly selection: Selection | undefined;
}

/** A place in another view of the same profile, by the names of its frames, as far as they are still there. */
export function movedTo(analysis: Analysis, { view, zoom, selection }: Place): Place {
  const nameOf = (frame: FrameIndex): string => view.frames.name[frame] ?? '';
  return placeNamed(
    analysis,
    zoom.map(nameOf),
    selection && nameOf(selection.frame),
    selection?.path?.map(nameOf) ?? [],
  );
}

/** The place with the given names; without a path, or if it leads nowhere, a function is selected at its widest call. */
export function placeNamed(
  analysis: Analysis,
  zoomed: readonly string[],
  selected: string | undefined,
  selectedPath: readonly string[] = [],
): Place {
  return {
    view: analysis.view,
    zoom: reachable(analysis, framesNamed(analysis, zoomed)),
    selection: selectionNamed(analysis, selected, selectedPath),
  };
}

export function selectionNamed(
  analysis: Analysis,
  name: string | undefined,
  path: readonly string[] = [],
): Selection | undefined {
  const frame = name === undefined ? undefined : analysis.frameNamed(name);
  if (frame === undefined) return undefined;
  const whole = analysis.flame([]);
  const kept = framesNamed(analysis, path);
  if (kept.at(-1) === frame && nodeAt(whole, kept) !== undefined) return { frame, path: kept };
  const node = widestOf(whole.tree, frame);
  return node === undefined ? { frame } : { frame, path: pathTo(whole, node) };
}

/** Frames that filters took away are left out of the path. */
function framesNamed(analysis: Analysis, names: readonly string[]): FrameIndex[] {
  return names.flatMap((name) => analysis.frameNamed(name) ?? []);
}

/** The path as far as it leads anywhere. */
function reachable(analysis: Analysis, path: readonly FrameIndex[]): FrameIndex[] {
  if (path.length === 0) return [];
  const whole = analysis.flame([]);
  for (let length = path.length; length > 0; length--) {
    const part = path.slice(0, length);
    if (nodeAt(whole, part) !== undefined) return part;
  }
  return [];
}

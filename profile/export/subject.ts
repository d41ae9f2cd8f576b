import type { SampleTypeIndex, ValueType } from '../profile.ts';
import type { FrameIndex, View } from '../view.ts';

/** A column of values to write: one of the view's, or the change from one to another. */
export interface ExportColumn extends ValueType {
  readonly index: SampleTypeIndex;
  /** The column with the values from before; what is written is the change since. */
  readonly base?: SampleTypeIndex | undefined;
}

/** Every sample type of a view that compares nothing. */
export function columnsOf({ profile }: View): ExportColumn[] {
  return profile.header.sampleTypes.map((type, index) => ({ ...type, index }));
}

/** One weight per stack of the view. */
export function columnWeights(view: View, { index, base }: ExportColumn): Float64Array {
  const weights = view.weights[index] ?? new Float64Array();
  const before = base === undefined ? undefined : view.weights[base];
  return before ? weights.map((weight, stack) => weight - before[stack]!) : weights;
}

/** The frame's name; of a place without one, what is known of it. */
export function frameName({ frames }: View, frame: FrameIndex): string {
  return frames.name[frame] ?? '';
}

/** Text collected into parts of some size: the whole may exceed what one string holds. */
export function* inParts(lines: Iterable<string>): Generator<string> {
  let part = '';
  for (const line of lines) {
    part += line;
    if (part.length < partSize) continue;
    yield part;
    part = '';
  }
  yield part;
}

const partSize = 1 << 20;

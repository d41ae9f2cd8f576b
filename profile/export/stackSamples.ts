import type { LabelSetIndex, LocationIndex } from '../profile.ts';
import type { View } from '../view.ts';
import type { ExportColumn } from './subject.ts';

/** A sample as the filters of a view left it. */
export interface StackSample {
  /** Leaf first, without locations that are hidden as a whole. */
  readonly locations: LocationIndex[];
  /** One per column. */
  readonly values: number[];
  readonly labelSet: LabelSetIndex;
}

/** The samples that passed the filters of a view, those of one stack and one set of labels added up. */
export function stackSamples(view: View, columns: readonly ExportColumn[]): StackSample[] {
  const { samples } = view.profile;
  const found = new Map<number, StackSample>();
  for (let sample = 0; sample < samples.count; sample++) {
    const stack = samples.stack[sample]!;
    const labelSet = samples.labelSet[sample]!;
    if (view.keptStacks[stack] === 0 || (view.keptSets && view.keptSets[labelSet] === 0)) continue;
    const key = stack * view.profile.labels.count + labelSet;
    const known = found.get(key) ?? { locations: locationsOf(view, stack), values: columns.map(() => 0), labelSet };
    found.set(key, known);
    columns.forEach(({ index, base }, i) => {
      const before = base === undefined ? 0 : samples.values[base]![sample]!;
      known.values[i]! += samples.values[index]![sample]! - before;
    });
  }
  return [...found.values()].filter(({ values }) => values.some((value) => value !== 0));
}

function locationsOf(view: View, stack: number): LocationIndex[] {
  const shown = view.profile.stacks.locations.subarray(view.starts[stack]!, view.ends[stack]!);
  return Array.from(shown).filter((location) => view.locationHidden[location] === 0);
}

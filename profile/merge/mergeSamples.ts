import { GrowingUint32 } from '../growing.ts';
import type { Profile, SampleColumns } from '../profile.ts';
import { filterSamples } from './scaleValues.ts';

/** The samples of one profile, in the numbers of the joined tables. */
export interface MergeSource {
  readonly profile: Profile;
  readonly stacks: Uint32Array;
  readonly labelSets: Uint32Array;
  /** The column of the result that column i of the profile is added to. */
  readonly columns: readonly number[];
}

/** Adds up the samples that share stack and labels; those that come to nothing go. */
export function mergeSamples(sources: readonly MergeSource[], columns: number, sets: number): SampleColumns {
  const numbers = new Map<number, number>();
  const stack = new GrowingUint32();
  const labelSet = new GrowingUint32();
  const places = sources.map((source) => {
    const { samples } = source.profile;
    return Uint32Array.from({ length: samples.count }, (_, sample) => {
      const mergedStack = source.stacks[samples.stack[sample]!]!;
      const mergedSet = source.labelSets[samples.labelSet[sample]!]!;
      const key = mergedStack * sets + mergedSet;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, stack.count);
      stack.push(mergedStack);
      labelSet.push(mergedSet);
      return stack.count - 1;
    });
  });
  const values = Array.from({ length: columns }, () => new Float64Array(stack.count));
  sources.forEach((source, i) => {
    source.profile.samples.values.forEach((column, type) => {
      addTo(values[source.columns[type]!]!, places[i]!, column);
    });
  });
  const merged = { count: stack.count, stack: stack.finish(), labelSet: labelSet.finish(), values };
  return filterSamples(merged, (sample) => values.some((column) => column[sample] !== 0));
}

function addTo(sums: Float64Array, places: Uint32Array, values: Float64Array): void {
  for (let sample = 0; sample < values.length; sample++) sums[places[sample]!]! += values[sample]!;
}

import type { Profile } from '../profile.ts';

/** Samples that filters left: by their stack, and by their labels if there is a tag filter. */
export interface Kept {
  readonly stacks: Uint8Array;
  readonly sets: Uint8Array | undefined;
}

/** The label by which pprof marks samples of a base for comparison (-diff_base). */
export const baseLabel = { key: 'pprof::base', value: 'true' } as const;

/** The summed values of the samples of each stack. */
export function sumByStack({ samples, stacks }: Profile, values: Float64Array, kept: Kept): Float64Array {
  const sums = new Float64Array(stacks.count);
  const { stack, labelSet } = samples;
  const { sets } = kept;
  for (let sample = 0; sample < samples.count; sample++) {
    if (sets === undefined || sets[labelSet[sample]!] === 1) sums[stack[sample]!]! += values[sample]!;
  }
  for (let i = 0; i < sums.length; i++) if (kept.stacks[i] === 0) sums[i] = 0;
  return sums;
}

/**
 * What pprof calls the total: the sum of the absolute values of the samples, or of those of the base alone if the
 * profile is a comparison with one.
 */
export function totalOf(profile: Profile, values: Float64Array, kept?: Kept): number {
  const { stack, labelSet, count } = profile.samples;
  const ofBase = baseSets(profile);
  let total = 0;
  let baseTotal = 0;
  for (let sample = 0; sample < count; sample++) {
    const set = labelSet[sample]!;
    if (kept && (kept.stacks[stack[sample]!] === 0 || kept.sets?.[set] === 0)) continue;
    const value = Math.abs(values[sample]!);
    total += value;
    if (ofBase?.[set] === 1) baseTotal += value;
  }
  return baseTotal > 0 ? baseTotal : total;
}

/** Per label set 1 if it has the base's label; undefined if none has. */
function baseSets({ labels, text }: Profile): Uint8Array | undefined {
  const marked = new Uint8Array(labels.count);
  const isBase = (row: number): boolean =>
    labels.string[row] !== 0 &&
    text.at(labels.key[row]!) === baseLabel.key &&
    text.at(labels.string[row]!) === baseLabel.value;
  for (let set = 0; set < labels.count; set++) {
    for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) if (isBase(row)) marked[set] = 1;
  }
  return marked.includes(1) ? marked : undefined;
}

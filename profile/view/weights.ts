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
  if (sets) {
    for (let sample = 0; sample < samples.count; sample++) {
      if (sets[labelSet[sample]!] === 1) sums[stack[sample]!]! += values[sample]!;
    }
  } else {
    for (let sample = 0; sample < samples.count; sample++) sums[stack[sample]!]! += values[sample]!;
  }
  for (let i = 0; i < sums.length; i++) if (kept.stacks[i] === 0) sums[i] = 0;
  return sums;
}

/**
 * What pprof calls the total: the sum of the absolute values of the samples, or of those of the base alone if the
 * profile is a comparison with one.
 */
export function totalOf(profile: Profile, values: Float64Array, kept?: Kept): number {
  const ofBase = baseSets(profile);
  if (ofBase) {
    const baseTotal = sumOf(profile, values, withSets(kept, profile, ofBase));
    if (baseTotal > 0) return baseTotal;
  }
  return kept ? sumOf(profile, values, kept) : absoluteSum(values);
}

function absoluteSum(values: Float64Array): number {
  let total = 0;
  for (let sample = 0; sample < values.length; sample++) total += Math.abs(values[sample]!);
  return total;
}

function sumOf({ samples }: Profile, values: Float64Array, { stacks, sets }: Kept): number {
  const { stack, labelSet, count } = samples;
  let total = 0;
  for (let sample = 0; sample < count; sample++) {
    if (stacks[stack[sample]!] === 0 || (sets !== undefined && sets[labelSet[sample]!] === 0)) continue;
    total += Math.abs(values[sample]!);
  }
  return total;
}

function withSets(kept: Kept | undefined, { stacks }: Profile, sets: Uint8Array): Kept {
  if (!kept) return { stacks: new Uint8Array(stacks.count).fill(1), sets };
  const both = kept.sets ? sets.map((isIn, set) => isIn & kept.sets![set]!) : sets;
  return { stacks: kept.stacks, sets: both };
}

/** Per label set 1 if it has the base's label; undefined if none has. */
function baseSets({ labels, text }: Profile): Uint8Array | undefined {
  const keys = new Set(labels.key);
  if (![...keys].some((key) => text.at(key) === baseLabel.key)) return undefined;
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

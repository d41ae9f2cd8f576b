import type { Profile, SampleColumns } from '../profile.ts';

/**
 * Multiplies the values of each sample type by its ratio, rounded to integers. As in pprof a sample stays only if one
 * of the values that were really scaled is not 0.
 */
export function scaleValues(profile: Profile, ratios: readonly number[]): Profile {
  if (ratios.every((ratio) => ratio === 1)) return profile;
  const { samples } = profile;
  const values = samples.values.map((column, type) => {
    const ratio = ratios[type]!;
    return ratio === 1 ? column : column.map((value) => roundHalfAway(value * ratio));
  });
  const stays = (sample: number): boolean => values.some((column, type) => ratios[type] !== 1 && column[sample] !== 0);
  return { ...profile, samples: filterSamples({ ...samples, values }, stays) };
}

/** Per sample type the ratio that gives `profile` the sum of `base`; 0 where the profile has nothing. */
export function ratiosTo(base: Profile, profile: Profile): number[] {
  return profile.samples.values.map((column, type) => {
    const sum = column.reduce((total, value) => total + value, 0);
    const wanted = base.samples.values[type]!.reduce((total, value) => total + value, 0);
    return sum === 0 ? 0 : wanted / sum;
  });
}

export function filterSamples(samples: SampleColumns, stays: (sample: number) => boolean): SampleColumns {
  const kept: number[] = [];
  for (let sample = 0; sample < samples.count; sample++) if (stays(sample)) kept.push(sample);
  if (kept.length === samples.count) return samples;
  return {
    count: kept.length,
    stack: Uint32Array.from(kept, (sample) => samples.stack[sample]!),
    labelSet: Uint32Array.from(kept, (sample) => samples.labelSet[sample]!),
    values: samples.values.map((column) => Float64Array.from(kept, (sample) => column[sample]!)),
  };
}

/** Go's math.Round; JavaScript's rounds -2.5 to -2. */
function roundHalfAway(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}

import type { Profile, SampleTypeIndex } from './profile.ts';
import { formatValue, scale } from './units.ts';
import { numericUnits } from './view/labelKinds.ts';

export interface LabelValue {
  /** The string, or the number in a readable unit. */
  readonly value: string;
  /** What `--tagfocus` takes to select it. */
  readonly filter: string;
  readonly weight: number;
  readonly samples: number;
}

/** A label key with its values by falling weight. */
export interface LabelFacet {
  readonly key: string;
  readonly numeric: boolean;
  readonly values: readonly LabelValue[];
  /** Weight of the samples without this key. */
  readonly without: number;
}

/** The labels of a profile with what they weigh, by name of the key. A sample counts once per value. */
export function labelFacets(profile: Profile, sampleType: SampleTypeIndex): LabelFacet[] {
  const { weight, samples, total } = sumBySet(profile, sampleType);
  const facets = new Map<string, Facet>();
  for (let set = 0; set < profile.labels.count; set++) {
    if (samples[set] === 0) continue;
    for (const [key, values] of valuesByKey(profile, set)) {
      const facet = facets.get(key) ?? new Facet();
      facets.set(key, facet);
      facet.add(values, weight[set]!, samples[set]!);
    }
  }
  const units = numericUnits(profile);
  return [...facets]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, facet]) => facet.finish(key, units.get(key) ?? '', total));
}

class Facet {
  readonly #values = new Map<string | number, { weight: number; samples: number }>();
  #weight = 0;

  add(values: ReadonlySet<string | number>, weight: number, samples: number): void {
    this.#weight += weight;
    for (const value of values) {
      const sums = this.#values.get(value) ?? { weight: 0, samples: 0 };
      this.#values.set(value, sums);
      sums.weight += weight;
      sums.samples += samples;
    }
  }

  finish(key: string, unit: string, total: number): LabelFacet {
    const values = [...this.#values].map(([value, sums]) => ({ ...describe(key, value, unit), ...sums }));
    values.sort((left, right) => Math.abs(right.weight) - Math.abs(left.weight));
    const numeric = [...this.#values.keys()].every((value) => typeof value === 'number');
    return { key, numeric, values, without: total - this.#weight };
  }
}

function describe(key: string, value: string | number, unit: string): { value: string; filter: string } {
  if (typeof value === 'number') {
    // Of a unit that nobody knows the filter must not speak: it would be taken for a regular expression.
    const known = scale(1, unit, 'auto').unit === '' ? '' : unit;
    return { value: formatValue(value, unit), filter: `${key}=${value}${known}` };
  }
  return { value, filter: `${key}=^${value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll(',', '\\x2c')}$` };
}

function sumBySet(
  { samples, labels }: Profile,
  sampleType: SampleTypeIndex,
): { weight: Float64Array; samples: Uint32Array; total: number } {
  const weight = new Float64Array(labels.count);
  const count = new Uint32Array(labels.count);
  const values = samples.values[sampleType]!;
  let total = 0;
  for (let sample = 0; sample < samples.count; sample++) {
    const set = samples.labelSet[sample]!;
    weight[set]! += values[sample]!;
    count[set]!++;
    total += values[sample]!;
  }
  return { weight, samples: count, total };
}

function valuesByKey({ labels, text }: Profile, set: number): Map<string, Set<string | number>> {
  const byKey = new Map<string, Set<string | number>>();
  for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) {
    const key = text.at(labels.key[row]!);
    const values = byKey.get(key) ?? new Set();
    byKey.set(key, values);
    values.add(labels.string[row] === 0 ? labels.number[row]! : text.at(labels.string[row]!));
  }
  return byKey;
}

import type { Profile, SampleTypeIndex } from '../profile.ts';
import { formatValue } from '../units.ts';
import { numericUnits } from '../view/labelKinds.ts';
import { matchLabelSets, parseTagFilter } from '../view/tagFilter.ts';
import { listOf, type View } from '../view.ts';
import { numberFilter, textFilter } from './valueFilter.ts';

export interface LabelValue {
  /** The string, or the number in a readable unit. */
  readonly text: string;
  /** What tagfocus and tagignore take to select it. */
  readonly filter: string;
  /** Of a numeric label, in the facet's unit. */
  readonly number: number | undefined;
  readonly weight: number;
  /** The weight in the column of a comparison's base; 0 without one. */
  readonly before: number;
  readonly samples: number;
}

/** A label key with its values by falling weight, as `go tool pprof -tags` has them. */
export interface LabelFacet {
  readonly key: string;
  /** Whether all values are numbers. */
  readonly numeric: boolean;
  /** Unit of the numbers, '' without any. */
  readonly unit: string;
  readonly values: readonly LabelValue[];
  /** Weight of the samples with this key, and of those without it. */
  readonly weight: number;
  readonly without: number;
}

/**
 * The labels of what a view shows, with what they weigh, by name of the key. A sample counts once per value. Tag filters
 * that ask for a key of their own are not heeded in that key's facet: there one chooses among its values.
 */
export function labelFacets(view: View, sampleType: SampleTypeIndex, base?: SampleTypeIndex): LabelFacet[] {
  const sums = sumBySet(view, sampleType, base);
  const filters = tagFilters(view);
  const rows = rowsByKey(view.profile);
  const units = numericUnits(view.profile);
  const facets: LabelFacet[] = [];
  for (const key of [...rows.keys()].sort()) {
    const kept = keptSets(view.profile, filters, key);
    const facet = facetOf(view.profile, key, units.get(key) ?? '', rows.get(key) ?? [], sums, kept);
    if (facet.values.length > 0) facets.push(facet);
  }
  return facets;
}

interface SetSums {
  /** Per label set. */
  readonly weight: Float64Array;
  readonly before: Float64Array;
  readonly samples: Uint32Array;
}

/** Of the samples whose stacks passed the filters. */
function sumBySet({ profile, keptStacks }: View, sampleType: SampleTypeIndex, base?: SampleTypeIndex): SetSums {
  const { samples, labels } = profile;
  const sums: SetSums = {
    weight: new Float64Array(labels.count),
    before: new Float64Array(labels.count),
    samples: new Uint32Array(labels.count),
  };
  const values = samples.values[sampleType];
  const baseValues = base === undefined ? undefined : samples.values[base];
  for (let sample = 0; sample < samples.count; sample++) {
    if (keptStacks[samples.stack[sample]!] === 0) continue;
    const set = samples.labelSet[sample]!;
    sums.weight[set]! += values?.[sample] ?? 0;
    sums.before[set]! += baseValues?.[sample] ?? 0;
    sums.samples[set]!++;
  }
  return sums;
}

interface SetFilter {
  readonly key: string;
  readonly matching: Uint8Array;
  /** 1 for tagfocus, 0 for tagignore. */
  readonly wanted: 0 | 1;
}

function tagFilters({ profile, spec }: View): SetFilter[] {
  const filters: SetFilter[] = [];
  for (const [sources, wanted] of [
    [listOf(spec.tagFocus), 1],
    [listOf(spec.tagIgnore), 0],
  ] as const) {
    for (const source of sources) {
      const parsed = parseTagFilter('tag', source);
      // A view with a malformed filter does not exist.
      if (parsed.ok) filters.push({ key: parsed.value.key, matching: matchLabelSets(profile, parsed.value), wanted });
    }
  }
  return filters;
}

/** Per label set 1 if the filters for other keys keep it. */
function keptSets({ labels }: Profile, filters: readonly SetFilter[], key: string): Uint8Array {
  const kept = new Uint8Array(labels.count).fill(1);
  for (const { key: asked, matching, wanted } of filters) {
    if (asked === key) continue;
    for (let set = 0; set < kept.length; set++) if (matching[set] !== wanted) kept[set] = 0;
  }
  return kept;
}

/** Rows of labels with the set that they stand in, by key. */
function rowsByKey({ labels, text }: Profile): Map<string, { readonly row: number; readonly set: number }[]> {
  const rows = new Map<string, { row: number; set: number }[]>();
  for (let set = 0; set < labels.count; set++) {
    for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) {
      const key = text.at(labels.key[row]!);
      const known = rows.get(key);
      if (known) known.push({ row, set });
      else rows.set(key, [{ row, set }]);
    }
  }
  return rows;
}

function facetOf(
  { labels, text }: Profile,
  key: string,
  unit: string,
  rows: readonly { readonly row: number; readonly set: number }[],
  sums: SetSums,
  kept: Uint8Array,
): LabelFacet {
  const values = new Map<string | number, { weight: number; before: number; samples: number; lastSet: number }>();
  let weight = 0;
  let lastSet = -1;
  for (const { row, set } of rows) {
    if (kept[set] === 0 || sums.samples[set] === 0) continue;
    if (set !== lastSet) weight += sums.weight[set]!;
    lastSet = set;
    const value = labels.string[row] === 0 ? labels.number[row]! : text.at(labels.string[row]!);
    const known = values.get(value) ?? { weight: 0, before: 0, samples: 0, lastSet: -1 };
    values.set(value, known);
    if (known.lastSet === set) continue;
    known.lastSet = set;
    known.weight += sums.weight[set]!;
    known.before += sums.before[set]!;
    known.samples += sums.samples[set]!;
  }
  let whole = 0;
  for (let set = 0; set < labels.count; set++) if (kept[set] === 1) whole += sums.weight[set]!;
  const described = [...values].map(([value, { weight: its, before, samples }]) => ({
    ...describe(key, value, unit),
    weight: its,
    before,
    samples,
  }));
  described.sort((left, right) => size(right) - size(left) || (left.text < right.text ? -1 : 1));
  const numeric = [...values.keys()].every((value) => typeof value === 'number');
  return { key, numeric, unit, values: described, weight, without: whole - weight };
}

const size = ({ weight, before }: LabelValue): number => Math.max(Math.abs(weight), Math.abs(before));

function describe(key: string, value: string | number, unit: string): Pick<LabelValue, 'text' | 'filter' | 'number'> {
  if (typeof value === 'string') return { text: value, filter: textFilter(key, value), number: undefined };
  return { text: formatValue(value, unit), filter: numberFilter(key, unit, value, value), number: value };
}

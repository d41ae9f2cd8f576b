import { formatValue } from '../units.ts';
import type { LabelFacet, LabelValue } from './facets.ts';
import { numberFilter } from './valueFilter.ts';

/** Neighbouring values of a numeric label as one: `64B..512B`. */
export interface NumberGroup extends LabelValue {
  /** By number; a single one stands for itself. */
  readonly members: readonly LabelValue[];
}

/**
 * Groups the values of a numeric facet around its `count` heaviest ones, as pprof collapses the tags of a node: each of
 * the others joins the one whose number is nearest. By falling weight.
 */
export function groupNumbers({ key, unit, values }: LabelFacet, count: number): NumberGroup[] {
  const centres = values.slice(0, count);
  const groups = centres.map((centre) => [centre]);
  for (const value of values.slice(count)) groups[nearest(centres, value.number ?? 0)]?.push(value);
  return groups.map((members) => groupOf(key, unit, members)).sort((left, right) => size(right) - size(left));
}

/** Of two at the same distance the heavier one. */
function nearest(centres: readonly LabelValue[], number: number): number {
  let best = 0;
  for (let i = 1; i < centres.length; i++)
    if (Math.abs((centres[i]!.number ?? 0) - number) < Math.abs((centres[best]!.number ?? 0) - number)) best = i;
  return best;
}

function groupOf(key: string, unit: string, unsorted: readonly LabelValue[]): NumberGroup {
  const members = [...unsorted].sort((left, right) => (left.number ?? 0) - (right.number ?? 0));
  const [first] = members as [LabelValue];
  const sum = (of: 'weight' | 'before' | 'samples'): number => members.reduce((total, member) => total + member[of], 0);
  if (members.length === 1) return { ...first, members };
  const [from, to] = [first.number ?? 0, members.at(-1)?.number ?? 0];
  return {
    text: `${formatValue(from, unit)}..${formatValue(to, unit)}`,
    filter: numberFilter(key, unit, from, to),
    number: undefined,
    weight: sum('weight'),
    before: sum('before'),
    samples: sum('samples'),
    members,
  };
}

const size = ({ weight, before }: LabelValue): number => Math.max(Math.abs(weight), Math.abs(before));

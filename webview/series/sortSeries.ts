import type { Pattern } from '../../profile/view/pattern.ts';
import type { ShownSeries } from './recordings.ts';

export type SeriesKey = 'first' | 'last' | 'change' | 'slope' | 'name';

export interface SeriesSort {
  readonly key: SeriesKey;
  readonly isDescending: boolean;
}

export const firstOf = ({ values }: Pick<ShownSeries, 'values'>): number => values[0] ?? 0;
export const lastOf = ({ values }: Pick<ShownSeries, 'values'>): number => values.at(-1) ?? 0;

/** The rows that match, in order; rows of one value by name. */
export function sortedSeries(
  rows: readonly ShownSeries[],
  { key, isDescending }: SeriesSort,
  matches: Pattern | undefined,
): ShownSeries[] {
  const byName = (a: ShownSeries, b: ShownSeries): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
  const values: Record<Exclude<SeriesKey, 'name'>, (row: ShownSeries) => number> = {
    first: firstOf,
    last: lastOf,
    change: (row) => lastOf(row) - firstOf(row),
    slope: ({ slope }) => slope,
  };
  const sign = isDescending ? -1 : 1;
  const compare = key === 'name' ? byName : (a: ShownSeries, b: ShownSeries) => values[key](a) - values[key](b);
  return rows
    .filter(({ full, file }) => !matches || matches(full) || matches(file))
    .sort((a, b) => sign * compare(a, b) || byName(a, b));
}

import type { FrameIndex } from '../../profile/view.ts';
import type { Analysis } from '../model/analysis.ts';
import type { Found } from '../model/search.ts';

/** What became of a function. */
export const changeKinds = ['grown', 'new', 'less', 'gone'] as const;
export type ChangeKind = (typeof changeKinds)[number];

export interface ChangeRow {
  readonly frame: FrameIndex;
  readonly kind: ChangeKind;
  readonly before: number;
  readonly after: number;
}

export type ChangeSort = 'before' | 'after' | 'change' | 'percent' | 'ofBase' | 'name';

/** Functions whose flat or cum changed, the largest change first. */
export function changeRows({ sums, baseSums, view }: Analysis, of: 'flat' | 'cum'): ChangeRow[] {
  const rows: ChangeRow[] = [];
  for (let frame = 0; frame < view.frames.count; frame++) {
    const before = baseSums?.[of][frame] ?? 0;
    const after = sums[of][frame] ?? 0;
    if (before === after) continue;
    // A frame that is there without a value of its own is not new for getting one.
    const wasThere = before !== 0 || (baseSums?.cum[frame] ?? 0) !== 0;
    const isThere = after !== 0 || (sums.cum[frame] ?? 0) !== 0;
    const kind = !wasThere ? 'new' : !isThere ? 'gone' : after > before ? 'grown' : 'less';
    rows.push({ frame, kind, before, after });
  }
  return rows.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before));
}

export function countKinds(rows: readonly ChangeRow[]): ReadonlyMap<ChangeKind, number> {
  const counts = new Map<ChangeKind, number>(changeKinds.map((kind) => [kind, 0]));
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Per cent of what it was; undefined for what is new. */
export function percentOf({ before, after }: Pick<ChangeRow, 'before' | 'after'>): number | undefined {
  return before === 0 ? undefined : ((after - before) / Math.abs(before)) * 100;
}

export function shownChanges(
  rows: readonly ChangeRow[],
  kind: ChangeKind | undefined,
  found: Found | undefined,
  sort: { readonly key: ChangeSort; readonly isDescending: boolean },
  nameOf: (frame: FrameIndex) => string,
): ChangeRow[] {
  const sign = sort.isDescending ? -1 : 1;
  const values: Record<Exclude<ChangeSort, 'name'>, (row: ChangeRow) => number> = {
    before: ({ before }) => before,
    after: ({ after }) => after,
    // By size: what grew and what became less can be chosen apart.
    change: ({ before, after }) => Math.abs(after - before),
    // In the same order: all are shares of one total.
    ofBase: ({ before, after }) => Math.abs(after - before),
    percent: (row) => Math.abs(percentOf(row) ?? Number.MAX_VALUE),
  };
  const { key } = sort;
  const compare =
    key === 'name'
      ? (a: ChangeRow, b: ChangeRow) => (nameOf(a.frame) < nameOf(b.frame) ? -1 : 1)
      : (a: ChangeRow, b: ChangeRow) => values[key](a) - values[key](b);
  return rows
    .filter((row) => (kind === undefined || row.kind === kind) && (!found || found.frames[row.frame] === 1))
    .sort((a, b) => sign * compare(a, b));
}

import { compareGoroutines } from '../../profile/goroutines/compareGroups.ts';
import type { GoroutineFrame, GoroutineGroup, GoroutineSet } from '../../profile/goroutines/goroutineGroup.ts';
import { compilePattern, type Pattern } from '../../profile/view/pattern.ts';

/** A group, with how many there were before where two sets are compared. */
export interface ShownGroup {
  readonly id: string;
  readonly group: GoroutineGroup;
  readonly count: number;
  readonly before: number | undefined;
}

export type Row =
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly level: 1;
      readonly shown: ShownGroup;
      readonly isExpanded: boolean;
    }
  | {
      readonly kind: 'frame';
      readonly id: string;
      readonly level: 2;
      readonly frame: GoroutineFrame;
      readonly isCreator: boolean;
    }
  | { readonly kind: 'note'; readonly id: string; readonly level: 2; readonly text: string };

/** All groups, by falling count; compared with a base, by falling growth. */
export function shownGroups(set: GoroutineSet, base: GoroutineSet | undefined): ShownGroup[] {
  if (!base) return set.groups.map((group, i) => ({ id: `g${i}`, group, count: group.count, before: undefined }));
  return compareGoroutines(base, set).map(({ before, after, group }, i) => ({
    id: `g${i}`,
    group,
    count: after,
    before,
  }));
}

/** A search (RE2, as pprof's) in functions, files, states and labels. */
export function searchPattern(text: string): Pattern | { readonly error: string } | undefined {
  if (text === '') return undefined;
  const pattern = compilePattern('search', /\p{Lu}/u.test(text) ? text : `(?i)${text}`);
  return pattern.ok ? pattern.value : { error: pattern.error.message };
}

/** What groups are ordered by: `change` where two sets are compared, `state` by the longest wait first. */
export type GroupSort = 'count' | 'share' | 'change' | 'state' | 'where' | 'creator';

/** Ordered by a column; equal ones stay in the order that they came in. */
export function sortedGroups(
  groups: readonly ShownGroup[],
  { key, isDescending }: { readonly key: GroupSort; readonly isDescending: boolean },
): ShownGroup[] {
  const sign = isDescending ? -1 : 1;
  const by = (name: (shown: ShownGroup) => string | undefined) => (a: ShownGroup, b: ShownGroup) =>
    (name(a) ?? '') < (name(b) ?? '') ? -1 : (name(a) ?? '') > (name(b) ?? '') ? 1 : 0;
  const orders: Record<GroupSort, (a: ShownGroup, b: ShownGroup) => number> = {
    count: (a, b) => a.count - b.count,
    share: (a, b) => a.count - b.count,
    change: (a, b) => a.count - (a.before ?? 0) - (b.count - (b.before ?? 0)),
    state: (a, b) => (a.group.waitMinutes ?? 0) - (b.group.waitMinutes ?? 0) || -by(({ group }) => group.state)(a, b),
    where: by((shown) => placeOf(shown)?.function),
    creator: by(({ group }) => group.createdBy?.function),
  };
  return [...groups].sort((a, b) => sign * orders[key](a, b));
}

/** The line at which the group waits: its first own one. */
export const placeOf = ({ group }: ShownGroup): GoroutineFrame | undefined =>
  group.frames[group.topFrame] ?? group.frames[0];

export function filtered(
  groups: readonly ShownGroup[],
  state: string | undefined,
  matches: Pattern | undefined,
): ShownGroup[] {
  return groups.filter(
    ({ group }) => (state === undefined || group.state === state) && (!matches || isMatch(group, matches)),
  );
}

function isMatch(group: GoroutineGroup, matches: Pattern): boolean {
  const places = group.createdBy ? [...group.frames, group.createdBy] : group.frames;
  return (
    matches(group.state) ||
    places.some((f) => matches(f.function) || matches(f.file)) ||
    group.labels.some(([key, value]) => matches(`${key}=${value}`))
  );
}

/** The rows to show: groups, and below those that are expanded their stack. */
export function rowsOf(groups: readonly ShownGroup[], expanded: ReadonlySet<string>): Row[] {
  const rows: Row[] = [];
  for (const shown of groups) {
    const isExpanded = expanded.has(shown.id);
    rows.push({ kind: 'group', id: shown.id, level: 1, shown, isExpanded });
    if (isExpanded) addStack(rows, shown);
  }
  return rows;
}

function addStack(rows: Row[], { id, group }: ShownGroup): void {
  group.frames.forEach((frame, i) => {
    rows.push({ kind: 'frame', id: `${id}/${i}`, level: 2, frame, isCreator: false });
  });
  const note = (name: string, text: string): void => {
    rows.push({ kind: 'note', id: `${id}/${name}`, level: 2, text });
  };
  if (group.elided) note('elided', '… frames left out by the runtime');
  if (group.createdBy) rows.push({ kind: 'frame', id: `${id}/by`, level: 2, frame: group.createdBy, isCreator: true });
  if (group.labels.length > 0) note('labels', group.labels.map(([key, value]) => `${key}=${value}`).join(', '));
  if (group.ids.length > 0)
    note(
      'ids',
      `goroutine ${group.ids.slice(0, 12).join(', ')}${group.count > group.ids.slice(0, 12).length ? ', …' : ''}`,
    );
}

export function waited(group: GoroutineGroup): string {
  const minutes = group.waitMinutes;
  if (minutes === undefined) return '';
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2880 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
}

export const signed = (n: number): string =>
  n > 0 ? `+${n.toLocaleString('en')}` : n < 0 ? `−${(-n).toLocaleString('en')}` : '0';

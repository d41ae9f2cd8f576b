import type { GroupChange } from '../profile/goroutines/compareGroups.ts';
import { formatValue } from '../profile/units.ts';
import { type GroupJson, groupJson } from './commands/goroutines.ts';
import type { Difference, FunctionChanges } from './diffModel.ts';
import { type Change, percentOf, type Threshold } from './thresholds.ts';

interface ChangeJson {
  readonly before: number;
  readonly after: number;
  readonly delta: number;
  /** Null where there was nothing before. */
  readonly percent: number | null;
}

/** The machine-readable form of `leaklens diff`: part of the interface, not to be changed lightly. */
export interface DiffJson {
  readonly measures: readonly ({ readonly name: string; readonly file?: string; readonly unit: string } & ChangeJson)[];
  readonly functions: readonly ({
    readonly function: string;
    readonly file: string;
    readonly sampleType: string;
    readonly unit: string;
  } & ChangeJson)[];
  readonly groups: readonly (Omit<GroupJson, 'count'> & ChangeJson)[];
  /** Thresholds that were crossed, as they were given. */
  readonly failed: readonly string[];
}

export function diffJson({ measures, functions, groups }: Difference, failed: readonly Threshold[]): DiffJson {
  return {
    measures: measures.map(({ name, file, unit, ...change }) => ({
      name,
      ...(file === undefined ? {} : { file }),
      unit,
      ...changeJson(change),
    })),
    functions: functions.flatMap(({ sampleType, unit, rows }) =>
      rows
        .filter(({ before, after }) => before !== 0 || after !== 0)
        .map(({ name, file, before, after }) => ({
          function: name,
          file,
          sampleType,
          unit,
          ...changeJson({ before, after }),
        })),
    ),
    groups: groups.map(({ group, before, after }) => {
      const { count: _, ...rest } = groupJson(group);
      return { ...rest, ...changeJson({ before, after }) };
    }),
    failed: failed.map(({ source }) => source),
  };
}

function changeJson({ before, after }: Pick<Change, 'before' | 'after'>): ChangeJson {
  return { before, after, delta: after - before, percent: percentOf({ before, after }) ?? null };
}

/** Rows of each list that are shown as text. */
export function diffText(difference: Difference, failed: readonly Threshold[], rows: number): string {
  const lines = [...measureTable(difference.measures)];
  for (const section of [...sectionsOf(difference.functions), ...groupChanges(difference.groups)])
    lines.push(...sectionLines(section, rows));
  for (const { source } of failed) lines.push('', `FAILED ${source}`);
  return `${lines.join('\n')}\n`;
}

function measureTable(measures: readonly Change[]): string[] {
  const width = Math.max(8, ...measures.map(({ name }) => name.length));
  const header = `${''.padEnd(width)} ${'before'.padStart(12)} ${'after'.padStart(12)} ${'change'.padStart(12)}`;
  const lines = [header];
  measures.forEach((change, i) => {
    const { name, file } = change;
    if (file !== undefined && file !== measures[i - 1]?.file) lines.push(`${file}:`);
    lines.push(`${name.padEnd(width)} ${changeColumns(change)}`);
  });
  return lines;
}

function changeColumns(change: Change): string {
  const { before, after, unit } = change;
  const columns = [formatValue(before, unit), formatValue(after, unit), signed(after - before, unit)];
  return `${columns.map((column) => column.padStart(12)).join(' ')} ${percentText(change).padStart(9)}`;
}

/** Changes of one kind, the largest first. */
export interface Section {
  readonly title: string;
  readonly rows: readonly Change[];
}

/** What grew, what is new, what is gone and what became less, of each sample type that was asked for. */
export function sectionsOf(functions: readonly FunctionChanges[]): Section[] {
  return functions.flatMap(({ sampleType, rows }) =>
    sections(rows, (what) => `${what} (${sampleType})`, ['Grown', 'New', 'Gone', 'Shrunk']),
  );
}

export function groupChanges(groups: readonly GroupChange[]): Section[] {
  const changes = groups.map(({ group, before, after }) => ({ name: groupName(group), unit: 'count', before, after }));
  const size = ({ before, after }: Change): number => Math.abs(after - before);
  changes.sort((left, right) => size(right) - size(left));
  return sections(changes, (what) => `Goroutines that ${what}`, ['became more', 'are new', 'are gone', 'became fewer']);
}

function sections(
  rows: readonly Change[],
  title: (what: string) => string,
  [grown, fresh, gone, shrunk]: readonly [string, string, string, string],
): Section[] {
  return [
    { title: title(grown), rows: rows.filter(({ before, after }) => after > before && before !== 0) },
    { title: title(fresh), rows: rows.filter(({ before, after }) => after > before && before === 0) },
    { title: title(gone), rows: rows.filter(({ before, after }) => before !== 0 && after === 0) },
    { title: title(shrunk), rows: rows.filter(({ before, after }) => after < before && after !== 0) },
  ].filter((section) => section.rows.length > 0);
}

function sectionLines({ title, rows }: Section, count: number): string[] {
  const shown = rows.slice(0, count).map((row) => `  ${changeColumns(row)}  ${row.name}`);
  const more = rows.length > count ? [`  … ${rows.length - count} more`] : [];
  return ['', title, ...shown, ...more];
}

export function groupName(group: GroupChange['group']): string {
  const { top, state, createdBy } = groupJson(group);
  const frame = group.frames[group.topFrame];
  const place = frame && frame.file !== '' ? ` ${frame.file}:${frame.line}` : '';
  const creator = createdBy === null ? '' : `, created by ${createdBy}`;
  return `${top}${place} [${state || 'state unknown'}]${creator}`;
}

export function signed(value: number, unit: string): string {
  return value > 0 ? `+${formatValue(value, unit)}` : formatValue(value, unit);
}

export function percentText(change: Change): string {
  const percent = percentOf(change);
  if (percent === undefined) return 'new';
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)}%`;
}

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
  readonly measures: readonly ({ readonly name: string; readonly unit: string } & ChangeJson)[];
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
    measures: measures.map(({ name, unit, ...change }) => ({ name, unit, ...changeJson(change) })),
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
  for (const functions of difference.functions) lines.push(...functionLines(functions, rows));
  if (difference.groups.length > 0) lines.push(...groupLines(difference.groups, rows));
  for (const { source } of failed) lines.push('', `FAILED ${source}`);
  return `${lines.join('\n')}\n`;
}

function measureTable(measures: readonly Change[]): string[] {
  const width = Math.max(8, ...measures.map(({ name }) => name.length));
  const header = `${''.padEnd(width)} ${'before'.padStart(12)} ${'after'.padStart(12)} ${'change'.padStart(12)}`;
  return [header, ...measures.map((change) => `${change.name.padEnd(width)} ${changeColumns(change)}`)];
}

function changeColumns(change: Change): string {
  const { before, after, unit } = change;
  const columns = [formatValue(before, unit), formatValue(after, unit), signed(after - before, unit)];
  return `${columns.map((column) => column.padStart(12)).join(' ')} ${percentText(change).padStart(9)}`;
}

function functionLines({ sampleType, rows }: FunctionChanges, count: number): string[] {
  const grown = rows.filter(({ before, after }) => after > before);
  const gone = rows.filter(({ before, after }) => before !== 0 && after === 0);
  const shrunk = rows.filter(({ before, after }) => after < before && after !== 0);
  return [
    ...section(`Grown (${sampleType})`, grown, count),
    ...section(`Gone (${sampleType})`, gone, count),
    ...section(`Shrunk (${sampleType})`, shrunk, count),
  ];
}

function section(title: string, rows: readonly Change[], count: number): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, count).map((row) => `  ${changeColumns(row)}  ${row.name}`);
  const more = rows.length > count ? [`  … ${rows.length - count} more`] : [];
  return ['', title, ...shown, ...more];
}

function groupLines(groups: readonly GroupChange[], count: number): string[] {
  const changes = groups.map(({ group, before, after }) => ({
    name: groupName(group),
    unit: 'count',
    before,
    after,
  }));
  const byFall = changes.filter(({ before, after }) => after < before).reverse();
  return [
    ...section(
      'Goroutines that became more',
      changes.filter(({ before, after }) => after > before),
      count,
    ),
    ...section(
      'Goroutines that are gone',
      byFall.filter(({ after }) => after === 0),
      count,
    ),
    ...section(
      'Goroutines that became fewer',
      byFall.filter(({ after }) => after > 0),
      count,
    ),
  ];
}

function groupName(group: GroupChange['group']): string {
  const { top, state, createdBy } = groupJson(group);
  const frame = group.frames[group.topFrame];
  const place = frame && frame.file !== '' ? ` ${frame.file}:${frame.line}` : '';
  const creator = createdBy === null ? '' : `, created by ${createdBy}`;
  return `${top}${place} [${state || 'state unknown'}]${creator}`;
}

function signed(value: number, unit: string): string {
  return value > 0 ? `+${formatValue(value, unit)}` : formatValue(value, unit);
}

function percentText(change: Change): string {
  const percent = percentOf(change);
  if (percent === undefined) return 'new';
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)}%`;
}

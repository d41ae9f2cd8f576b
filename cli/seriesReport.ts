import { codeSpan } from '../profile/export/markdown.ts';
import { sparkText } from '../profile/series/sparkText.ts';
import { formatValue } from '../profile/units.ts';
import { groupJson } from './commands/goroutines.ts';
import { groupName, signed } from './diffReport.ts';
import type { Series, SeriesMeasure } from './seriesModel.ts';
import { percentOf, type Threshold } from './thresholds.ts';

/** A row of any list, as it is printed. */
interface Line {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly slope: number;
}

/** The machine-readable form of `leaklens diff` of more than two files. */
export function seriesJson(series: Series, failed: readonly Threshold[]): object {
  const { files, times, per, measures, functions, groups } = series;
  return {
    files,
    times,
    per,
    measures: measures.map((row) => ({ name: row.name, unit: row.unit, ...growth(row) })),
    functions: (functions?.rows ?? []).map((row) => ({
      function: row.name,
      file: row.file,
      sampleType: functions?.sampleType,
      unit: functions?.unit,
      ...growth(row),
    })),
    groups: groups.map((row) => {
      const { count: _, ...group } = groupJson(row.group);
      return { ...group, ...growth(row) };
    }),
    failed: failed.map(({ source }) => source),
  };
}

function growth({ values, slope }: Pick<Line, 'values' | 'slope'>) {
  const [before, after] = ends(values);
  return { values, slope, delta: after - before, percent: percentOf({ before, after }) ?? null };
}

/** `rows` of each list are shown. */
export function seriesText(series: Series, failed: readonly Threshold[], rows: number): string {
  const lines = [`${series.files.length} recordings, growth per ${series.per}`, ...recordings(series), ''];
  const width = Math.max(8, ...series.measures.map(({ name }) => name.length));
  const columns = ['first', 'last', 'change', `per ${series.per}`].map((title) => title.padStart(12));
  lines.push(`${''.padEnd(width)} ${columns.join(' ')}`);
  for (const row of series.measures) lines.push(`${row.name.padEnd(width)} ${cells(row)}  ${sparkText(row.values)}`);
  for (const { title, list } of sections(series)) {
    lines.push(
      '',
      title,
      ...list.slice(0, rows).map((row) => `  ${cells(row)}  ${sparkText(row.values)}  ${row.name}`),
    );
    if (list.length > rows) lines.push(`  … ${list.length - rows} more`);
  }
  for (const { source } of failed) lines.push('', `FAILED ${source}`);
  return `${lines.join('\n')}\n`;
}

function recordings({ files, times }: Series): string[] {
  return files.map((file, i) => {
    const time = times[i];
    return `  ${i + 1}  ${file}${time == null ? '' : `  ${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`}`;
  });
}

export function seriesMarkdown(series: Series, failed: readonly Threshold[], rows: number): string {
  const titles = ['first', 'last', 'change', `per ${series.per}`];
  const head = (what: string): string[] => [
    `| ${what} | ${titles.join(' | ')} | |`,
    `|:--|${titles.map(() => '--:').join('|')}|:--|`,
  ];
  const row = (line: Line, name: string): string =>
    `| ${name} | ${values(line).join(' | ')} | ${sparkText(line.values)} |`;
  const lines = [`${series.files.length} recordings, growth per ${series.per}.`, '', ...head('total')];
  for (const each of series.measures) lines.push(row(each, each.name));
  for (const { title, list } of sections(series)) {
    lines.push('', `**${title}**`, '', ...head('what'));
    lines.push(...list.slice(0, rows).map((each) => row(each, codeSpan(each.name))));
    if (list.length > rows) lines.push('', `${list.length - rows} more.`);
  }
  for (const { source } of failed) lines.push('', `**Failed:** ${codeSpan(source)}`);
  return `${lines.join('\n')}\n`;
}

function sections({ functions, groups }: Series): { title: string; list: Line[] }[] {
  const all: Line[] = [
    ...(functions?.rows ?? []).map((row) => ({ ...row, unit: functions?.unit ?? '' })),
    ...groups.map((row) => ({ ...row, name: groupName(row.group), unit: 'count' })),
  ];
  const what = functions ? ` (${functions.sampleType})` : ' (goroutines)';
  const isGone = ({ values: of }: Line): boolean => of.at(-1) === 0;
  return [
    { title: `Growing${what}`, list: all.filter(({ slope }) => slope > 0) },
    { title: `Gone${what}`, list: all.filter((line) => line.slope <= 0 && isGone(line)).reverse() },
    { title: `Shrinking${what}`, list: all.filter((line) => line.slope < 0 && !isGone(line)).reverse() },
  ].filter(({ list }) => list.length > 0);
}

function cells(line: Line): string {
  return values(line)
    .map((value) => value.padStart(12))
    .join(' ');
}

function values({ values: of, slope, unit }: Line): string[] {
  const [first, last] = ends(of);
  return [formatValue(first, unit), formatValue(last, unit), signed(last - first, unit), signed(slope, unit)];
}

const ends = (values: readonly number[]): [number, number] => [values[0] ?? 0, values.at(-1) ?? 0];

/** First and last of each total, for limits. */
export function changesOf(measures: readonly SeriesMeasure[]) {
  return measures.map(({ name, unit, values: of }) => ({ name, unit, before: of[0] ?? 0, after: of.at(-1) ?? 0 }));
}

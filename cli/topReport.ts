import { inlineMarks } from '../profile/inlining.ts';
import type { SampleTypeIndex } from '../profile/profile.ts';
import type { TopRow } from '../profile/top.ts';
import { formatPercent, formatValue, scale, tableUnit } from '../profile/units.ts';
import type { FrameIndex, View } from '../profile/view.ts';

/** The machine-readable form of `leaklens top`: part of the interface, not to be changed lightly. */
export interface TopJson {
  readonly profile: {
    readonly sampleTypes: readonly string[];
    readonly sampleType: string;
    readonly unit: string;
    readonly total: number;
    /** Nanoseconds, 0 if the profile does not say. */
    readonly duration: number;
  };
  readonly rows: readonly {
    readonly function: string;
    readonly file: string;
    readonly flat: number;
    readonly cum: number;
  }[];
}

export function topJson(view: View, sampleType: SampleTypeIndex, rows: readonly TopRow[]): TopJson {
  const { header } = view.profile;
  const { type, unit } = header.sampleTypes[sampleType]!;
  return {
    profile: {
      sampleTypes: header.sampleTypes.map((each) => each.type),
      sampleType: type,
      unit,
      total: view.totals[sampleType]!,
      duration: header.durationNanos,
    },
    rows: rows.map(({ frame, flat, cum }) => ({
      function: view.frames.name[frame]!,
      file: view.frames.file[frame]!,
      flat,
      cum,
    })),
  };
}

export interface TopTextOptions {
  /** What was left out for its size, and the rows that remained before the first N were taken. */
  readonly dropped: { readonly nodes: number; readonly fraction: number; readonly of: number };
  /** Calls of less weight do not say whether a function was inlined. */
  readonly smallestEdge: number;
  /** Undefined for the unit that reads best. */
  readonly unit: string | undefined;
}

/** The report of `go tool pprof -top`. */
export function topText(
  view: View,
  sampleType: SampleTypeIndex,
  rows: readonly TopRow[],
  options: TopTextOptions,
): string {
  const total = view.totals[sampleType]!;
  const { unit } = view.profile.header.sampleTypes[sampleType]!;
  const shownUnit = options.unit ?? tableUnit(smallestOf(rows), total, unit);
  const value = (number: number): string => formatValue(number, unit, shownUnit);
  const share = (number: number): string => formatPercent(number, total).padStart(6);
  const shown = shownOf(rows, options);
  const marks = inlineMarks(view, sampleType, { ...(shown ? { shown } : {}), smallest: options.smallestEdge });
  const lines = headerLines(view, sampleType, rows, options, value);
  lines.push('      flat  flat%   sum%        cum   cum%');
  let sum = 0;
  for (const { frame, flat, cum } of rows) {
    sum += flat;
    const name = `${view.frames.name[frame]} ${marks[frame]}`.trimEnd();
    lines.push(
      `${value(flat).padStart(10)} ${share(flat)} ${share(sum)} ${value(cum).padStart(10)} ${share(cum)}  ${name}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** Where nothing was left out, calls from what adds up to nothing count too: as in pprof, which has no reason to look again. */
function shownOf(rows: readonly TopRow[], { dropped }: TopTextOptions): FrameIndex[] | undefined {
  return dropped.nodes === 0 && dropped.of === rows.length ? undefined : rows.map(({ frame }) => frame);
}

function headerLines(
  view: View,
  sampleType: SampleTypeIndex,
  rows: readonly TopRow[],
  { dropped }: TopTextOptions,
  value: (number: number) => string,
): string[] {
  const total = view.totals[sampleType]!;
  const shown = rows.reduce((sum, { flat }) => sum + flat, 0);
  const lines = [...profileLines(view, sampleType, value), ...filterLines(view)];
  const ofTotal = `${formatPercent(shown, total)} of ${value(total)} total`;
  lines.push(`Showing nodes accounting for ${value(shown)}, ${ofTotal}`);
  if (total === 0) return lines;
  if (dropped.nodes > 0) {
    const cutoff = value(Math.abs(Math.trunc(total * dropped.fraction)));
    lines.push(`Dropped ${dropped.nodes} node${dropped.nodes > 1 ? 's' : ''} (cum <= ${cutoff})`);
  }
  if (rows.length < dropped.of) lines.push(`Showing top ${rows.length} nodes out of ${dropped.of}`);
  return lines;
}

/** What the profile says about itself. The time is UTC: pprof's local one depends on where it is read. */
function profileLines({ profile, totals }: View, sampleType: SampleTypeIndex, value: (n: number) => string): string[] {
  const { header, mappings, text } = profile;
  const { type, unit } = header.sampleTypes[sampleType]!;
  const total = totals[sampleType]!;
  const lines: string[] = [];
  const file = mappings.count > 0 ? text.at(mappings.file[0]!) : '';
  const buildId = mappings.count > 0 ? text.at(mappings.buildId[0]!) : '';
  if (file !== '') lines.push(`File: ${file.slice(file.lastIndexOf('/') + 1)}`);
  if (buildId !== '') lines.push(`Build ID: ${buildId}`);
  lines.push(...header.comments.filter((comment) => !comment.startsWith('#')), `Type: ${type}`);
  if (header.docUrl !== '') lines.push(`Doc: ${header.docUrl}`);
  if (header.timeNanos !== 0) lines.push(`Time: ${utc(header.timeNanos)}`);
  if (header.durationNanos !== 0) {
    const spent = scale(total, unit, 'nanoseconds');
    const ratio = formatPercent(Math.trunc(spent.value), header.durationNanos).padStart(6);
    const share = spent.unit === 'ns' && spent.value !== 0 ? `(${ratio})` : '';
    lines.push(
      `Duration: ${formatValue(header.durationNanos, 'nanoseconds')}, Total samples = ${value(total)} ${share}`,
    );
  }
  return lines;
}

function utc(nanos: number): string {
  const date = new Date(nanos / 1e6);
  return Number.isNaN(date.getTime()) ? 'unknown' : `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

function filterLines({ spec }: View): string[] {
  const filters = [
    ['focus', spec.focus],
    ['ignore', spec.ignore],
    ['hide', spec.hide],
    ['show', spec.show],
    ['show_from', spec.showFrom],
    ['tagfocus', spec.tagFocus],
    ['tagignore', spec.tagIgnore],
  ].filter(([, value]) => value);
  if (filters.length === 0) return [];
  const cut = (filter: string): string => (filter.length > 80 ? `${filter.slice(0, 80)}…` : filter);
  return ['Active filters:', ...filters.map(([name, value]) => `   ${cut(`${name}=${value}`)}`)];
}

/** The smallest value that is not 0, of what rows have of their own, else of all they have. */
function smallestOf(rows: readonly TopRow[]): number {
  let smallest = 0;
  for (const { flat, cum } of rows) {
    const least = Math.abs(flat) || Math.abs(cum);
    if (least > 0 && (smallest === 0 || least < smallest)) smallest = least;
  }
  return smallest;
}

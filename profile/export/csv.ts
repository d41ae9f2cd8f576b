import { type FrameSums, frameSums } from '../top.ts';
import type { View } from '../view.ts';
import { type ExportColumn, inParts } from './subject.ts';

/**
 * The table as comma-separated values (RFC 4180), by falling flat, values in the profile's own unit: what a spreadsheet
 * reads. Of a comparison, before, after and change. In parts of some size.
 */
export function csvText(view: View, column: ExportColumn): Generator<string> {
  return inParts(csvLines(view, column));
}

function* csvLines(view: View, column: ExportColumn): Generator<string> {
  const after = frameSums(view, view.weights[column.index] ?? new Float64Array());
  const before = column.base === undefined ? undefined : frameSums(view, view.weights[column.base]!);
  const total = view.totals[column.index] ?? 0;
  const unit = column.unit === '' || column.unit === 'count' ? column.type : `${column.type} ${column.unit}`;
  yield csvRow(before ? comparedTitles(unit) : titles(unit));
  for (const frame of orderOf(view, after, before)) {
    const names = [view.frames.name[frame]!, view.frames.file[frame]!];
    const flat = after.flat[frame]!;
    const cum = after.cum[frame]!;
    if (before) {
      const [flatBefore, cumBefore] = [before.flat[frame]!, before.cum[frame]!];
      yield csvRow([...names, flatBefore, flat, flat - flatBefore, cumBefore, cum, cum - cumBefore]);
    } else {
      yield csvRow([...names, flat, share(flat, total), cum, share(cum, total)]);
    }
  }
}

const titles = (unit: string): string[] => ['function', 'file', `flat (${unit})`, 'flat %', `cum (${unit})`, 'cum %'];
const comparedTitles = (unit: string): string[] => [
  'function',
  'file',
  `flat before (${unit})`,
  `flat after (${unit})`,
  'flat change',
  `cum before (${unit})`,
  `cum after (${unit})`,
  'cum change',
];

const share = (value: number, total: number): number =>
  total === 0 ? 0 : Number(((value / total) * 100).toPrecision(4));

function orderOf({ frames }: View, after: FrameSums, before: FrameSums | undefined): number[] {
  const size = (of: 'flat' | 'cum', frame: number): number =>
    Math.abs(after[of][frame]! - (before ? before[of][frame]! : 0));
  const isThere = (frame: number): boolean => [after, before].some((sums) => sums?.flat[frame] || sums?.cum[frame]);
  return Array.from({ length: frames.count }, (_, frame) => frame)
    .filter(isThere)
    .sort((a, b) => size('flat', b) - size('flat', a) || size('cum', b) - size('cum', a));
}

/** One line of RFC 4180; texts are made harmless for spreadsheets, numbers stay numbers. */
export function csvRow(cells: readonly (string | number)[]): string {
  return `${cells.map((cell) => (typeof cell === 'number' ? String(cell) : textCell(cell))).join(',')}\r\n`;
}

/** Spreadsheets run what begins like a formula (OWASP, "CSV Injection"): an apostrophe makes it text. */
function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

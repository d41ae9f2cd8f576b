import { frameSums } from '../top.ts';
import { formatPercent, formatValue } from '../units.ts';
import type { View } from '../view.ts';
import type { ExportColumn } from './subject.ts';

export interface MarkdownOptions {
  /** Name of the file, for the heading. */
  readonly name: string;
  /** What it is compared with. */
  readonly baseName?: string | undefined;
  readonly rows: number;
}

/** The heaviest functions, or those that changed most, as a table for a pull request. */
export function markdownTable(view: View, column: ExportColumn, { name, baseName, rows }: MarkdownOptions): string {
  const weights = view.weights[column.index] ?? new Float64Array();
  const after = frameSums(view, weights);
  const before = column.base === undefined ? undefined : frameSums(view, view.weights[column.base]!);
  const total = view.totals[column.index] ?? 0;
  const value = (n: number): string => formatValue(n, column.unit);
  const size = (of: 'flat' | 'cum', f: number): number => Math.abs(after[of][f]! - (before ? before[of][f]! : 0));
  const frames = Array.from({ length: view.frames.count }, (_, frame) => frame)
    .filter((f) => size('flat', f) !== 0 || size('cum', f) !== 0)
    .sort((a, b) => size('flat', b) - size('flat', a) || size('cum', b) - size('cum', a));
  const cells = (f: number): string[] =>
    before
      ? [value(before.flat[f]!), value(after.flat[f]!), signed(after.flat[f]! - before.flat[f]!, column.unit)]
      : [value(after.flat[f]!), formatPercent(after.flat[f]!, total), value(after.cum[f]!)];
  const last = before
    ? (f: number) => signed(after.cum[f]! - before.cum[f]!, column.unit)
    : (f: number) => formatPercent(after.cum[f]!, total);
  const titles = before ? ['flat before', 'flat after', 'change', 'cum change'] : ['flat', 'flat %', 'cum', 'cum %'];
  const lines = [
    headline(view, column, name, baseName),
    '',
    `| ${titles.join(' | ')} | function |`,
    `|${titles.map(() => '--:').join('|')}|:--|`,
    ...frames
      .slice(0, rows)
      .map((f) => `| ${[...cells(f), last(f)].join(' | ')} | ${codeSpan(view.frames.name[f]!)} |`),
  ];
  if (frames.length > rows) lines.push('', `${frames.length - rows} more functions.`);
  return `${lines.join('\n')}\n`;
}

function headline(view: View, column: ExportColumn, name: string, baseName: string | undefined): string {
  const total = view.totals[column.index] ?? 0;
  const text = `**${column.type}** of ${codeSpan(name)}: ${formatValue(total, column.unit)}`;
  if (column.base === undefined) return text;
  const change = signed(total - (view.totals[column.base] ?? 0), column.unit);
  return `${text}, ${change} against ${codeSpan(baseName ?? 'the base')}`;
}

/** `+12MB`, `−3` */
function signed(value: number, unit: string): string {
  const text = formatValue(Math.abs(value), unit);
  return value > 0 ? `+${text}` : value < 0 ? `−${text}` : text;
}

/** A name as code, whatever signs it holds; in a table a bar would end the cell even there. */
export function codeSpan(text: string): string {
  const flat = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = flat.startsWith('`') || flat.endsWith('`') || flat === '' ? ' ' : '';
  return `${fence}${space}${flat}${space}${fence}`;
}

import { codeSpan } from '../profile/export/markdown.ts';
import { formatValue } from '../profile/units.ts';
import type { Difference } from './diffModel.ts';
import { groupChanges, percentText, type Section, sectionsOf, signed } from './diffReport.ts';
import type { Change, Threshold } from './thresholds.ts';

/** The verification table for a pull request. `limits` are those that were asked for, `failed` those that were crossed. */
export function diffMarkdown(
  difference: Difference,
  limits: readonly Threshold[],
  failed: readonly Threshold[],
  rows: number,
): string {
  const lines: string[] = [];
  if (limits.length > 0) lines.push(verdict(limits, failed), '');
  const named = difference.measures.some(({ file }) => file !== undefined);
  lines.push(...head('total'));
  for (const change of difference.measures)
    lines.push(row(change, named ? `${change.name} (${change.file ?? ''})` : change.name));
  for (const section of [...sectionsOf(difference.functions), ...groupChanges(difference.groups)])
    lines.push(...sectionLines(section, rows));
  return `${lines.join('\n')}\n`;
}

function verdict(limits: readonly Threshold[], failed: readonly Threshold[]): string {
  const list = (of: readonly Threshold[]): string => of.map(({ source }) => codeSpan(source)).join(', ');
  return failed.length > 0 ? `**Failed:** ${list(failed)}` : `**Passed:** ${list(limits)}`;
}

const head = (what: string): string[] => [`| ${what} | before | after | change | |`, '|:--|--:|--:|--:|--:|'];

function sectionLines({ title, rows }: Section, count: number): string[] {
  const shown = rows.slice(0, count).map((change) => row(change, codeSpan(change.name)));
  const more = rows.length > count ? ['', `${rows.length - count} more.`] : [];
  return ['', `**${title}**`, '', ...head('what'), ...shown, ...more];
}

function row(change: Change, name: string): string {
  const { before, after, unit } = change;
  const cells = [
    formatValue(before, unit),
    formatValue(after, unit),
    signed(after - before, unit),
    percentText(change),
  ];
  return `| ${name} | ${cells.join(' | ')} |`;
}

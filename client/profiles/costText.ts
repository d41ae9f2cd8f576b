import type { FunctionTotal, LineTotal } from '../../profile/lineTotals.ts';
import type { ValueType } from '../../profile/profile.ts';
import type { FunctionCost } from '../../profile/sourceCosts.ts';
import { formatPercent, formatValue } from '../../profile/units.ts';

/** "1.20s (8%)"; counts have no unit. */
export function share(value: number, total: number, { unit }: ValueType): string {
  return `${formatValue(value, unit)} (${formatPercent(value, total)})`;
}

/** What stands above a function: "flat 1.20s (8%) · cum 4s (27%) · #3". The rank is by cum. */
export function lensText(
  { flat, cum, rank }: Pick<FunctionCost, 'flat' | 'cum' | 'rank'>,
  total: number,
  type: ValueType,
  isStale: boolean,
): string {
  const parts = [`flat ${share(flat, total, type)}`, `cum ${share(cum, total, type)}`, `#${rank}`];
  return parts.join(' · ') + (isStale ? ' · profile is older than this file' : '');
}

/** What stands behind a line. */
export function lineText(line: Pick<LineTotal, 'flat' | 'cum'>, { unit }: ValueType): string {
  const flat = line.flat === 0 ? '' : `flat ${formatValue(line.flat, unit)} · `;
  return `${flat}cum ${formatValue(line.cum, unit)}`;
}

/** The line to go to: the one that most of the function's cost passes. 0 if no line is known. */
export function hottestLine({ lines }: Pick<FunctionTotal, 'lines'>): number {
  const known = lines.filter((l) => l.line > 0);
  if (known.length === 0) return 0;
  return known.reduce((best, l) => (Math.abs(l.cum) > Math.abs(best.cum) ? l : best)).line;
}

import type { FunctionTotal } from '../../profile/lineTotals.ts';
import type { ValueType } from '../../profile/profile.ts';
import type { FunctionCost, LineCost } from '../../profile/sourceCosts.ts';
import { formatPercent, formatValue } from '../../profile/units.ts';

/** "1.20s (8%)"; counts have no unit. */
export function share(value: number, total: number, { unit }: ValueType): string {
  return `${formatValue(value, unit)} (${formatPercent(value, total)})`;
}

/** "+120ms", "−3"; "±0" where nothing changed. */
export function signed(change: number, { unit }: ValueType): string {
  if (change === 0) return '±0';
  return `${change > 0 ? '+' : '−'}${formatValue(Math.abs(change), unit)}`;
}

/** "820ms (+120ms against base)" */
function against(value: number, before: number, type: ValueType): string {
  return `${formatValue(value, type.unit)} (${signed(value - before, type)} against base)`;
}

/**
 * What stands above a function: "flat 1.20s (8%) · cum 4s (27%) · #3", in a comparison "flat 820ms (+120ms against base)
 * · …". The rank is by cum.
 */
export function lensText(
  { flat, cum, rank, before }: Pick<FunctionCost, 'flat' | 'cum' | 'rank' | 'before'>,
  total: number,
  type: ValueType,
  isStale: boolean,
): string {
  const stale = isStale ? ' · profile is older than this file' : '';
  if (before && flat === 0 && cum === 0)
    return `gone: flat was ${formatValue(before.flat, type.unit)} · cum was ${formatValue(before.cum, type.unit)}${stale}`;
  const parts = before
    ? [`flat ${against(flat, before.flat, type)}`, `cum ${against(cum, before.cum, type)}`, `#${rank}`]
    : [`flat ${share(flat, total, type)}`, `cum ${share(cum, total, type)}`, `#${rank}`];
  return parts.join(' · ') + stale;
}

/** What stands behind a line. */
export function lineText(line: Pick<LineCost, 'flat' | 'cum' | 'before'>, type: ValueType): string {
  const { before } = line;
  const { unit } = type;
  if (!before) {
    const flat = line.flat === 0 ? '' : `flat ${formatValue(line.flat, unit)} · `;
    return `${flat}cum ${formatValue(line.cum, unit)}`;
  }
  if (line.flat === 0 && line.cum === 0) return `gone: cum was ${formatValue(before.cum, unit)}`;
  const hasFlat = line.flat !== 0 || before.flat !== 0;
  const flat = hasFlat ? `flat ${formatValue(line.flat, unit)} (${signed(line.flat - before.flat, type)}) · ` : '';
  return `${flat}cum ${formatValue(line.cum, unit)} (${signed(line.cum - before.cum, type)}) against base`;
}

/** The same in words, for hovers. */
export function costWords(cost: Pick<LineCost, 'flat' | 'cum' | 'before'>, total: number, type: ValueType): string {
  const { flat, cum, before } = cost;
  if (!before) return `flat ${share(flat, total, type)}, cum ${share(cum, total, type)}`;
  return `flat ${against(flat, before.flat, type)}, cum ${against(cum, before.cum, type)}`;
}

/** The line to go to: the one that most of the function's cost passes. 0 if no line is known. */
export function hottestLine({ lines }: Pick<FunctionTotal, 'lines'>): number {
  const known = lines.filter((l) => l.line > 0);
  if (known.length === 0) return 0;
  return known.reduce((best, l) => (Math.abs(l.cum) > Math.abs(best.cum) ? l : best)).line;
}

import type { FunctionLine } from '../../profile/functionLines.ts';
import type { SourceText } from '../../protocol/webview.ts';

/** A line of source with what it costs; figures are missing where it costs nothing. */
export interface SourceRow {
  /** In today's text; counts from 1. */
  readonly line: number;
  readonly text: string;
  readonly flat: number | undefined;
  readonly cum: number | undefined;
  /** Growth of cum since the profile that is compared with. */
  readonly change: number | undefined;
}

export interface SourceLines {
  readonly rows: readonly SourceRow[];
  /** What costs something and is not in the text any more. */
  readonly lost: { readonly lines: number; readonly flat: number };
}

/** Puts costs, which the profile numbers as the text was then, beside the lines of today. */
export function sourceLines(
  { lines, firstLine, shift }: Extract<SourceText, { state: 'read' }>,
  costs: readonly FunctionLine[],
  before: readonly FunctionLine[] | undefined,
): SourceLines {
  const now = new Map(costs.map((cost) => [cost.line + shift, cost]));
  const then = before && new Map(before.map((cost) => [cost.line + shift, cost]));
  const rows = lines.map((text, i): SourceRow => {
    const line = firstLine + i;
    const cost = now.get(line);
    const was = then?.get(line);
    const change = then && (cost || was) ? (cost?.cum ?? 0) - (was?.cum ?? 0) : undefined;
    return { line, text: text.replaceAll('\t', '    '), flat: cost?.flat, cum: cost?.cum, change };
  });
  const gone = costs.filter(({ line }) => line + shift < firstLine || line + shift >= firstLine + lines.length);
  return { rows, lost: { lines: gone.length, flat: gone.reduce((sum, { flat }) => sum + flat, 0) } };
}

/** Position of the row that most of the function's cost passes; of a comparison the one that changed most. */
export function hottest(rows: readonly SourceRow[]): number {
  let best = -1;
  const size = ({ cum, change }: SourceRow): number => Math.abs(change ?? cum ?? 0);
  rows.forEach((row, i) => {
    if (size(row) > (best < 0 ? 0 : size(rows[best]!))) best = i;
  });
  return best;
}

/** What the reader must know of the text: in how far it is what was measured. */
export function honestNote({ agreement, shift, isNewer }: Extract<SourceText, { state: 'read' }>): string | undefined {
  if (agreement === 'different')
    return 'This file is not what was profiled: the function is not in it. Lines are those that the profile names.';
  const moved =
    agreement === 'moved'
      ? `The function stands ${Math.abs(shift)} ${Math.abs(shift) === 1 ? 'line' : 'lines'} further ${shift > 0 ? 'down' : 'up'} than when it was profiled; the figures follow it.`
      : undefined;
  const newer = isNewer
    ? 'The file was changed after the profile was written: lines may not be those that were measured.'
    : undefined;
  return [newer, moved].filter((part) => part !== undefined).join(' ') || undefined;
}

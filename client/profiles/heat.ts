import type { LineInFile } from './inFile.ts';

/** Steps of heat, the coolest first; the ids of colours end with them. */
export const heats = ['low', 'medium', 'high'] as const;
export type Heat = (typeof heats)[number];

/** Shares of the hottest line, from which on a line is of that heat. */
const from: readonly (readonly [Heat, number])[] = [
  ['high', 0.5],
  ['medium', 0.1],
  ['low', 0],
];

type Cost = Pick<LineInFile, 'flat' | 'cum'>;

/**
 * What the lines of a file are measured by: what they cost themselves, for every caller of a hot line is hot in cum; and
 * where none costs anything itself, what they lead to.
 */
export interface Scale {
  readonly by: 'flat' | 'cum';
  readonly greatest: number;
}

export function scaleOf(lines: readonly Cost[]): Scale {
  let [flat, cum] = [0, 0];
  for (const l of lines) {
    flat = Math.max(flat, Math.abs(l.flat));
    cum = Math.max(cum, Math.abs(l.cum));
  }
  return flat > 0 ? { by: 'flat', greatest: flat } : { by: 'cum', greatest: cum };
}

/** How hot a line is beside the hottest of its file. */
export function heatOf(line: Cost, scale: Scale): Heat {
  const share = shareOf(line, scale);
  return from.find(([, least]) => share >= least)?.[0] ?? 'low';
}

const shareOf = (line: Cost, { by, greatest }: Scale): number => (greatest === 0 ? 0 : Math.abs(line[by]) / greatest);

/** The lines worth going to, in order of the file: those that matter beside the hottest. */
export function hotSpots<Line extends LineInFile>(lines: readonly Line[]): Line[] {
  const scale = scaleOf(lines);
  return lines.filter((l) => shareOf(l, scale) >= leastShare).sort((a, b) => a.line - b.line);
}

const leastShare = 0.01;

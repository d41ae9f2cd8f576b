import { type DeclaredFunction, isClosure, nameInPackage } from './goFunctions.ts';

/** A place as a profile tells it; lines count from 1, 0 if unknown. */
export interface ProfiledPlace {
  readonly function: string;
  readonly line: number;
  readonly startLine: number;
}

/** The declaration that a frame's function is, or lies in; of several of one name (`init`, `_`) the nearest. */
export function findFunction(
  declared: readonly DeclaredFunction[],
  { function: name, line, startLine }: ProfiledPlace,
): DeclaredFunction | undefined {
  const local = nameInPackage(name);
  const at = (line || startLine) - 1;
  let nearest: DeclaredFunction | undefined;
  for (const d of declared) {
    if (d.name !== local) continue;
    if (!nearest || Math.abs(d.line - at) < Math.abs(nearest.line - at)) nearest = d;
  }
  return nearest;
}

/**
 * A line of a function in today's text: as far from the function's start as it was. A closure's own start says nothing of
 * how far its function moved, so its lines are taken as written as long as they lie within it. Counts from 0.
 */
export function lineWithin(own: DeclaredFunction, place: ProfiledPlace): number {
  const today = lineToday(own, place);
  if (today < own.line) return own.line;
  return Math.min(today, own.endLine);
}

/** The same without being kept within the function: beyond it, the line is gone. */
export function lineToday(own: DeclaredFunction, { function: name, line, startLine }: ProfiledPlace): number {
  const isMeasured = startLine > 0 && line >= startLine && !isClosure(name);
  return isMeasured ? own.line + (line - startLine) : line - 1;
}

/**
 * What colours of a comparison are measured by: the largest change of all that is shown, or for each call what it was
 * itself. Absolute shows where the change is, proportional what changed its own size.
 */
export const colourings = ['absolute', 'proportional'] as const;
export type Colouring = (typeof colourings)[number];

/** From -1 (gone, or the largest loss) to 1 (new, or the largest growth); 0 for what stayed as it was. */
export function growthOf(before: number, after: number, largestChange: number, colouring: Colouring): number {
  const change = after - before;
  const measure = colouring === 'absolute' ? largestChange : Math.max(Math.abs(before), Math.abs(after));
  return measure === 0 ? 0 : Math.max(-1, Math.min(1, change / measure));
}

/** Smaller growth is shown as none: it is within what sampling makes of nothing. */
export const leastGrowth = 0.001;

/** Growth as a sign, since no colour may carry a meaning alone. */
export function growthMark(growth: number): string {
  return Math.abs(growth) < leastGrowth ? '' : growth > 0 ? '▲ ' : '▼ ';
}

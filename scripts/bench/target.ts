/** A line of the table: what was measured, what it came to, and what it may be at most. */
export function figure(what: string, value: number, unit: string, most?: number): string {
  const line = `    ${what.padEnd(48)} ${value.toFixed(value < 10 ? 2 : 0).padStart(7)} ${unit}`;
  return most === undefined ? line : `${line.padEnd(64)}  at most ${most} ${unit}${value > most ? '  MISSED' : ''}`;
}

/** The same for what shall be large. */
export function figureAtLeast(what: string, value: number, unit: string, least: number): string {
  const line = `    ${what.padEnd(48)} ${value.toFixed(1).padStart(7)} ${unit}`;
  return `${line.padEnd(64)}  at least ${least} ${unit}${value < least ? '  MISSED' : ''}`;
}

/** What a step of a series is: a minute where all recordings tell when they were made, else one recording. */
export type StepUnit = 'minute' | 'step';

export interface Steps {
  readonly unit: StepUnit;
  /** Where each recording stands, in the unit, from the first on. */
  readonly at: readonly number[];
}

/** `times` in Unix nanoseconds, 0 where a recording does not tell: then, or if two are the same, steps are counted. */
export function stepsOf(times: readonly number[]): Steps {
  const first = times[0] ?? 0;
  const isTold = times.every((time, i) => time > 0 && (i === 0 || time > times[i - 1]!));
  if (isTold && times.length > 1) return { unit: 'minute', at: times.map((time) => (time - first) / 60e9) };
  return { unit: 'step', at: times.map((_, i) => i) };
}

/** Recordings by their time, if all tell theirs; else as they come. */
export function inOrderOfTime<T>(recordings: readonly T[], timeOf: (recording: T) => number): T[] {
  const isTold = recordings.every((recording) => timeOf(recording) > 0);
  return isTold ? [...recordings].sort((a, b) => timeOf(a) - timeOf(b)) : [...recordings];
}

/** Growth per step by the method of least squares; 0 for fewer than two points. */
export function slopeOf(steps: readonly number[], values: readonly number[]): number {
  const n = Math.min(steps.length, values.length);
  if (n < 2) return 0;
  const mean = (of: readonly number[]): number => of.slice(0, n).reduce((sum, value) => sum + value, 0) / n;
  const [x, y] = [mean(steps), mean(values)];
  let product = 0;
  let square = 0;
  for (let i = 0; i < n; i++) {
    product += (steps[i]! - x) * (values[i]! - y);
    square += (steps[i]! - x) ** 2;
  }
  return square === 0 ? 0 : product / square;
}

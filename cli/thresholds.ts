import { failure, type Result, success } from '../profile/result.ts';
import { sameKind, scale } from '../profile/units.ts';

/** A limit for the growth of a measure: in per cent of what it was, or in its unit. */
export interface Threshold {
  /** As written, for messages. */
  readonly source: string;
  readonly measure: string;
  readonly limit: number;
  /** `%`, a unit, or '' for the measure's own. */
  readonly unit: string;
}

/** A measure before and after. */
export interface Change {
  readonly name: string;
  /** Where it was measured, when folders of files are compared. */
  readonly file?: string;
  readonly unit: string;
  readonly before: number;
  readonly after: number;
}

/** Reads `goroutines>5%,inuse_space>10MB`. The failure is a sentence. */
export function parseThresholds(text: string): Result<Threshold[], string> {
  const thresholds: Threshold[] = [];
  for (const source of text.split(',').map((part) => part.trim())) {
    const [, measure, limit, unit = ''] = /^([\w.-]+)\s*>\s*(\d+(?:\.\d+)?)\s*(%|[a-zA-Zμ]*)$/.exec(source) ?? [];
    if (measure === undefined) {
      return failure(`The threshold "${source}" is not of the form NAME>5%, NAME>100 or NAME>10MB.`);
    }
    thresholds.push({ source, measure, limit: Number(limit), unit });
  }
  return success(thresholds);
}

/** The thresholds that were crossed; fails if one names a measure that is not there, or a unit that does not fit. */
export function crossed(thresholds: readonly Threshold[], changes: readonly Change[]): Result<Threshold[], string> {
  const found: Threshold[] = [];
  for (const threshold of thresholds) {
    const ofName = changes.filter(({ name }) => name === threshold.measure);
    if (ofName.length === 0) {
      const names = [...new Set(changes.map(({ name }) => name))].join(', ');
      return failure(
        `The threshold "${threshold.source}" names a measure that the files do not have. They have: ${names}.`,
      );
    }
    for (const change of ofName) {
      const grown = growthOf(change, threshold);
      if (grown === undefined) return failure(`The threshold "${threshold.source}" does not fit ${change.unit}.`);
      if (grown > threshold.limit && !found.includes(threshold)) found.push(threshold);
    }
  }
  return success(found);
}

/** Growth in per cent; undefined where there was nothing before. */
export function percentOf({ before, after }: Pick<Change, 'before' | 'after'>): number | undefined {
  if (before === 0) return after === 0 ? 0 : undefined;
  return ((after - before) / Math.abs(before)) * 100;
}

function growthOf(change: Change, { unit }: Threshold): number | undefined {
  // From nothing to something is more than any percentage.
  if (unit === '%') return percentOf(change) ?? Math.sign(change.after) * Number.POSITIVE_INFINITY;
  const delta = change.after - change.before;
  if (unit === '') return delta;
  return sameKind(unit, change.unit) ? scale(delta, change.unit, unit).value : undefined;
}

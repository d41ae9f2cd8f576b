import { alignProfiles } from '../profile/compare.ts';
import type { Profile } from '../profile/profile.ts';
import { failure, type Result, success } from '../profile/result.ts';
import { functionSeries, type GroupSeries, goroutineSeries, type SeriesRow } from '../profile/series/series.ts';
import { inOrderOfTime, type Steps, type StepUnit, slopeOf, stepsOf } from '../profile/series/slope.ts';
import { openView, type View } from '../profile/view.ts';
import type { DiffOptions } from './diffModel.ts';
import type { Input } from './input.ts';

export interface SeriesMeasure {
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly slope: number;
}

/** More than two recordings of one kind. */
export interface Series {
  /** Paths, in order of time. */
  readonly files: readonly string[];
  /** Milliseconds since the epoch; null where a recording does not tell. */
  readonly times: readonly (number | null)[];
  readonly per: StepUnit;
  readonly measures: readonly SeriesMeasure[];
  /** Undefined for goroutines. */
  readonly functions:
    | { readonly sampleType: string; readonly unit: string; readonly rows: readonly SeriesRow[] }
    | undefined;
  readonly groups: readonly GroupSeries[];
}

/** Lines recordings up by their own times, or in the order given; the failure is a line to print. */
export function series(inputs: readonly Input[], options: DiffOptions): Result<Series, string> {
  const ordered = inOrderOfTime(inputs, timeOf);
  const steps = stepsOf(ordered.map(timeOf));
  const common = {
    files: ordered.map(({ path }) => path),
    times: ordered.map((input) => (timeOf(input) === 0 ? null : Math.round(timeOf(input) / 1e6))),
    per: steps.unit,
  };
  const sets = ordered.flatMap(({ goroutines }) => (goroutines ? [goroutines] : []));
  if (sets.length === ordered.length) {
    const measures = [
      measure(
        'goroutines',
        'count',
        sets.map(({ total }) => total),
        steps,
      ),
    ];
    return success({ ...common, measures, functions: undefined, groups: goroutineSeries(sets, steps) });
  }
  const profiles = ordered.flatMap((input) => (input.kind === 'profile' ? [input.profile] : []));
  if (sets.length > 0 || profiles.length < ordered.length)
    return failure('The files cannot be lined up: some have goroutines, the others have not.');
  const values = profileSeries(profiles, steps, options);
  return values.ok ? success({ ...common, ...values.value, groups: [] }) : values;
}

function profileSeries(
  profiles: readonly Profile[],
  steps: Steps,
  { sampleType, byCum }: DiffOptions,
): Result<Pick<Series, 'measures' | 'functions'>, string> {
  const aligned = alignProfiles(profiles);
  if (!aligned.ok) return failure(aligned.error.message);
  const { profile, types } = aligned.value;
  const view = openView(profile, {});
  if (!view.ok) return failure(view.error.message);
  const measures = types.map(({ type, unit, columns }) =>
    measure(
      type,
      unit,
      columns.map((column) => sumOf(view.value, column)),
      steps,
    ),
  );
  measures.push(
    measure(
      'sample_count',
      'count',
      profiles.map(({ samples }) => samples.count),
      steps,
    ),
  );
  const chosen =
    sampleType === '' ? types[profile.header.defaultSampleType] : types.find(({ type }) => type === sampleType);
  if (!chosen) return success({ measures, functions: undefined });
  const rows = functionSeries(view.value, chosen.columns, byCum ? 'cum' : 'flat', steps);
  return success({ measures, functions: { sampleType: chosen.type, unit: chosen.unit, rows } });
}

function measure(name: string, unit: string, values: readonly number[], { at }: Steps): SeriesMeasure {
  return { name, unit, values, slope: slopeOf(at, values) };
}

const sumOf = (view: View, column: number): number => view.weights[column]!.reduce((sum, value) => sum + value, 0);

function timeOf(input: Input): number {
  return input.kind === 'profile' ? input.profile.header.timeNanos : 0;
}

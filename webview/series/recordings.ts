import { alignProfiles } from '../../profile/compare.ts';
import type { GoroutineFrame } from '../../profile/goroutines/goroutineGroup.ts';
import type { Profile, ValueType } from '../../profile/profile.ts';
import { functionSeries, goroutineSeries, type SeriesRow, stackSeries } from '../../profile/series/series.ts';
import { inOrderOfTime, type Steps, slopeOf, stepsOf } from '../../profile/series/slope.ts';
import type { FrameIndex, View } from '../../profile/view.ts';
import { type Content, goroutinesOf } from '../model/content.ts';
import { shortName } from '../model/shortName.ts';

/** One of several files that are looked at together. */
export interface Recording {
  readonly name: string;
  readonly content: Content;
}

/** What rows of a series are: functions by their own cost or with all they call, whole stacks, or goroutines. */
export type SeriesOf = 'flat' | 'cum' | 'stacks' | 'goroutines';

/** A row as the view shows it. */
export interface ShownSeries extends SeriesRow {
  /** All of it, for a tooltip. */
  readonly full: string;
  /** Where its source is. */
  readonly place: GoroutineFrame | undefined;
  readonly frame: FrameIndex | undefined;
}

/** Recordings lined up. */
export interface LinedUp {
  readonly names: readonly string[];
  readonly steps: Steps;
  readonly valueType: ValueType;
  /** One per recording. */
  readonly totals: readonly number[];
  readonly slope: number;
  readonly kinds: readonly SeriesOf[];
  readonly rows: (of: SeriesOf) => ShownSeries[];
}

/**
 * Lines recordings up by their own times, or as they come. `sampleType` is the name of one that all have, `open` makes a
 * view of the profiles side by side. A failure says why they cannot be lined up.
 */
export function lineUp(
  recordings: readonly Recording[],
  sampleType: string,
  open: (profile: Profile) => View,
): LinedUp | { readonly problem: string } {
  const ordered = inOrderOfTime(recordings, timeOf);
  const steps = stepsOf(ordered.map(timeOf));
  const common = { names: ordered.map(({ name }) => name), steps };
  const sets = ordered.map(({ content }) => goroutinesOf(content));
  const known = sets.filter((set) => set !== undefined);
  if (known.length === ordered.length) {
    const totals = known.map(({ total }) => total);
    const rows = (): ShownSeries[] =>
      goroutineSeries(known, steps).map((row) => {
        const frames = row.group.frames.map(({ function: name }) => name);
        const place = row.group.frames[row.group.topFrame];
        const by = row.group.createdBy ? `\ncreated by ${row.group.createdBy.function}` : '';
        return { ...row, frame: undefined, place, full: frames.join('\n') + by };
      });
    const valueType = { type: 'goroutines', unit: 'count' };
    return { ...common, valueType, totals, slope: slopeOf(steps.at, totals), kinds: ['goroutines'], rows };
  }
  const profiles = ordered.flatMap(({ content }) => (content.kind === 'profile' ? [content.profile] : []));
  if (known.length > 0 || profiles.length < ordered.length)
    return { problem: 'Some of the recordings have goroutines, the others have not: they cannot be lined up.' };
  const aligned = alignProfiles(profiles);
  if (!aligned.ok) return { problem: aligned.error.message };
  const { profile, types } = aligned.value;
  const type = types.find((each) => each.type === sampleType) ?? types[profile.header.defaultSampleType];
  if (!type) return { problem: 'The recordings have no sample type in common.' };
  const view = open(profile);
  const totals = type.columns.map((column) => (view.weights[column] ?? new Float64Array()).reduce((a, b) => a + b, 0));
  return {
    ...common,
    valueType: { type: type.type, unit: type.unit },
    totals,
    slope: slopeOf(steps.at, totals),
    kinds: ['flat', 'cum', 'stacks'],
    rows: (of) => profileRows(view, type.columns, of, steps),
  };
}

function profileRows(view: View, columns: readonly number[], of: SeriesOf, steps: Steps): ShownSeries[] {
  const placeOf = (frame: FrameIndex): GoroutineFrame => ({
    function: view.frames.functionName[frame] ?? '',
    file: view.frames.file[frame] ?? '',
    line: 0,
  });
  if (of !== 'stacks')
    return functionSeries(view, columns, of === 'cum' ? 'cum' : 'flat', steps).map((row) => ({
      ...row,
      full: row.name,
      place: placeOf(row.frame),
    }));
  return stackSeries(view, columns, steps).map((row) => {
    const names = row.frames.map((frame) => view.frames.name[frame] ?? '');
    const frame = row.frames[0];
    const short = names.slice(0, 4).map(shortName).join(' ← ');
    return {
      ...row,
      name: names.length > 4 ? `${short} ← …` : short,
      full: names.join('\n'),
      frame,
      place: frame === undefined ? undefined : placeOf(frame),
    };
  });
}

function timeOf({ content }: Recording): number {
  return content.kind === 'profile' ? content.profile.header.timeNanos : 0;
}

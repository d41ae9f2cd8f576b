import { defaultSampleType } from './decode/header.ts';
import { equalTypes, incompatible, makeCompatible } from './merge/compatible.ts';
import { Merger } from './merge/merger.ts';
import { mergeSamples } from './merge/mergeSamples.ts';
import { ratiosTo, scaleValues } from './merge/scaleValues.ts';
import { type ProfileProblem, problem } from './problem.ts';
import type { Profile, ProfileHeader, SampleTypeIndex, ValueType } from './profile.ts';
import { failure, type Result, success } from './result.ts';
import { StringTable } from './stringTable.ts';
import { baseLabel } from './view/weights.ts';

export interface BaseOptions {
  /** diff_base keeps the base's samples apart, so that percentages are of the base; base lets them cancel. */
  readonly mode: 'base' | 'diff_base';
  /** Scale the profile to the base's total first, per sample type. */
  readonly normalize?: boolean;
}

/** What `go tool pprof -base` and `-diff_base` make of two profiles: one profile with the base's values negated. */
export function subtractBase(
  profile: Profile,
  base: Profile,
  { mode, normalize = false }: BaseOptions,
): Result<Profile, ProfileProblem> {
  if (normalize && !equalTypes(profile, base)) {
    return failure(incompatible([profile.header.sampleTypes, base.header.sampleTypes]));
  }
  const normalized = normalize ? scaleValues(profile, ratiosTo(base, profile)) : profile;
  const negated = scaleValues(
    base,
    base.header.sampleTypes.map(() => -1),
  );
  const compatible = makeCompatible([normalized, negated]);
  if (!compatible.ok) return compatible;
  const [first, second] = compatible.value;
  return success(merge([{ profile: first! }, { profile: second!, isDiffBase: mode === 'diff_base' }]));
}

/** The sum of several profiles of one kind. */
export function mergeProfiles(profiles: readonly Profile[]): Result<Profile, ProfileProblem> {
  const [first] = profiles;
  if (!first) return failure(problem('empty', 'There is no profile to merge.'));
  if (profiles.length === 1) return success(first);
  const compatible = makeCompatible(profiles);
  if (!compatible.ok) return compatible;
  return success(merge(compatible.value.map((profile) => ({ profile }))));
}

/** Before and after as two columns on the same stacks. */
export interface Comparison {
  /** Open a view of it and take `weights[before]` and `weights[after]`. */
  readonly profile: Profile;
  readonly types: readonly (ValueType & { readonly before: SampleTypeIndex; readonly after: SampleTypeIndex })[];
}

/**
 * Puts two profiles of one kind side by side. Sample types that only one of them has are left out. `normalize` scales the
 * newer one to the older one's total first, per sample type, as pprof's flag does: what remains is what changed its share.
 */
export function compareProfiles(
  before: Profile,
  after: Profile,
  { normalize = false }: { readonly normalize?: boolean } = {},
): Result<Comparison, ProfileProblem> {
  const compatible = makeCompatible([after, before]);
  if (!compatible.ok) return compatible;
  const [newer, older] = compatible.value as [Profile, Profile];
  const scaled = normalize ? scaleValues(newer, ratiosTo(older, newer)) : newer;
  const { profile, types } = sideBySide([scaled, older]);
  return success({
    profile,
    types: types.map(({ columns: [newest, oldest], ...type }) => ({ ...type, after: newest!, before: oldest! })),
  });
}

/** Several recordings of one kind as columns on the same stacks. */
export interface SideBySide {
  /** Open a view of it and take `weights[columns[i]]` for recording i. */
  readonly profile: Profile;
  readonly types: readonly (ValueType & { readonly columns: readonly SampleTypeIndex[] })[];
}

/** Puts profiles of one kind side by side. Sample types that not all of them have are left out. */
export function alignProfiles(profiles: readonly Profile[]): Result<SideBySide, ProfileProblem> {
  const compatible = makeCompatible(profiles);
  return compatible.ok ? success(sideBySide(compatible.value)) : compatible;
}

/** The columns of the first one come first, so that a sample type keeps its number. */
function sideBySide(profiles: readonly Profile[]): SideBySide {
  const sampleTypes = profiles[0]?.header.sampleTypes ?? [];
  const columnsOf = (recording: number): number[] =>
    sampleTypes.map((_, type) => recording * sampleTypes.length + type);
  const profile = merge(profiles.map((each, i) => ({ profile: each, columns: columnsOf(i) })));
  const types = sampleTypes.map((type, i) => ({ ...type, columns: profiles.map((_, p) => columnsOf(p)[i]!) }));
  return { profile, types };
}

interface MergeInput {
  readonly profile: Profile;
  /** Gives the samples the label by which pprof knows the base of a comparison. */
  readonly isDiffBase?: boolean;
  /** Where the columns go; without it columns of one sample type are added up. */
  readonly columns?: readonly number[];
}

function merge(inputs: readonly MergeInput[]): Profile {
  const profiles = inputs.map(({ profile }) => profile);
  const merger = new Merger();
  for (const profile of profiles) merger.add(profile);
  const labelSets = inputs.map(({ profile, isDiffBase }) =>
    merger.labels.add(profile, isDiffBase ? baseLabel : undefined),
  );
  const { columns: stacks, numbers } = merger.stacks(profiles);
  const labels = merger.labels.columns();
  const sources = inputs.map(({ profile, columns }, i) => ({
    profile,
    stacks: numbers[i]!,
    labelSets: labelSets[i]!,
    columns: columns ?? profile.samples.values.map((_, type) => type),
  }));
  const columnCount = 1 + Math.max(-1, ...sources.flatMap(({ columns }) => columns));
  const strings = merger.strings.columns();
  return {
    header: mergeHeaders(profiles, columnCount),
    samples: mergeSamples(sources, columnCount, labels.count),
    stacks,
    labels,
    locations: merger.locations(),
    lines: merger.lines(),
    functions: merger.functions(),
    mappings: merger.mappings(),
    strings,
    text: new StringTable(strings),
  };
}

/** The earliest time, the longest period, the sum of durations; the rest is the first profile's. */
function mergeHeaders(profiles: readonly Profile[], columns: number): ProfileHeader {
  const headers = profiles.map(({ header }) => header);
  const first = headers[0]!;
  const times = headers.map(({ timeNanos }) => timeNanos).filter((time) => time !== 0);
  const defaultSampleTypeName =
    headers.find((header) => header.defaultSampleTypeName !== '')?.defaultSampleTypeName ?? '';
  return {
    ...first,
    sampleTypes: Array.from({ length: columns }, (_, i) => first.sampleTypes[i % first.sampleTypes.length]!),
    defaultSampleTypeName,
    defaultSampleType: defaultSampleType(first.sampleTypes, defaultSampleTypeName),
    timeNanos: times.length === 0 ? 0 : Math.min(...times),
    durationNanos: headers.reduce((sum, { durationNanos }) => sum + durationNanos, 0),
    period: Math.max(...headers.map(({ period }) => period)),
    comments: [...new Set(headers.flatMap(({ comments }) => comments))],
    docUrl: headers.find(({ docUrl }) => docUrl !== '')?.docUrl ?? '',
  };
}

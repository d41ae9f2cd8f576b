import { type ProfileProblem, problem } from './problem.ts';
import type { Profile, SampleTypeIndex } from './profile.ts';
import { failure, type Result, success } from './result.ts';
import { dropFrames } from './view/dropFrames.ts';
import { type FrameColumns, type Granularity, type LocationFrames, makeFrames } from './view/frameTable.ts';
import { withLabelFrames } from './view/labelFrames.ts';
import { compileOptional, type Pattern } from './view/pattern.ts';
import { StackFilter } from './view/stackFilter.ts';
import { type MatchingSets, matchLabelSets } from './view/tagFilter.ts';
import { sumByStack, totalOf } from './view/weights.ts';

/** What to show of a profile: pprof's own filters, RE2 regular expressions, absent or empty if unused. */
export interface ViewSpec {
  readonly focus?: string;
  readonly ignore?: string;
  readonly hide?: string;
  readonly show?: string;
  readonly showFrom?: string;
  readonly pruneFrom?: string;
  readonly tagFocus?: string;
  readonly tagIgnore?: string;
  /** Label keys whose values become frames at the root, the first outermost. */
  readonly tagRoot?: readonly string[];
  /** Label keys whose values become frames at the leaf, the last innermost. */
  readonly tagLeaf?: readonly string[];
  readonly noInlines?: boolean;
  readonly granularity?: Granularity;
  /** Shares are of what the filters left, not of the whole profile. */
  readonly relativePercentages?: boolean;
}

/** Position in `frames`. */
export type FrameIndex = number & { readonly frame?: never };

/** A profile seen through a spec: which frames each stack shows, and what each stack weighs. All tables derive from it. */
export interface View {
  /** The profile the stacks below belong to: the one given, or one with the spec's own frames added. */
  readonly profile: Profile;
  readonly spec: ViewSpec;
  readonly frames: FrameColumns;
  /** The frames of each location; none where a filter hides it. */
  readonly locationFrames: LocationFrames;
  /** Of stack s, `profile.stacks.locations[starts[s]] … [ends[s] - 1]` are shown, leaf first. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Per sample type, the summed value of each stack; 0 for stacks that are filtered out. */
  readonly weights: readonly Float64Array[];
  /** Per sample type, what percentages are of: pprof's total. */
  readonly totals: Float64Array;
  /** Per sample type, what passed the filters (sum of absolute values of samples). */
  readonly kept: Float64Array;
  /** Options that matched nothing, as pprof says it ("Focus expression matched no samples"). */
  readonly warnings: readonly string[];
}

/** Applies the filters in pprof's order. Fails with `bad-filter` on a malformed regular expression. */
export function openView(profile: Profile, spec: ViewSpec): Result<View, ProfileProblem> {
  const patterns = compileAll(spec);
  if (!patterns.ok) return patterns;
  const framed = withLabelFrames(dropFrames(profile), spec.tagRoot ?? [], spec.tagLeaf ?? []);
  const filter = new StackFilter(framed);
  applyPatterns(filter, patterns.value);
  const sets = matchTags(framed, spec, filter.warnings);
  if (!sets.ok) return sets;
  if (spec.noInlines) filter.noInlines();
  const frames = makeFrames(framed, spec.granularity ?? 'functions', filter.lineVisible, filter.locationHidden);
  const isKept = { stacks: filter.kept, sets: sets.value };
  const isAll = sets.value === undefined && !filter.kept.includes(0);
  const totals = Float64Array.from(framed.samples.values, (values) => totalOf(framed, values));
  const kept = isAll ? totals : Float64Array.from(framed.samples.values, (values) => totalOf(framed, values, isKept));
  return success({
    profile: framed,
    spec,
    frames: frames.columns,
    locationFrames: frames.ofLocation,
    starts: filter.starts,
    ends: filter.ends,
    weights: framed.samples.values.map((values) => sumByStack(framed, values, isKept)),
    totals: spec.relativePercentages ? kept : totals,
    kept,
    warnings: filter.warnings,
  });
}

/** The sample type that `name` means: a type, `inuse_` + type, a position, or '' for the default. */
export function sampleTypeByName({ header }: Profile, name: string): Result<SampleTypeIndex, ProfileProblem> {
  const { sampleTypes } = header;
  if (sampleTypes.length === 0) {
    return failure(problem('unknown-sample-type', 'The profile is empty: it has no sample types.'));
  }
  if (name === '') return success(header.defaultSampleType);
  const named = sampleTypes.findIndex(({ type }) => type === name || type === name.replace(/^inuse_/, ''));
  const index = /^\d+$/.test(name) ? Number(name) : named;
  if (index >= 0 && index < sampleTypes.length) return success(index);
  const types = sampleTypes.map(({ type }) => type).join(', ');
  return failure(problem('unknown-sample-type', `The profile has no sample type ${name}. It has: ${types}.`));
}

const patternOptions = ['focus', 'ignore', 'hide', 'show', 'showFrom', 'pruneFrom'] as const;

type Patterns = Record<(typeof patternOptions)[number], Pattern | undefined>;

function compileAll(spec: ViewSpec): Result<Patterns, ProfileProblem> {
  const patterns: Partial<Patterns> = {};
  for (const option of patternOptions) {
    const compiled = compileOptional(option, spec[option]);
    if (!compiled.ok) return compiled;
    patterns[option] = compiled.value;
  }
  return success(patterns as Patterns);
}

function applyPatterns(filter: StackFilter, patterns: Patterns): void {
  filter.byName(patterns);
  if (patterns.showFrom) filter.showFrom(patterns.showFrom);
  if (patterns.pruneFrom) filter.pruneFrom(patterns.pruneFrom);
}

/** Per label set 1 if the tag filters keep it; undefined if there are none. */
function matchTags(
  profile: Profile,
  { tagFocus = '', tagIgnore = '' }: ViewSpec,
  warnings: string[],
): Result<MatchingSets | undefined, ProfileProblem> {
  if (tagFocus === '' && tagIgnore === '') return success(undefined);
  const kept = new Uint8Array(profile.labels.count).fill(1);
  if (tagFocus !== '') {
    const focused = matchLabelSets(profile, 'tagfocus', tagFocus);
    if (!focused.ok) return focused;
    if (!focused.value.includes(1)) warnings.push('TagFocus expression matched no samples');
    for (let set = 0; set < kept.length; set++) kept[set]! &= focused.value[set]!;
  }
  if (tagIgnore !== '') {
    const ignored = matchLabelSets(profile, 'tagignore', tagIgnore);
    if (!ignored.ok) return ignored;
    if (!ignored.value.includes(1)) warnings.push('TagIgnore expression matched no samples');
    for (let set = 0; set < kept.length; set++) kept[set]! &= 1 - ignored.value[set]!;
  }
  return success(kept);
}

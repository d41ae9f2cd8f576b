import { type CodeOwner, codeOwner } from './codeOwner.ts';
import { type ProfileProblem, problem } from './problem.ts';
import type { Profile, SampleTypeIndex } from './profile.ts';
import { failure, type Result, success } from './result.ts';
import { dropFrames } from './view/dropFrames.ts';
import { type FrameColumns, type Granularity, type LocationFrames, makeFrames } from './view/frameTable.ts';
import { withLabelFrames } from './view/labelFrames.ts';
import { compilePattern, type Pattern } from './view/pattern.ts';
import { StackFilter } from './view/stackFilter.ts';
import { type MatchingSets, matchLabelSets, parseTagFilter } from './view/tagFilter.ts';
import { sumByStack, totalOf } from './view/weights.ts';

/** No, one or several expressions; empty ones do nothing. */
export type Expressions = string | readonly string[];

/**
 * What to show of a profile: pprof's own filters, RE2 regular expressions, absent or empty if unused. Where pprof takes
 * one expression there may be several here: all of them must match for focus and tagFocus, any for the others.
 */
export interface ViewSpec {
  readonly focus?: Expressions;
  readonly ignore?: Expressions;
  readonly hide?: Expressions;
  readonly show?: Expressions;
  readonly showFrom?: Expressions;
  readonly pruneFrom?: Expressions;
  readonly tagFocus?: Expressions;
  readonly tagIgnore?: Expressions;
  /** Owners whose frames are hidden, decided by function; `ownModules` are the import paths of one's own modules. */
  readonly hiddenOwners?: readonly CodeOwner[];
  readonly ownModules?: readonly string[];
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
  /** Per sample type, the total before filters, whatever percentages are of. */
  readonly wholes: Float64Array;
  /** Per sample type, what passed the filters (sum of absolute values of samples). */
  readonly kept: Float64Array;
  /** Per stack of `profile` 1 if it passed the filters by name; per label set 1 if it passed those by label. */
  readonly keptStacks: Uint8Array;
  /** Undefined where no filter asks for labels. */
  readonly keptSets: Uint8Array | undefined;
  /** Per line of `profile` 1 if it is shown; per location 1 if none of it is. */
  readonly lineVisible: Uint8Array;
  readonly locationHidden: Uint8Array;
  /** Options that matched nothing, as pprof says it ("Focus expression matched no samples"). */
  readonly warnings: readonly string[];
}

/** Applies the filters in pprof's order. Fails with `bad-filter` on a malformed regular expression. */
export function openView(profile: Profile, spec: ViewSpec): Result<View, ProfileProblem> {
  const patterns = compileAll(spec);
  if (!patterns.ok) return patterns;
  const framed = withLabelFrames(dropFrames(profile), spec.tagRoot ?? [], spec.tagLeaf ?? []);
  const filter = new StackFilter(framed);
  applyPatterns(filter, patterns.value, hiddenFunctions(framed, spec));
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
    wholes: totals,
    kept,
    keptStacks: filter.kept,
    keptSets: sets.value,
    lineVisible: filter.lineVisible,
    locationHidden: filter.locationHidden,
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

type Patterns = Record<(typeof patternOptions)[number], readonly Pattern[]>;

function compileAll(spec: ViewSpec): Result<Patterns, ProfileProblem> {
  const patterns: Partial<Record<keyof Patterns, Pattern[]>> = {};
  for (const option of patternOptions) {
    patterns[option] = [];
    for (const source of listOf(spec[option])) {
      const compiled = compilePattern(pprofName(option), source);
      if (!compiled.ok) return compiled;
      patterns[option].push(compiled.value);
    }
  }
  return success(patterns as Patterns);
}

/** The expressions that say anything. */
export function listOf(expressions: Expressions | undefined): readonly string[] {
  const list = typeof expressions === 'string' ? [expressions] : (expressions ?? []);
  return list.filter((source) => source !== '');
}

/** `show_from` of `showFrom`. */
function pprofName(option: string): string {
  return option.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`);
}

function applyPatterns(filter: StackFilter, patterns: Patterns, hidden: Uint8Array | undefined): void {
  const { focus, ignore, hide, show, showFrom, pruneFrom } = patterns;
  filter.byName({
    focus,
    ignore: anyOf(ignore),
    hide: anyOf(hide),
    show: anyOf(show),
    hiddenFunctions: hidden,
  });
  const [from, until] = [anyOf(showFrom), anyOf(pruneFrom)];
  if (from) filter.showFrom(from);
  if (until) filter.pruneFrom(until);
}

function anyOf(patterns: readonly Pattern[]): Pattern | undefined {
  if (patterns.length < 2) return patterns[0];
  return (text) => patterns.some((pattern) => pattern(text));
}

/** Per function 1 if its owner is hidden; undefined if none is. */
function hiddenFunctions(
  { functions, text }: Profile,
  { hiddenOwners = [], ownModules = [] }: ViewSpec,
): Uint8Array | undefined {
  if (hiddenOwners.length === 0) return undefined;
  return Uint8Array.from(functions.name, (name, i) =>
    Number(hiddenOwners.includes(codeOwner(text.at(name), text.at(functions.file[i]!), ownModules))),
  );
}

/** Per label set 1 if the tag filters keep it; undefined if there are none. */
function matchTags(
  profile: Profile,
  { tagFocus, tagIgnore }: ViewSpec,
  warnings: string[],
): Result<MatchingSets | undefined, ProfileProblem> {
  const [focused, ignored] = [listOf(tagFocus), listOf(tagIgnore)];
  if (focused.length + ignored.length === 0) return success(undefined);
  const kept = new Uint8Array(profile.labels.count).fill(1);
  for (const [option, sources, wanted] of [
    ['TagFocus', focused, 1],
    ['TagIgnore', ignored, 0],
  ] as const) {
    for (const source of sources) {
      const filter = parseTagFilter(option.toLowerCase(), source);
      if (!filter.ok) return filter;
      const matching = matchLabelSets(profile, filter.value);
      if (!matching.includes(1)) warnings.push(`${option} expression matched no samples`);
      for (let set = 0; set < kept.length; set++) if (matching[set] !== wanted) kept[set] = 0;
    }
  }
  return success(kept);
}

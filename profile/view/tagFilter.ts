import { type ProfileProblem, problem } from '../problem.ts';
import type { Profile } from '../profile.ts';
import { failure, type Result, success } from '../result.ts';
import { scale } from '../units.ts';
import { numericUnits } from './labelKinds.ts';
import { compilePattern, type Pattern } from './pattern.ts';

/** Per label set of the profile: 1 if it matches. */
export type MatchingSets = Uint8Array;

/** A range of numbers with their unit. */
type Range = (value: number, unit: string) => boolean;

/** A tagfocus or tagignore, ready to be asked of labels. */
export interface TagFilter {
  /** The key that it is narrowed to; '' for any. */
  readonly key: string;
  /** Set for a filter of numbers; `patterns` is then empty. */
  readonly range: Range | undefined;
  /** Over the value with a key (any of them), over `key:value` without (all of them). */
  readonly patterns: readonly Pattern[];
}

/**
 * pprof's tagfocus and tagignore: `key=` narrows to one key; then a number or range with units (`32kb`, `1mb:`,
 * `:64kb`, `1kb:2mb`) over numeric labels, or regular expressions separated by commas over the strings.
 */
export function parseTagFilter(option: string, source: string): Result<TagFilter, ProfileProblem> {
  const equals = source.indexOf('=');
  const key = equals < 0 ? '' : source.slice(0, equals);
  const wanted = source.slice(equals + 1);
  const range = parseRange(option, wanted);
  if (!range.ok) return range;
  if (range.value) return success({ key, range: range.value, patterns: [] });
  const patterns: Pattern[] = [];
  for (const part of wanted.split(',')) {
    const pattern = compilePattern(option, part);
    if (!pattern.ok) return pattern;
    patterns.push(pattern.value);
  }
  return success({ key, range: undefined, patterns });
}

export function matchLabelSets(profile: Profile, { key, range, patterns }: TagFilter): MatchingSets {
  if (range) return matchNumbers(profile, key, range);
  return key === '' ? matchPairs(profile, patterns) : matchValues(profile, key, patterns);
}

/** A filter that is no range is undefined. */
function parseRange(option: string, source: string): Result<Range | undefined, ProfileProblem> {
  const found = [...source.matchAll(/([+-]?\d+)([A-Za-z]+)?/g)].slice(0, 2);
  const [first, second] = found;
  if (!first) return success(undefined);
  const numbers = found.map(([, digits]) => Number(digits));
  if (numbers.some((number) => Math.abs(number) >= 2 ** 63)) {
    return failure(problem('bad-filter', `A number in the ${option} filter is too large: use a unit such as GB.`));
  }
  const from = scale(numbers[0]!, first[2] ?? '', first[2] ?? '');
  const inUnit =
    (test: (value: number) => boolean): Range =>
    (value, unit) => {
      const scaled = scale(value, unit, from.unit);
      return scaled.unit === from.unit && test(scaled.value);
    };
  if (!second) {
    if (source === first[0]) return success(inUnit((value) => value === from.value));
    if (source === `${first[0]}:`) return success(inUnit((value) => value >= from.value));
    if (source === `:${first[0]}`) return success(inUnit((value) => value <= from.value));
    return success(undefined);
  }
  const to = scale(numbers[1]!, second[2] ?? '', from.unit);
  if (source !== `${first[0]}:${second[0]}` || to.unit !== from.unit) return success(undefined);
  return success(inUnit((value) => value >= from.value && value <= to.value));
}

function matchNumbers(profile: Profile, key: string, range: Range): MatchingSets {
  const { labels, text } = profile;
  const units = numericUnits(profile);
  return someLabel(profile, (row) => {
    if (labels.string[row] !== 0) return false;
    const name = text.at(labels.key[row]!);
    return (key === '' || key === name) && range(labels.number[row]!, units.get(name) ?? '');
  });
}

function matchValues(profile: Profile, key: string, patterns: readonly Pattern[]): MatchingSets {
  const { labels, text } = profile;
  return someLabel(profile, (row) => {
    if (labels.string[row] === 0 || text.at(labels.key[row]!) !== key) return false;
    const value = text.at(labels.string[row]!);
    return patterns.some((pattern) => pattern(value));
  });
}

function matchPairs(profile: Profile, patterns: readonly Pattern[]): MatchingSets {
  const { labels, text } = profile;
  const perPattern = patterns.map((pattern) =>
    someLabel(profile, (row) => {
      if (labels.string[row] === 0) return false;
      return pattern(`${text.at(labels.key[row]!)}:${text.at(labels.string[row]!)}`);
    }),
  );
  return Uint8Array.from({ length: labels.count }, (_, set) => Number(perPattern.every((sets) => sets[set] === 1)));
}

function someLabel({ labels }: Profile, test: (row: number) => boolean): MatchingSets {
  const matching = new Uint8Array(labels.count);
  for (let set = 0; set < labels.count; set++) {
    for (let row = labels.starts[set]!; row < labels.starts[set + 1]! && matching[set] === 0; row++) {
      if (test(row)) matching[set] = 1;
    }
  }
  return matching;
}

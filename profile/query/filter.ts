import { type ProfileProblem, problem } from '../problem.ts';
import { failure, type Result, success } from '../result.ts';
import { compilePattern } from '../view/pattern.ts';
import { parseTagFilter } from '../view/tagFilter.ts';

/** pprof's filters by its own names, in the order in which it applies them. */
export const filterKinds = [
  'tagroot',
  'tagleaf',
  'focus',
  'ignore',
  'hide',
  'show',
  'show_from',
  'tagfocus',
  'tagignore',
  'prune_from',
] as const;

export type FilterKind = (typeof filterKinds)[number];

/** One filter: a regular expression (RE2), for the tag filters pprof's syntax of labels, for tagroot and tagleaf a key. */
export interface Filter {
  readonly kind: FilterKind;
  readonly value: string;
}

/** What each filter does, in a few words. */
export const filterMeaning: Readonly<Record<FilterKind, string>> = {
  focus: 'only samples with a matching frame',
  ignore: 'no samples with a matching frame',
  hide: 'matching frames are left out of their stacks',
  show: 'only matching frames are left in their stacks',
  show_from: 'what lies above the match nearest to the root is left out',
  prune_from: 'what lies below the match nearest to the leaf is left out',
  tagfocus: 'only samples with a matching label',
  tagignore: 'no samples with a matching label',
  tagroot: 'the values of a label become the outermost frames',
  tagleaf: 'the values of a label become the innermost frames',
};

/** What was typed: `hide=runtime`, in pprof's spelling or with a dash, or a bare value of the kind chosen beside it. */
export function parseFilter(text: string, otherwise: FilterKind): Filter {
  const [, name = '', value = ''] = /^-{0,2}([a-z]+(?:[_-][a-z]+)?)\s*=(.*)$/s.exec(text.trim()) ?? [];
  const kind = filterKinds.find((each) => each === name.replace('-', '_'));
  return kind ? { kind, value: value.trim() } : { kind: otherwise, value: text.trim() };
}

/** `hide=runtime`: what `parseFilter` reads. */
export function filterText({ kind, value }: Filter): string {
  return `${kind}=${value}`;
}

/** The filter, if pprof would take it; else `bad-filter` and what is wrong. */
export function checkFilter(filter: Filter): Result<Filter, ProfileProblem> {
  const { kind, value } = filter;
  if (value === '') return failure(problem('bad-filter', `Say what to ${askFor[kind]}.`));
  if (kind === 'tagroot' || kind === 'tagleaf') return success(filter);
  const compiled =
    kind === 'tagfocus' || kind === 'tagignore' ? parseTagFilter(kind, value) : compilePattern(kind, value);
  return compiled.ok ? success(filter) : compiled;
}

const askFor: Readonly<Record<FilterKind, string>> = {
  focus: 'focus on: a regular expression for functions or files',
  ignore: 'ignore: a regular expression for functions or files',
  hide: 'hide: a regular expression for functions or files',
  show: 'show: a regular expression for functions or files',
  show_from: 'show from: a regular expression for functions or files',
  prune_from: 'prune from: a regular expression for functions',
  tagfocus: 'focus on: key=value, or a range such as bytes=1kb:2mb',
  tagignore: 'ignore: key=value, or a range such as bytes=1kb:2mb',
  tagroot: 'take as root: the key of a label',
  tagleaf: 'take as leaf: the key of a label',
};

/** A regular expression for the text itself, as Go's regexp.QuoteMeta makes it. */
export function quoteMeta(text: string): string {
  return text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');
}

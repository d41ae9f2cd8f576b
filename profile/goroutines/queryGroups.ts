import { codeOwner } from '../codeOwner.ts';
import type { FilterKind } from '../query/filter.ts';
import type { ViewQuery } from '../query/viewQuery.ts';
import { compilePattern, type Pattern } from '../view/pattern.ts';
import { simplifiedName } from '../view/simplifiedName.ts';
import { parseTagFilter, type TagFilter } from '../view/tagFilter.ts';
import {
  type GoroutineFrame,
  type GoroutineGroup,
  type GoroutineSet,
  goroutineSet,
  topFrameOf,
} from './goroutineGroup.ts';
import { mergeGroups } from './merge.ts';

/** The filters that goroutines know: all but those that make frames of labels. */
export const goroutineFilters = [
  'focus',
  'ignore',
  'hide',
  'show',
  'show_from',
  'prune_from',
  'tagfocus',
  'tagignore',
] as const satisfies readonly FilterKind[];

/**
 * The goroutines that a query lets pass, with the frames that it leaves of their stacks, by the rules of `openView`. A
 * group of which no frame is left goes. Filters that are no valid expression do nothing. With `isSelected`, groups come from
 * samples to which focus, ignore and the tag filters were applied with all their frames, the runtime's too: all stay.
 */
export function queriedGoroutines(
  set: GoroutineSet,
  query: ViewQuery,
  ownModules: readonly string[],
  isSelected = false,
): GoroutineSet {
  if (query.filters.length + query.hiddenOwners.length === 0) return set;
  const filters = new GroupFilters(query);
  const groups: GoroutineGroup[] = [];
  for (const group of set.groups) {
    if (!isSelected && !filters.selects(group)) continue;
    const frames = filters.trim(group.frames, query, ownModules);
    if (frames === group.frames) groups.push(group);
    else if (frames.length > 0 || isSelected) groups.push({ ...group, frames, topFrame: topFrameOf(frames) });
  }
  // What tells goroutines apart by more than their stack stays apart.
  const isBare = groups.every(({ ids, createdBy }) => ids.length === 0 && createdBy === undefined);
  return goroutineSet(isBare ? mergeGroups(groups) : groups, set.truncated);
}

class GroupFilters {
  readonly #patterns = new Map<FilterKind, Pattern[]>();
  readonly #tags: { readonly filter: TagFilter; readonly wanted: boolean }[] = [];

  constructor({ filters }: ViewQuery) {
    for (const { kind, value } of filters) {
      if (kind === 'tagfocus' || kind === 'tagignore') {
        const parsed = parseTagFilter(kind, value);
        if (parsed.ok) this.#tags.push({ filter: parsed.value, wanted: kind === 'tagfocus' });
        continue;
      }
      const compiled = compilePattern(kind, value);
      if (compiled.ok) this.#patterns.set(kind, [...this.#of(kind), compiled.value]);
    }
  }

  selects({ frames, labels }: GoroutineGroup): boolean {
    return (
      this.#of('focus').every((pattern) => frames.some((frame) => isMatch(frame, pattern))) &&
      !this.#of('ignore').some((pattern) => frames.some((frame) => isMatch(frame, pattern))) &&
      this.#tags.every(({ filter, wanted }) => hasLabel(labels, filter) === wanted)
    );
  }

  /** The same array if all frames stay. */
  trim(
    frames: readonly GoroutineFrame[],
    { hiddenOwners }: ViewQuery,
    ownModules: readonly string[],
  ): readonly GoroutineFrame[] {
    const [hide, show, from, until] = (['hide', 'show', 'show_from', 'prune_from'] as const).map((k) => this.#of(k));
    const any = (patterns: readonly Pattern[] | undefined, frame: GoroutineFrame): boolean =>
      patterns?.some((pattern) => isMatch(frame, pattern)) ?? false;
    let kept = frames.filter(
      (frame) =>
        !any(hide, frame) &&
        (show?.length === 0 || any(show, frame)) &&
        !hiddenOwners.includes(codeOwner(frame.function, frame.file, ownModules)),
    );
    // Leaf first: what was called by the match stands before it.
    if (from && from.length > 0) kept = kept.slice(0, kept.findLastIndex((frame) => any(from, frame)) + 1);
    const pruned = kept.findIndex((frame) => until?.some((pattern) => pattern(simplifiedName(frame.function))));
    if (pruned > 0) kept = kept.slice(pruned);
    return kept.length === frames.length ? frames : kept;
  }

  #of(kind: FilterKind): Pattern[] {
    return this.#patterns.get(kind) ?? [];
  }
}

const isMatch = (frame: GoroutineFrame, pattern: Pattern): boolean => pattern(frame.function) || pattern(frame.file);

/** Labels of text dumps are strings. */
function hasLabel(labels: GoroutineGroup['labels'], { key, range, patterns }: TagFilter): boolean {
  if (range) return false;
  if (key !== '') return labels.some(([name, value]) => name === key && patterns.some((pattern) => pattern(value)));
  return patterns.every((pattern) => labels.some(([name, value]) => pattern(`${name}:${value}`)));
}

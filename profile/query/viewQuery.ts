import { type CodeOwner, codeOwners } from '../codeOwner.ts';
import { type Granularity, granularities } from '../view/frameTable.ts';
import type { ViewSpec } from '../view.ts';
import { checkFilter, type Filter, type FilterKind, filterKinds } from './filter.ts';

/** What a user asked to see of a profile: plain data, so that it can be kept, compared and undone. */
export interface ViewQuery {
  /** In the order in which they were added; each stands once. */
  readonly filters: readonly Filter[];
  /** Frames of these owners are left out of their stacks. */
  readonly hiddenOwners: readonly CodeOwner[];
  readonly granularity: Granularity;
  readonly noInlines: boolean;
  readonly relativePercentages: boolean;
}

export const emptyQuery: ViewQuery = {
  filters: [],
  hiddenOwners: [],
  granularity: 'functions',
  noInlines: false,
  relativePercentages: false,
};

/**
 * The query as a spec for `openView`. Of several filters of one kind, all of focus and tagfocus must match (each narrows
 * further), and any of the others (each takes away more, or for show and show_from keeps more).
 */
export function specOf(query: ViewQuery, ownModules: readonly string[]): ViewSpec {
  const of = (kind: FilterKind): string[] => query.filters.filter((f) => f.kind === kind).map((f) => f.value);
  return {
    focus: of('focus'),
    ignore: of('ignore'),
    hide: of('hide'),
    show: of('show'),
    showFrom: of('show_from'),
    pruneFrom: of('prune_from'),
    tagFocus: of('tagfocus'),
    tagIgnore: of('tagignore'),
    tagRoot: of('tagroot'),
    tagLeaf: of('tagleaf'),
    hiddenOwners: query.hiddenOwners,
    ownModules,
    granularity: query.granularity,
    noInlines: query.noInlines,
    relativePercentages: query.relativePercentages,
  };
}

/** How many filters are on; how frames are named and counted is none. */
export function filterCount({ filters, hiddenOwners }: ViewQuery): number {
  return filters.length + hiddenOwners.length;
}

export function withFilter(query: ViewQuery, filter: Filter): ViewQuery {
  if (hasFilter(query, filter)) return query;
  return { ...query, filters: [...query.filters, filter] };
}

export function withoutFilter(query: ViewQuery, filter: Filter): ViewQuery {
  return { ...query, filters: query.filters.filter((f) => !sameFilter(f, filter)) };
}

/** Puts a filter where another one stood. */
export function withFilterChanged(query: ViewQuery, from: Filter, to: Filter): ViewQuery {
  const without = hasFilter(query, to) && !sameFilter(from, to) ? withoutFilter(query, to) : query;
  return { ...without, filters: without.filters.map((f) => (sameFilter(f, from) ? to : f)) };
}

export function hasFilter(query: ViewQuery, filter: Filter): boolean {
  return query.filters.some((f) => sameFilter(f, filter));
}

export function withOwner(query: ViewQuery, owner: CodeOwner, isHidden: boolean): ViewQuery {
  const hiddenOwners = codeOwners.filter((o) => (o === owner ? isHidden : query.hiddenOwners.includes(o)));
  return { ...query, hiddenOwners };
}

/** What was kept of a query, as far as it still makes sense: it comes from outside. */
export function readQuery(kept: unknown): ViewQuery {
  if (typeof kept !== 'object' || kept === null) return emptyQuery;
  const { filters, hiddenOwners, granularity, noInlines, relativePercentages } = kept as Record<string, unknown>;
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  const readable = list(filters).flatMap(readFilter);
  return {
    filters: readable.filter((filter, i) => readable.findIndex((f) => sameFilter(f, filter)) === i),
    hiddenOwners: codeOwners.filter((owner) => list(hiddenOwners).includes(owner)),
    granularity: granularities.find((each) => each === granularity) ?? 'functions',
    noInlines: noInlines === true,
    relativePercentages: relativePercentages === true,
  };
}

function readFilter(kept: unknown): Filter[] {
  if (typeof kept !== 'object' || kept === null) return [];
  const { kind, value } = kept as Record<string, unknown>;
  const known = filterKinds.find((each) => each === kind);
  if (!known || typeof value !== 'string') return [];
  const checked = checkFilter({ kind: known, value });
  return checked.ok ? [checked.value] : [];
}

function sameFilter(left: Filter, right: Filter): boolean {
  return left.kind === right.kind && left.value === right.value;
}

import type { LabelFacet, LabelValue } from '../../profile/labels/facets.ts';
import { textsFilter } from '../../profile/labels/valueFilter.ts';
import type { Filter } from '../../profile/query/filter.ts';
import {
  hasFilter,
  type ViewQuery,
  withFilter,
  withFilterChanged,
  withoutFilter,
} from '../../profile/query/viewQuery.ts';
import { readable } from '../filters/filterOn.ts';

/** What the filters say of a value: only it (and others of its key), or not it. */
export type LabelState = 'focus' | 'ignore' | undefined;

export function stateOf(query: ViewQuery, facet: LabelFacet, value: LabelValue): LabelState {
  if (hasFilter(query, { kind: 'tagignore', value: value.filter })) return 'ignore';
  if (hasFilter(query, { kind: 'tagfocus', value: value.filter })) return 'focus';
  return value.number === undefined && chosenTexts(query, facet)?.texts.includes(value.text) ? 'focus' : undefined;
}

/** Narrows to a value, or also to it where others of its key are chosen already; a second time takes it back. */
export function toggleFocus(query: ViewQuery, facet: LabelFacet, value: LabelValue): ViewQuery {
  const state = stateOf(query, facet, value);
  const free = state === 'ignore' ? withoutFilter(query, { kind: 'tagignore', value: value.filter }) : query;
  const chosen = chosenTexts(free, facet);
  if (chosen && value.number === undefined && isText(facet, value)) {
    const texts = state === 'focus' ? chosen.texts.filter((t) => t !== value.text) : [...chosen.texts, value.text];
    if (texts.length === 0) return withoutFilter(free, chosen.filter);
    return withFilterChanged(free, chosen.filter, { kind: 'tagfocus', value: textsFilter(facet.key, texts) });
  }
  const wanted: Filter = { kind: 'tagfocus', value: value.filter };
  if (state === 'focus') return withoutFilter(free, wanted);
  // Of numbers one range at a time: pprof has no way to ask for two.
  const range = free.filters.find((f) => f.kind === 'tagfocus' && f.value.startsWith(`${facet.key}=`));
  return range && !chosen ? withFilterChanged(free, range, wanted) : withFilter(free, wanted);
}

export function toggleIgnore(query: ViewQuery, facet: LabelFacet, value: LabelValue): ViewQuery {
  const wanted: Filter = { kind: 'tagignore', value: value.filter };
  const state = stateOf(query, facet, value);
  if (state === 'ignore') return withoutFilter(query, wanted);
  return withFilter(state === 'focus' ? toggleFocus(query, facet, value) : query, wanted);
}

/** Makes the values of a key the outermost or innermost frames, or takes that back. */
export function toggleFrames(query: ViewQuery, kind: 'tagroot' | 'tagleaf', key: string): ViewQuery {
  const filter: Filter = { kind, value: key };
  return hasFilter(query, filter) ? withoutFilter(query, filter) : withFilter(query, filter);
}

/** Strings whose filter has the form `key=^text$`. */
const isText = (facet: LabelFacet, value: LabelValue): boolean => value.filter === textsFilter(facet.key, [value.text]);

/** The values of a key that a tagfocus made here narrows to. */
function chosenTexts(
  { filters }: ViewQuery,
  { key }: LabelFacet,
): { readonly filter: Filter; readonly texts: readonly string[] } | undefined {
  for (const filter of filters) {
    if (filter.kind !== 'tagfocus' || !filter.value.startsWith(`${key}=`)) continue;
    const patterns = filter.value.slice(key.length + 1).split(',');
    const texts = patterns.map((pattern) => readable(pattern.replaceAll('\\x2c', ',')));
    if (textsFilter(key, texts) === filter.value) return { filter, texts };
  }
  return undefined;
}

import { describe, expect, it } from 'vitest';
import { type LabelFacet, labelFacets } from '../../profile/labels/facets.ts';
import { emptyQuery, specOf, type ViewQuery, withFilter } from '../../profile/query/viewQuery.ts';
import { openView } from '../../profile/view.ts';
import { stateOf, toggleFocus, toggleFrames, toggleIgnore } from '../../webview/labels/labelFilters.ts';
import { labelRows } from '../../webview/labels/rows.ts';
import { sampleProfile } from '../profile/support/samples.ts';

const profile = sampleProfile('cpu-labelled.pb.gz');

function facetsOf(query: ViewQuery = emptyQuery, of = profile, type = 0): LabelFacet[] {
  const view = openView(of, specOf(query, []));
  if (!view.ok) throw new Error(view.error.message);
  return labelFacets(view.value, type);
}

const tenants = facetsOf().find(({ key }) => key === 'tenant')!;
const [a, c] = [tenants.values[0]!, tenants.values[1]!];
const filtersOf = (query: ViewQuery): string[] => query.filters.map(({ kind, value }) => `${kind} ${value}`);

describe('a value', () => {
  it('is focused on, with others of its key, and let go again', () => {
    const one = toggleFocus(emptyQuery, tenants, a);
    expect(filtersOf(one)).toEqual(['tagfocus tenant=^a$']);
    const two = toggleFocus(one, tenants, c);
    expect(filtersOf(two)).toEqual(['tagfocus tenant=^a$,^c$']);
    expect([stateOf(two, tenants, a), stateOf(two, tenants, c)]).toEqual(['focus', 'focus']);
    expect(filtersOf(toggleFocus(two, tenants, a))).toEqual(['tagfocus tenant=^c$']);
    expect(toggleFocus(toggleFocus(two, tenants, a), tenants, c)).toEqual(emptyQuery);
  });

  it('selects what it weighs, together with the others', () => {
    const two = toggleFocus(toggleFocus(emptyQuery, tenants, a), tenants, c);
    const view = openView(profile, specOf(two, []));
    expect(view.ok && view.value.kept[0]).toBe(a.weight + c.weight);
  });

  it('is ignored, and not both', () => {
    const ignored = toggleIgnore(toggleFocus(emptyQuery, tenants, a), tenants, a);
    expect(filtersOf(ignored)).toEqual(['tagignore tenant=^a$']);
    expect(stateOf(ignored, tenants, a)).toBe('ignore');
    expect(filtersOf(toggleIgnore(ignored, tenants, c))).toEqual(['tagignore tenant=^a$', 'tagignore tenant=^c$']);
    expect(filtersOf(toggleFocus(ignored, tenants, a))).toEqual(['tagfocus tenant=^a$']);
    expect(toggleIgnore(ignored, tenants, a)).toEqual(emptyQuery);
  });

  it('leaves filters of other keys and by hand alone', () => {
    const typed = withFilter(withFilter(emptyQuery, { kind: 'tagfocus', value: 'endpoint=^/users$' }), {
      kind: 'focus',
      value: 'sort',
    });
    expect(filtersOf(toggleFocus(typed, tenants, a))).toEqual([
      'tagfocus endpoint=^/users$',
      'focus sort',
      'tagfocus tenant=^a$',
    ]);
  });

  it('that is a number takes the place of another range', () => {
    const heap = sampleProfile('heap-after.pb.gz');
    const [bytes] = facetsOf(emptyQuery, heap, 3);
    const [first, second] = [bytes!.values[0]!, bytes!.values[1]!];
    const one = toggleFocus(emptyQuery, bytes!, first);
    const two = toggleFocus(one, bytes!, second);
    expect(filtersOf(two)).toEqual([`tagfocus ${second.filter}`]);
    expect(toggleFocus(two, bytes!, second)).toEqual(emptyQuery);
  });
});

it('a key becomes frames and stops being so', () => {
  const root = toggleFrames(emptyQuery, 'tagroot', 'tenant');
  expect(filtersOf(root)).toEqual(['tagroot tenant']);
  expect(toggleFrames(root, 'tagroot', 'tenant')).toEqual(emptyQuery);
});

describe('rows', () => {
  const told = (rows: ReturnType<typeof labelRows>): string[] =>
    rows.map((row) => `${row.level} ${row.kind === 'value' ? row.value.text : `${row.kind} ${row.facet.key}`}`);

  it('are keys and below them values, and what has no such label', () => {
    const rows = told(labelRows(facetsOf(), new Set(), undefined));
    expect(rows.filter((row) => row.startsWith('1'))).toEqual(['1 key endpoint', '1 key step', '1 key tenant']);
    expect(rows).toContain('2 /orders');
    expect(rows).toContain('2 without step');
  });

  it('hide the values of a closed key, and what a search does not match', () => {
    const closed = told(labelRows(facetsOf(), new Set(['kendpoint']), undefined));
    expect(closed).not.toContain('2 /orders');
    expect(told(labelRows(facetsOf(), new Set(), (text) => text === 'tenant=c'))).toEqual(['1 key tenant', '2 c']);
  });

  it('show many numbers as ranges, and a range its numbers', () => {
    const facets = facetsOf(emptyQuery, sampleProfile('heap-after.pb.gz'), 3);
    const rows = labelRows(facets, new Set(), undefined).filter(({ kind }) => kind === 'value');
    expect(facets[0]!.values.length).toBeGreaterThan(12);
    expect(rows).toHaveLength(12);
    const range = rows.find(({ canExpand }) => canExpand)!;
    const open = labelRows(facets, new Set([range.id]), undefined);
    expect(open.filter(({ level }) => level === 3).length).toBeGreaterThan(1);
    expect(new Set(open.map(({ id }) => id)).size).toBe(open.length);
  });
});

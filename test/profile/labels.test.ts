import { describe, expect, it } from 'vitest';
import { compareProfiles } from '../../profile/compare.ts';
import { decodeProfile } from '../../profile/decode.ts';
import { type LabelFacet, labelFacets } from '../../profile/labels/facets.ts';
import { groupNumbers } from '../../profile/labels/groupNumbers.ts';
import { textFilter, textsFilter } from '../../profile/labels/valueFilter.ts';
import type { Profile } from '../../profile/profile.ts';
import { openView, type View, type ViewSpec } from '../../profile/view.ts';
import { sampleProfile } from './support/samples.ts';
import { writeProfile } from './support/writeProfile.ts';

function viewOf(profile: Profile, spec: ViewSpec = {}): View {
  const view = openView(profile, spec);
  if (!view.ok) throw new Error(view.error.message);
  return view.value;
}

const sum = (values: Float64Array | undefined): number => values?.reduce((total, value) => total + value, 0) ?? 0;

const facetNamed = (facets: readonly LabelFacet[], key: string): LabelFacet => {
  const facet = facets.find((each) => each.key === key);
  if (!facet) throw new Error(`no facet ${key}`);
  return facet;
};

const labelled = ['cpu-labelled.pb.gz', 'goroutine.pb.gz', 'heap-before.pb.gz', 'walk.pb.gz'];

describe('labelFacets', () => {
  it.each(labelled)('of %s offer filters that select what they say', (file) => {
    const profile = sampleProfile(file);
    const facets = labelFacets(viewOf(profile), 0);
    expect(facets.length).toBeGreaterThan(0);
    for (const { values, weight, without } of facets) {
      expect(weight + without).toBe(sum(profile.samples.values[0]));
      expect(values.reduce((total, value) => total + value.weight, 0)).toBe(weight);
      for (const { filter, weight: its } of values) {
        const focused = viewOf(profile, { tagFocus: filter });
        expect(focused.kept[0], filter).toBe(its);
        const ignored = viewOf(profile, { tagIgnore: filter });
        expect(ignored.kept[0], filter).toBe(focused.wholes[0]! - its);
      }
    }
  });

  it('are sorted by key and weight', () => {
    const facets = labelFacets(viewOf(sampleProfile('cpu-labelled.pb.gz')), 0);
    expect(facets.map(({ key }) => key)).toEqual(['endpoint', 'step', 'tenant']);
    for (const { values } of facets) {
      const weights = values.map(({ weight }) => weight);
      expect(weights).toEqual([...weights].sort((left, right) => right - left));
    }
  });

  it('heed filters by name, and by label those of other keys', () => {
    const profile = sampleProfile('cpu-labelled.pb.gz');
    const whole = labelFacets(viewOf(profile), 0);
    const facets = labelFacets(viewOf(profile, { tagFocus: 'tenant=^c$' }), 0);
    expect(facetNamed(facets, 'tenant')).toEqual(facetNamed(whole, 'tenant'));
    expect(facetNamed(facets, 'endpoint').values.map(({ text }) => text)).toEqual(['/orders/{id}']);
    const focused = viewOf(profile, { focus: 'sort', tagIgnore: 'endpoint=^/health$' });
    const narrow = labelFacets(focused, 0);
    expect(facetNamed(narrow, 'tenant').weight).toBeLessThan(facetNamed(whole, 'tenant').weight);
    expect(facetNamed(narrow, 'endpoint').weight).toBe(
      facetNamed(labelFacets(viewOf(profile, { focus: 'sort' }), 0), 'endpoint').weight,
    );
  });

  it('have both columns of a comparison', () => {
    const compared = compareProfiles(sampleProfile('heap-before.pb.gz'), sampleProfile('heap-after.pb.gz'));
    if (!compared.ok) throw new Error(compared.error.message);
    const { profile, types } = compared.value;
    const { before, after } = types[3]!;
    const facet = facetNamed(labelFacets(viewOf(profile), after, before), 'bytes');
    const alone = facetNamed(labelFacets(viewOf(sampleProfile('heap-before.pb.gz')), 3), 'bytes');
    for (const { number, weight } of alone.values) {
      expect(facet.values.find((value) => value.number === number)?.before ?? 0).toBe(weight);
    }
  });

  it('stay the same when labels are frames', () => {
    const profile = sampleProfile('cpu-labelled.pb.gz');
    expect(labelFacets(viewOf(profile, { tagRoot: ['tenant'], tagLeaf: ['step'] }), 0)).toEqual(
      labelFacets(viewOf(profile), 0),
    );
  });
});

describe('groupNumbers', () => {
  const profile = sampleProfile('heap-after.pb.gz');
  const facet = facetNamed(labelFacets(viewOf(profile), 3), 'bytes');

  it('puts every value into one group, whose filter selects just its members', () => {
    const groups = groupNumbers(facet, 4);
    expect(groups).toHaveLength(4);
    expect(groups.flatMap(({ members }) => members)).toHaveLength(facet.values.length);
    for (const { filter, weight } of groups) expect(viewOf(profile, { tagFocus: filter }).kept[3], filter).toBe(weight);
    expect(groups.reduce((total, { weight }) => total + weight, 0)).toBe(facet.weight);
  });

  it('names a range by its ends, and a single value by itself', () => {
    const value = (number: number, weight: number) => ({
      ...facet.values[0]!,
      text: `${number}B`,
      number,
      weight,
    });
    const groups = groupNumbers({ ...facet, values: [value(64, 9), value(4096, 5), value(96, 1), value(32, 1)] }, 2);
    expect(groups.map(({ text, filter, weight }) => [text, filter, weight])).toEqual([
      ['32B..96B', 'bytes=32bytes:96bytes', 11],
      ['4096B', facet.values[0]!.filter, 5],
    ]);
  });

  it('leaves few values as they are', () => {
    expect(groupNumbers(facet, 1000).map(({ text }) => text)).toEqual(facet.values.map(({ text }) => text));
  });
});

describe('a filter for a value', () => {
  it.each(['a,b', 'x=1:2', '200', '1kb', '(*T).m[0]', '^$|', ''])('takes %j as nothing but text', (value) => {
    const profile = withLabel('key', value);
    expect(viewOf(profile, { tagFocus: textFilter('key', value) }).kept[0]).toBe(value === '' ? 0 : 1);
    expect(viewOf(profile, { tagFocus: textFilter('key', `${value}!`) }).kept[0]).toBe(0);
    expect(viewOf(profile, { tagFocus: textsFilter('key', ['nothing', value]) }).kept[0]).toBe(value === '' ? 0 : 1);
  });

  it('knows keys that hold an equals sign', () => {
    const profile = withLabel('a=b', 'c=d');
    expect(viewOf(profile, { tagFocus: textFilter('a=b', 'c=d') }).kept[0]).toBe(1);
    expect(viewOf(profile, { tagFocus: textFilter('a=b', 'c') }).kept[0]).toBe(0);
  });
});

/** A profile with one sample of the given label, and one without. */
function withLabel(key: string, value: string): Profile {
  const decoded = decodeProfile(
    writeProfile({
      sampleTypes: [['samples', 'count']],
      samples: [
        { stack: [1], values: [1], labels: [[key, value]] },
        { stack: [1], values: [4] },
      ],
      locations: [{ id: 1, lines: [[1, 1]] }],
      functions: [{ id: 1, name: 'main.main' }],
    }),
  );
  if (!decoded.ok) throw new Error(decoded.error.message);
  return decoded.value;
}

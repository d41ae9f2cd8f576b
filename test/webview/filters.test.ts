import { beforeAll, describe, expect, it } from 'vitest';
import type { Profile } from '../../profile/profile.ts';
import { emptyQuery, type ViewQuery, withFilter, withOwner } from '../../profile/query/viewQuery.ts';
import { exactly, filterOn, readable, readableValue } from '../../webview/filters/filterOn.ts';
import { Analysis, pathTo, queriedView, widestOf } from '../../webview/model/analysis.ts';
import { sentence } from '../../webview/model/describe.ts';
import { changed, redone, startHistory, undone } from '../../webview/model/history.ts';
import { movedTo, type Place, placeNamed } from '../../webview/model/place.ts';
import { sampleProfile } from '../profile/support/samples.ts';

describe('history', () => {
  it('goes back and forth, and forgets what was undone at a change', () => {
    const first = startHistory(1);
    const third = changed(changed(first, 2), 3);
    expect(undone(undone(third)).present).toBe(1);
    expect(redone(undone(third)).present).toBe(3);
    expect(redone(changed(undone(third), 4))).toEqual({ past: [1, 2], present: 4, future: [] });
  });

  it('stays where there is nothing to do', () => {
    const start = startHistory('x');
    expect(undone(start)).toBe(start);
    expect(redone(start)).toBe(start);
    expect(changed(start, 'x')).toBe(start);
  });

  it('lets old steps go', () => {
    let history = startHistory(0);
    for (let i = 1; i <= 1000; i++) history = changed(history, i);
    expect(history.past).toHaveLength(100);
    expect(undone(history).present).toBe(999);
  });
});

describe('a frame', () => {
  let profile: Profile;
  beforeAll(() => {
    profile = sampleProfile('cpu.pb.gz');
  });
  const analysisOf = (query: ViewQuery): Analysis => new Analysis(queriedView(profile, query, []), 0);

  it('makes a filter for itself alone, at every granularity', () => {
    for (const granularity of ['functions', 'lines', 'files'] as const) {
      const { view } = analysisOf({ ...emptyQuery, granularity });
      const { frames } = view;
      for (let frame = 0; frame < frames.count; frame++) {
        const filter = filterOn('focus', frames, frame);
        const name = granularity === 'files' ? frames.file[frame] : frames.functionName[frame];
        expect(filter).toEqual(name ? { kind: 'focus', value: exactly(name) } : undefined);
        expect(readable(filter?.value ?? '')).toBe(name);
      }
    }
  });

  it('is focused on with just the samples that it is in', () => {
    const whole = analysisOf(emptyQuery);
    for (let frame = 0; frame < whole.view.frames.count; frame++) {
      const filter = filterOn('focus', whole.view.frames, frame);
      if (filter) expect(analysisOf(withFilter(emptyQuery, filter)).kept).toBe(whole.sums.cum[frame]);
    }
  });

  it.each(['a|b', '^x', '^(a)$', '^a.b$', '', '^$', '^\\d+$'])(
    'reads %j as it is where it is no quoted text',
    (pattern) => {
      if (pattern !== '^$') expect(readable(pattern)).toBe(pattern);
      expect(readable(exactly(pattern))).toBe(pattern);
    },
  );
});

it.each([
  ['tagfocus', 'endpoint=^/orders/\\{id\\}$', 'endpoint=/orders/{id}'],
  ['tagignore', 'tenant=^a$,^b\\.c$', 'tenant=a, b.c'],
  ['tagfocus', 'bytes=1kb:2mb', 'bytes=1kb:2mb'],
  ['tagfocus', 'acme|globex', 'acme|globex'],
  ['focus', '^main\\.f$', 'main.f'],
] as const)('%s %s reads %s', (kind, value, shown) => {
  expect(readableValue({ kind, value })).toBe(shown);
});

describe('a place', () => {
  const profile = sampleProfile('cpu.pb.gz');
  const whole = new Analysis(queriedView(profile, emptyQuery, []), 0);
  const filtered = new Analysis(queriedView(profile, withOwner(emptyQuery, 'runtime', true), []), 0);
  const names = (analysis: Analysis, frames: readonly number[]): string[] => frames.map((f) => analysis.nameOf(f));

  it('is found again in a filtered view, by names', () => {
    const { tree } = whole.flame([]);
    const node = widestOf(tree, whole.frameNamed('main.even') ?? -1) ?? 0;
    const path = pathTo(whole.flame([]), node);
    const place: Place = { view: whole.view, zoom: path.slice(0, -1), selection: { frame: path.at(-1) ?? 0, path } };
    const moved = movedTo(filtered, place);
    const expected = names(whole, path).filter((name) => !name.startsWith('runtime.'));
    expect(names(filtered, moved.selection?.path ?? [])).toEqual(expected);
    expect(names(filtered, moved.zoom)).toEqual(expected.slice(0, -1));
    const back = movedTo(whole, moved);
    expect(names(whole, back.selection?.path ?? [])).toContain('main.even');
  });

  it('is given up where its frames are gone', () => {
    const only = withFilter(emptyQuery, { kind: 'focus', value: 'main.sorted' });
    const narrow = new Analysis(queriedView(profile, only, []), 0);
    const place = placeNamed(narrow, ['main.even'], 'no such function');
    expect(place).toEqual({ view: narrow.view, zoom: [], selection: undefined });
  });
});

it('the sentence says what is shown, and of how much', () => {
  const profile = sampleProfile('cpu.pb.gz');
  const of = (query: ViewQuery): Analysis => new Analysis(queriedView(profile, query, []), 0);
  const narrow = withFilter(emptyQuery, { kind: 'focus', value: 'main.sorted' });
  const all = sentence(of(emptyQuery), 0);
  expect(all).not.toContain('filter');
  const told = sentence(of(narrow), 2, 1);
  expect(told).toMatch(/^samples · \d+ of \d+ · 1 filter · showing \d+(\.\d+)?%/);
  expect(told).toContain('2 calls too small to show');
  // What percentages are of does not change what is shown of how much.
  expect(sentence(of({ ...narrow, relativePercentages: true }), 2, 1)).toBe(told);
});

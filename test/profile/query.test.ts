import { describe, expect, it } from 'vitest';
import { codeOwner } from '../../profile/codeOwner.ts';
import {
  checkFilter,
  type Filter,
  filterKinds,
  filterText,
  parseFilter,
  quoteMeta,
} from '../../profile/query/filter.ts';
import {
  emptyQuery,
  filterCount,
  hasFilter,
  readQuery,
  specOf,
  type ViewQuery,
  withFilter,
  withFilterChanged,
  withOwner,
  withoutFilter,
} from '../../profile/query/viewQuery.ts';
import { topTable } from '../../profile/top.ts';
import { openView, type View, type ViewSpec } from '../../profile/view.ts';
import { sampleProfile } from './support/samples.ts';

const focus: Filter = { kind: 'focus', value: 'sort' };
const hide: Filter = { kind: 'hide', value: 'runtime' };

function viewOf(file: string, spec: ViewSpec): View {
  const view = openView(sampleProfile(file), spec);
  if (!view.ok) throw new Error(view.error.message);
  return view.value;
}

const rowsOf = (view: View): string[] =>
  topTable(view, 0).map(({ frame, flat, cum }) => `${view.frames.name[frame]} ${flat} ${cum}`);

describe('parseFilter', () => {
  it.each(filterKinds)('reads %s back as it is written', (kind) => {
    const filter: Filter = { kind, value: 'a=b|c' };
    expect(parseFilter(filterText(filter), 'focus')).toEqual(filter);
  });

  it.each([
    ['--hide=runtime', { kind: 'hide', value: 'runtime' }],
    ['-show_from = main', { kind: 'show_from', value: 'main' }],
    ['show-from=main', { kind: 'show_from', value: 'main' }],
    ['tagfocus=bytes=1kb:', { kind: 'tagfocus', value: 'bytes=1kb:' }],
    [' pricing ', { kind: 'ignore', value: 'pricing' }],
    ['tenant=acme', { kind: 'ignore', value: 'tenant=acme' }],
  ])('takes %s', (text, filter) => {
    expect(parseFilter(text, 'ignore')).toEqual(filter);
  });
});

describe('checkFilter', () => {
  it('lets pass what pprof takes', () => {
    for (const kind of filterKinds) expect(checkFilter({ kind, value: 'a|b' })).toMatchObject({ ok: true });
    expect(checkFilter({ kind: 'tagfocus', value: 'bytes=1kb:2mb' })).toMatchObject({ ok: true });
  });

  it.each([
    ['focus', '(*'],
    ['tagignore', 'key=['],
    ['tagfocus', '99999999999999999999kb'],
    ['tagroot', ''],
    ['hide', ''],
  ] as const)('says what is wrong with %s=%s', (kind, value) => {
    expect(checkFilter({ kind, value })).toMatchObject({ ok: false, error: { code: 'bad-filter' } });
  });

  it('names the option and the way out', () => {
    const checked = checkFilter({ kind: 'show_from', value: '(*conn)' });
    expect(checked.ok ? '' : checked.error.message).toMatch(/^The show_from filter .*backslash/);
  });
});

it('quoteMeta makes a pattern for nothing but the text', () => {
  const name = 'net/http.(*conn).serve[go.shape.int]';
  const view = viewOf('cpu.pb.gz', { focus: `^${quoteMeta('main.(*tree).weigh')}$` });
  expect(quoteMeta(name)).toBe('net/http\\.\\(\\*conn\\)\\.serve\\[go\\.shape\\.int\\]');
  expect(view.warnings).toEqual(['Focus expression matched no samples']);
});

describe('a query', () => {
  it('has each filter once, changes and loses it', () => {
    const query = withFilter(withFilter(withFilter(emptyQuery, focus), hide), focus);
    expect(query.filters).toEqual([focus, hide]);
    expect(hasFilter(query, hide)).toBe(true);
    expect(withFilterChanged(query, focus, { kind: 'focus', value: 'x' }).filters).toEqual([
      { kind: 'focus', value: 'x' },
      hide,
    ]);
    expect(withFilterChanged(query, focus, hide).filters).toEqual([hide]);
    expect(withoutFilter(query, focus).filters).toEqual([hide]);
    expect(filterCount(withOwner(query, 'runtime', true))).toBe(3);
    expect(filterCount(withOwner(withOwner(query, 'runtime', true), 'runtime', false))).toBe(2);
  });

  it('comes back from what was kept, without what makes no sense', () => {
    const query: ViewQuery = {
      filters: [focus, { kind: 'tagfocus', value: 'bytes=1kb:' }],
      hiddenOwners: ['standard', 'runtime'],
      granularity: 'lines',
      noInlines: true,
      relativePercentages: true,
    };
    expect(readQuery(JSON.parse(JSON.stringify(query)))).toEqual(query);
    expect(readQuery(undefined)).toEqual(emptyQuery);
    expect(readQuery({ filters: 'x', hiddenOwners: { length: 3 }, granularity: 'atoms', noInlines: 1 })).toEqual(
      emptyQuery,
    );
    const damaged = [focus, focus, null, { kind: 'eat', value: 'x' }, { kind: 'hide', value: '(' }, { kind: 'hide' }];
    expect(readQuery({ filters: damaged }).filters).toEqual([focus]);
  });

  it('opens the view that its filters say, in whatever order they were added', () => {
    const query = withFilter(withFilter(emptyQuery, hide), focus);
    const spec = specOf(query, []);
    expect(rowsOf(viewOf('cpu.pb.gz', spec))).toEqual(rowsOf(viewOf('cpu.pb.gz', { focus: 'sort', hide: 'runtime' })));
  });
});

describe('several filters of one kind', () => {
  it('are all met by focus and tagfocus', () => {
    const both = viewOf('cpu.pb.gz', { focus: ['even', 'odd'] });
    const [even, odd] = [viewOf('cpu.pb.gz', { focus: 'even' }), viewOf('cpu.pb.gz', { focus: 'odd' })];
    expect(both.keptStacks).toEqual(even.keptStacks.map((kept, stack) => kept & odd.keptStacks[stack]!));
    expect(both.kept[0]).toBeGreaterThan(0);
    const labelled = viewOf('cpu-labelled.pb.gz', { tagFocus: ['endpoint=/orders', 'tenant=^c'] });
    const narrow = viewOf('cpu-labelled.pb.gz', { tagFocus: 'endpoint:/orders,tenant:c' });
    expect(labelled.kept).toEqual(narrow.kept);
    expect(labelled.kept[0]).toBeGreaterThan(0);
  });

  it.each(['ignore', 'hide', 'show', 'showFrom', 'pruneFrom'] as const)('are alternatives for %s', (option) => {
    const several = viewOf('cpu.pb.gz', { [option]: ['even', 'sumSquares'] });
    expect(rowsOf(several)).toEqual(rowsOf(viewOf('cpu.pb.gz', { [option]: 'even|sumSquares' })));
  });

  it('are alternatives for tagignore', () => {
    const several = viewOf('cpu-labelled.pb.gz', { tagIgnore: ['endpoint=/orders', 'step=render'] });
    const neither = viewOf('cpu-labelled.pb.gz', { tagIgnore: 'endpoint:/orders|step:render' });
    expect(rowsOf(several)).toEqual(rowsOf(neither));
    expect(several.kept[0]).toBeGreaterThan(0);
    expect(several.kept[0]).toBeLessThan(several.totals[0]!);
  });
});

describe('hidden owners', () => {
  it('leave out the same frames as a hide that names them', () => {
    const hidden = viewOf('cpu.pb.gz', { hiddenOwners: ['runtime'] });
    const named = viewOf('cpu.pb.gz', {
      hide: '^(runtime|internal/runtime/[a-z]+|internal/(bytealg|abi|cpu))\\.[a-zA-Z(]|^[a-z]+body$|^gogo$|^memeqbody',
    });
    const names = rowsOf(hidden);
    expect(names.some((row) => row.startsWith('main.'))).toBe(true);
    expect(names.some((row) => row.startsWith('runtime.'))).toBe(false);
    expect(hidden.totals).toEqual(named.totals);
    expect(rowsOf(hidden).filter((row) => row.startsWith('main.'))).toEqual(
      rowsOf(named).filter((row) => row.startsWith('main.')),
    );
  });

  it('leave own code alone when all others are hidden', () => {
    const own = viewOf('cpu.pb.gz', { hiddenOwners: ['library', 'standard', 'runtime'], ownModules: [] });
    expect(rowsOf(own)).toEqual(rowsOf(viewOf('cpu.pb.gz', { show: '^main\\.[a-zA-Z(]' })));
    expect(own.kept[0]).toBeLessThan(own.totals[0]!);
  });
});

describe('codeOwner', () => {
  it.each([
    ['main.main', '', 'own'],
    ['example.com/orders/web.Serve', '', 'own'],
    ['example.com/orders2.Serve', '', 'library'],
    ['golang.org/x/net/http2.(*Framer).ReadFrame', '', 'library'],
    ['net/http.(*conn).serve', '', 'standard'],
    ['runtime/pprof.Do', '', 'standard'],
    ['sync.(*Mutex).Lock', '', 'standard'],
    ['runtime.mallocgc', '', 'runtime'],
    ['runtime/internal/atomic.Load', '', 'runtime'],
    ['internal/runtime/maps.(*Map).getWithKey', '', 'runtime'],
    ['aeshashbody', '/usr/local/go/src/runtime/asm_amd64.s', 'runtime'],
    ['memeqbody', 'internal/bytealg/equal_amd64.s', 'runtime'],
    ['std::sort(int*)', '/src/runtime.cc', 'library'],
  ] as const)('%s %s is %s', (name, file, owner) => {
    expect(codeOwner(name, file, ['example.com/orders'])).toBe(owner);
  });
});

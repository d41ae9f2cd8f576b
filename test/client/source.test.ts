import { describe, expect, it } from 'vitest';
import { candidates, type SourcePlaces } from '../../client/profiles/source/candidates.ts';
import { declaredFunctions, nameInPackage } from '../../client/profiles/source/goFunctions.ts';
import { modulesOf } from '../../client/profiles/source/goMod.ts';
import { SourceResolver } from '../../client/profiles/source/resolver.ts';

const none: SourcePlaces = { mapped: new Map(), learned: new Map(), modules: [], standard: [], moduleCaches: [] };
const orders = { path: 'example.com/orders', folder: '/w/orders' };

describe('where a source may lie', () => {
  it.each([
    ['an absolute path', 'main.main', '/src/main.go', none, '/src/main.go'],
    ['a path of Windows', 'main.main', 'C:\\src\\main.go', none, 'C:/src/main.go'],
    [
      '-trimpath in the workspace',
      'x',
      'example.com/orders/web/s.go',
      { ...none, modules: [orders] },
      '/w/orders/web/s.go',
    ],
    [
      '-trimpath with a version',
      'x',
      'example.com/orders@v1.2.3/web/s.go',
      { ...none, modules: [orders] },
      '/w/orders/web/s.go',
    ],
    [
      'another machine, by the package of the function',
      'example.com/orders/web.(*S).Serve',
      '/build/web/s.go',
      { ...none, modules: [orders] },
      '/w/orders/web/s.go',
    ],
    [
      'the longest module',
      'x',
      'example.com/orders/sub/s.go',
      { ...none, modules: [orders, { path: 'example.com/orders/sub', folder: '/w/sub' }] },
      '/w/sub/s.go',
    ],
    ['the standard library', 'x', 'runtime/proc.go', { ...none, standard: ['/go/src'] }, '/go/src/runtime/proc.go'],
    [
      'the standard library of another machine',
      'x',
      '/usr/local/go/src/runtime/proc.go',
      { ...none, standard: ['/opt/go/src'] },
      '/opt/go/src/runtime/proc.go',
    ],
    [
      'the module cache, with its capitals',
      'x',
      'github.com/BurntSushi/toml@v1.0.0/decode.go',
      { ...none, moduleCaches: ['/m'] },
      '/m/github.com/!burnt!sushi/toml@v1.0.0/decode.go',
    ],
    [
      'the module cache of another machine',
      'x',
      '/root/go/pkg/mod/github.com/a/b@v1.0.0/c.go',
      { ...none, moduleCaches: ['/m'] },
      '/m/github.com/a/b@v1.0.0/c.go',
    ],
    [
      'vendor',
      'x',
      'github.com/BurntSushi/toml@v1.0.0/decode.go',
      { ...none, modules: [orders] },
      '/w/orders/vendor/github.com/BurntSushi/toml/decode.go',
    ],
    [
      'what the user has mapped',
      'x',
      '/build/app/web/s.go',
      { ...none, mapped: new Map([['/build/app', '/home/me/app']]) },
      '/home/me/app/web/s.go',
    ],
    ['what was learned', 'x', '/build/a.go', { ...none, learned: new Map([['/build', '/w']]) }, '/w/a.go'],
  ] as const)('%s', (_, name, file, places, expected) => {
    expect(candidates(name, file, places)).toContain(expected);
  });

  it('what the user has mapped comes first', () => {
    const places = { ...none, mapped: new Map([['/build', '/mine']]), modules: [orders] };
    expect(candidates('x', '/build/a.go', places)[0]).toBe('/mine/a.go');
  });

  it('a prefix ends at a slash', () => {
    expect(candidates('x', '/builds/a.go', { ...none, mapped: new Map([['/build', '/mine']]) })).toEqual([
      '/builds/a.go',
    ]);
  });
});

describe('functions of a text', () => {
  it('are named as the runtime names them', () => {
    const text = [
      'package p',
      'func F() {}',
      'func (t T) M() {',
      '}',
      'func (t *T) N(x int) int {',
      '\treturn 0',
      '}',
      'func (*T) O() {}',
      'func (t *List[E]) Push(e E) {',
      '}',
      'func Map[K comparable](',
      '\tk K,',
      ') {',
      '}',
    ].join('\n');
    expect(declaredFunctions(text).map((f) => [f.name, f.line, f.endLine])).toEqual([
      ['F', 1, 1],
      ['T.M', 2, 3],
      ['(*T).N', 4, 6],
      ['(*T).O', 7, 7],
      ['(*List).Push', 8, 9],
      ['Map', 10, 13],
    ]);
  });

  it.each([
    ['main.main', 'main'],
    ['example.com/orders/web.(*S).Serve', '(*S).Serve'],
    ['example.com/orders/web.S.Serve', 'S.Serve'],
    ['example.com/orders/web.Serve.func1', 'Serve'],
    ['example.com/orders/web.(*S).Serve.func1.2', '(*S).Serve'],
    ['example.com/orders/web.Serve.gowrap1', 'Serve'],
    ['example.com/orders/web.(*S).Serve-fm', '(*S).Serve'],
    ['slices.SortFunc[go.shape.[]example.com/a.B,go.shape.int]', 'SortFunc'],
    ['example.com/p.(*List[go.shape.int]).Push', '(*List).Push'],
    ['gopkg.in/yaml%2ev3.unmarshal', 'unmarshal'],
    ['example.com/p.Each.func1-range1', 'Each'],
  ])('%s is %s in its package', (name, local) => {
    expect(nameInPackage(name)).toBe(local);
  });
});

it('reads modules, replacements and uses', () => {
  expect(
    modulesOf(
      'module "example.com/a" // the module\n\ngo 1.24\n\nreplace (\n\tb.org/b v1 => ../b\n\tc.org/c => d.org/c v2\n)\n',
    ),
  ).toEqual({
    module: 'example.com/a',
    replaced: [{ path: 'b.org/b', by: '../b' }],
    used: [],
  });
  expect(modulesOf('go 1.24\nuse ./one\nuse (\n\t./two\n)\n').used).toEqual(['./one', './two']);
});

describe('resolver', () => {
  const text = 'package web\n\nfunc old() {}\n\nfunc (s *S) Serve() {\n\ta()\n\tb()\n}\n';
  const resolverOver = (files: Record<string, string>): SourceResolver =>
    new SourceResolver({
      readText: async (path) => files[path],
      named: async (name) => Object.keys(files).filter((f) => f.endsWith(`/${name}`)),
      places: async () => ({ mapped: new Map(), modules: [orders], standard: [], moduleCaches: [] }),
    });
  const wanted = { function: 'example.com/orders/web.(*S).Serve', file: '/build/web/s.go', line: 6, startLine: 5 };

  it('finds the line', async () => {
    const found = await resolverOver({ '/w/orders/web/s.go': text }).resolve(wanted);
    expect(found).toEqual({ state: 'found', path: '/w/orders/web/s.go', line: 5 });
  });

  it('follows a function that moved', async () => {
    const moved = await resolverOver({ '/w/orders/web/s.go': text.replace('\n', '\n\n\n\n\n') }).resolve(wanted);
    expect(moved).toEqual({ state: 'found', path: '/w/orders/web/s.go', line: 9 });
  });

  it('prefers a file that has the function', async () => {
    const files = { '/build/web/s.go': 'package web\n', '/w/orders/web/s.go': text };
    expect(await resolverOver(files).resolve(wanted)).toMatchObject({ path: '/w/orders/web/s.go' });
    expect(await resolverOver({ '/build/web/s.go': 'package web\n' }).resolve(wanted)).toMatchObject({
      path: '/build/web/s.go',
    });
  });

  it('searches by the longest common end, and learns the prefix', async () => {
    const files = {
      '/elsewhere/deep/web/s.go': text,
      '/elsewhere/deep/cmd/main.go': 'package main\n\nfunc main() {\n}\n',
    };
    const resolver = resolverOver(files);
    expect(await resolver.resolve(wanted)).toMatchObject({ path: '/elsewhere/deep/web/s.go' });
    const main = { function: 'main.main', file: '/build/cmd/main.go', line: 3, startLine: 3 };
    expect(await resolver.resolve(main)).toMatchObject({ path: '/elsewhere/deep/cmd/main.go', line: 2 });
  });

  it('does not take a file for its name alone, and says where it looked', async () => {
    const found = await resolverOver({ '/elsewhere/other/s.go': text }).resolve(wanted);
    expect(found).toEqual({ state: 'notFound', tried: ['/build/web/s.go', '/w/orders/web/s.go'] });
  });
});

import { describe, expect, it } from 'vitest';
import { readBuildInfo } from '../../client/profiles/source/buildInfo.ts';
import { candidates, type SourcePlaces } from '../../client/profiles/source/candidates.ts';
import { declaredFunctions, nameInPackage } from '../../client/profiles/source/goFunctions.ts';
import { modulesOf } from '../../client/profiles/source/goMod.ts';
import { SourceResolver } from '../../client/profiles/source/resolver.ts';
import { none, orders } from './places.ts';

const paths = (name: string, file: string, places: SourcePlaces): string[] =>
  candidates(name, file, places).map((c) => c.path);

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
    [
      'the standard library',
      'x',
      'runtime/proc.go',
      { ...none, standard: [{ folder: '/go/src', version: '' }] },
      '/go/src/runtime/proc.go',
    ],
    [
      'the standard library of another machine',
      'x',
      '/usr/local/go/src/runtime/proc.go',
      { ...none, standard: [{ folder: '/opt/go/src', version: '' }] },
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
    [
      'the module cache, with capitals of the module only',
      'example.com/Acme/Lib.Map',
      'example.com/Acme/Lib@v1.2.0/Map.go',
      { ...none, moduleCaches: ['/m'] },
      '/m/example.com/!acme/!lib@v1.2.0/Map.go',
    ],
    [
      'a module cache of any name',
      'example.com/Acme/Lib.Map[go.shape.string]',
      '/app/modules/example.com/!acme/!lib@v1.2.0/Map.go',
      { ...none, moduleCaches: ['/m'] },
      '/m/example.com/!acme/!lib@v1.2.0/Map.go',
    ],
    [
      'the module cache, by the version that go.mod asks for',
      'example.com/Acme/Lib.Map',
      '/app/vendor/example.com/Acme/Lib/Map.go',
      { ...none, moduleCaches: ['/m'], required: new Map([['example.com/Acme/Lib', 'v1.2.0']]) },
      '/m/example.com/!acme/!lib@v1.2.0/Map.go',
    ],
    [
      'a replacement by another module, as build info tells',
      'example.com/old/p.F',
      '/app/vendor/example.com/old/p/f.go',
      {
        ...none,
        moduleCaches: ['/m'],
        build: readBuildInfo(
          'mod\texample.com/a\t(devel)\ndep\texample.com/old\tv1.0.0\n=>\texample.com/New\tv1.1.0\th1:x=\n',
        ),
      },
      '/m/example.com/!new@v1.1.0/p/f.go',
    ],
    [
      'the main package, as build info tells',
      'main.main',
      '/app/cmd/orders/main.go',
      { ...none, modules: [orders], build: readBuildInfo('path\texample.com/orders/cmd/orders\n') },
      '/w/orders/cmd/orders/main.go',
    ],
    [
      'a folder of GOPATH',
      'main.main',
      '/go/src/example.com/orders/cmd/orders/main.go',
      { ...none, modules: [orders] },
      '/w/orders/cmd/orders/main.go',
    ],
    [
      'the vendored packages of the standard library',
      'vendor/golang.org/x/net/http/httpguts.IsTokenRune',
      'vendor/golang.org/x/net/http/httpguts/httplex.go',
      { ...none, standard: [{ folder: '/go/src', version: '' }] },
      '/go/src/vendor/golang.org/x/net/http/httpguts/httplex.go',
    ],
    [
      'a Go that a tool has unpacked anywhere',
      'strings.Join',
      '/opt/hostedtoolcache/1.24.1/x64/src/strings/strings.go',
      { ...none, standard: [{ folder: '/go/src', version: '' }] },
      '/go/src/strings/strings.go',
    ],
    [
      'an external test, beside what it tests',
      'example.com/orders/web_test.TestServe',
      '/build/web/serve_test.go',
      { ...none, modules: [orders] },
      '/w/orders/web/serve_test.go',
    ],
    ['what was learned', 'x', '/build/a.go', { ...none, learned: new Map([['/build', '/w']]) }, '/w/a.go'],
  ] as const)('%s', (_, name, file, places, expected) => {
    expect(paths(name, file, places)).toContain(expected);
  });

  it('what the user has mapped comes first', () => {
    const places = { ...none, mapped: new Map([['/build', '/mine']]), modules: [orders] };
    expect(paths('x', '/build/a.go', places)[0]).toBe('/mine/a.go');
  });

  it('a prefix ends at a slash', () => {
    expect(paths('x', '/builds/a.go', { ...none, mapped: new Map([['/build', '/mine']]) })).toEqual(['/builds/a.go']);
  });
});

describe('the Go that built the program comes first', () => {
  const standard = ['1.22.0', '1.24.1', '1.26.8'].map((version) => ({ folder: `/go${version}/src`, version }));
  const first = (file: string, build?: string) =>
    paths('runtime.main', file, {
      ...none,
      standard,
      build: build === undefined ? undefined : readBuildInfo(build),
    }).filter((p) => p !== file)[0];
  it.each([
    ['runtime/proc.go', 'go\tgo1.24.1\n', '/go1.24.1/src/runtime/proc.go'],
    ['/usr/local/go1.26.8/src/runtime/proc.go', undefined, '/go1.26.8/src/runtime/proc.go'],
    ['/opt/hostedtoolcache/go/1.24.1/x64/src/runtime/proc.go', undefined, '/go1.24.1/src/runtime/proc.go'],
    [
      '/root/go/pkg/mod/golang.org/toolchain@v0.0.1-go1.24.1.linux-amd64/src/runtime/proc.go',
      undefined,
      '/go1.24.1/src/runtime/proc.go',
    ],
    ['runtime/proc.go', undefined, '/go1.22.0/src/runtime/proc.go'],
  ])('%s', (file, build, expected) => expect(first(file, build)).toBe(expected));
});

describe('what a profile must not make the editor look for', () => {
  const everywhere: SourcePlaces = {
    ...none,
    modules: [orders],
    standard: [{ folder: '/go/src', version: '' }],
    moduleCaches: ['/m'],
  };
  it.each([
    '\\\\evil.example\\share\\x.go',
    '//evil.example/share/x.go',
    '\\\\?\\UNC\\evil.example\\share\\x.go',
    'example.com/orders/../../../etc/passwd',
    '../../etc/passwd',
    '/w/orders/../../etc/passwd',
    'example.com\\orders\\..\\..\\x.go',
    'file:///etc/passwd',
    'https://evil.example/x.go',
    'C:/a/x.go:stream',
    'a\0b.go',
    '',
  ])('%j', async (file) => {
    expect(candidates('example.com/orders/web.Serve', file, everywhere)).toEqual([]);
    const touched: string[] = [];
    const resolver = new SourceResolver({
      readText: async (path) => void touched.push(path),
      named: async (name) => {
        touched.push(name);
        return [];
      },
      places: async () => everywhere,
    });
    const found = await resolver.resolve({ function: 'example.com/orders/web.Serve', file, line: 1, startLine: 1 });
    expect(found).toMatchObject({ state: 'notFound', tried: [] });
    expect(touched).toEqual([]);
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

it('reads modules, replacements, requirements and uses', () => {
  expect(
    modulesOf(
      'module "example.com/a" // the module\n\ngo 1.24\ntoolchain go1.24.3\n\nrequire d.org/d v1.0.0 // indirect\n\nreplace (\n\tb.org/b v1 => ../b\n\tc.org/c => d.org/c v2\n\te.org/e => //evil.example/e\n)\n',
    ),
  ).toEqual({
    module: 'example.com/a',
    replaced: [{ path: 'b.org/b', by: '../b' }],
    used: [],
    required: [{ path: 'd.org/d', version: 'v1.0.0' }],
    goVersion: '1.24.3',
  });
  expect(modulesOf('go 1.24\nuse ./one\nuse (\n\t./two\n)\n').used).toEqual(['./one', './two']);
});

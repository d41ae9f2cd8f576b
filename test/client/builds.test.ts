import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type BuildInfo, buildInfoIn, readBuildInfo } from '../../client/profiles/source/buildInfo.ts';
import type { SourcePlaces } from '../../client/profiles/source/candidates.ts';
import { SourceResolver, type WantedSource } from '../../client/profiles/source/resolver.ts';
import { decodeProfile } from '../../profile/decode.ts';

/** Profiles of one program, built in the ways in which Go names files differently: test/client/builds/record.sh. */
const builds = ['container', 'trimpath', 'vendor', 'vendor-trimpath', 'workspace-trimpath', 'cache-elsewhere'] as const;
const folder = join(import.meta.dirname, 'builds');
const infoOf = (build: string): BuildInfo =>
  readBuildInfo(readFileSync(join(folder, `${build}.buildinfo.txt`), 'utf8'));

/** The functions of a profile, each at its start line. */
function framesOf(build: string): WantedSource[] {
  const decoded = decodeProfile(gunzipSync(readFileSync(join(folder, `${build}.pb.gz`))));
  if (!decoded.ok) throw new Error(decoded.error.message);
  const { functions, text } = decoded.value;
  return Array.from({ length: functions.count }, (_, i) => {
    const line = functions.startLine[i] ?? 0;
    return { function: text.at(functions.name[i] ?? 0), file: text.at(functions.file[i] ?? 0), line, startLine: line };
  });
}

const source = (path: string): string => readFileSync(join(folder, 'source', path), 'utf8');
const shop = ['cmd/shop/main.go', 'internal/cart/cart.go', 'pricing/pricing.go'];

/** Another machine: the module has another folder's name, Go and the module cache lie elsewhere. */
const home = {
  workspace: '/home/me/work/orders',
  fork: '/home/me/work/fork-of-it',
  cache: '/home/me/go/pkg/mod',
  go: '/home/me/sdk/go1.26.8/src',
};

/** The files of that machine; Go's own have each wanted function at the line that the profile tells, and nothing else. */
function filesFor(frames: readonly WantedSource[], { hasCache = true, hasVendor = false } = {}): Map<string, string> {
  const files = new Map<string, string>();
  for (const path of shop) files.set(`${home.workspace}/${path}`, source(`shop/${path}`));
  files.set(`${home.fork}/fork.go`, source('fork/fork.go'));
  const lib = hasVendor
    ? `${home.workspace}/vendor/example.com/Acme/Lib`
    : `${home.cache}/example.com/!acme/!lib@v1.2.0`;
  if (hasCache || hasVendor) files.set(`${lib}/Map.go`, source('lib/Map.go'));
  for (const { function: name, file, startLine } of frames) {
    const rest =
      /^(?:\/usr\/local\/go\/src\/)?((?:runtime|strings|os|unicode|internal|syscall|sync|reflect|io)\b.*)$/.exec(
        file,
      )?.[1];
    if (rest === undefined) continue;
    const lines = (files.get(`${home.go}/${rest}`) ?? 'package p').split('\n');
    while (lines.length < startLine) lines.push('');
    const local = name.replace(/^.*\//, '').replace(/^[^.]*\./, '');
    const method = /^\((\*\w+)\)\.(\w+)/.exec(local);
    lines[startLine - 1] = method
      ? `func (r ${method[1]}) ${method[2]}() {}`
      : `func ${local.replace(/[.[].*/, '')}() {}`;
    files.set(`${home.go}/${rest}`, lines.join('\n'));
  }
  return files;
}

function resolverFor(files: ReadonlyMap<string, string>, places: Partial<SourcePlaces> = {}): SourceResolver {
  return new SourceResolver({
    readText: async (path) => files.get(path),
    named: async (name) => [...files.keys()].filter((f) => f.startsWith('/home/me/work/') && f.endsWith(`/${name}`)),
    places: async () => ({
      mapped: new Map(),
      modules: [
        { path: 'example.com/shop', folder: home.workspace },
        { path: 'example.com/fork', folder: home.fork },
      ],
      required: new Map([['example.com/Acme/Lib', 'v1.2.0']]),
      standard: [
        { folder: '/usr/lib/go-1.22/src', version: '1.22.5' },
        { folder: home.go, version: '1.26.8' },
      ],
      moduleCaches: [home.cache],
      ...places,
    }),
  });
}

const expectedPlace = (frame: WantedSource, lib: string): string | undefined => {
  const { function: name, file } = frame;
  if (name.startsWith('main.')) return `${home.workspace}/cmd/shop/main.go`;
  if (name.includes('/cart.')) return `${home.workspace}/internal/cart/cart.go`;
  if (name.includes('/pricing.')) return `${home.workspace}/pricing/pricing.go`;
  if (name.includes('/fork.')) return `${home.fork}/fork.go`;
  if (name.includes('/Lib.')) return lib;
  return /^(?:\/usr\/local\/go\/src\/)?(?:runtime|strings)\//.test(file)
    ? `${home.go}/${file.replace('/usr/local/go/src/', '')}`
    : undefined;
};

describe.each(builds)('a program built: %s', (build) => {
  const frames = framesOf(build);
  it('holds no path but those of a container', () => {
    const places = frames.map((f) => f.file).filter((f) => f.startsWith('/'));
    expect(places.filter((f) => !/^\/(app|go|usr\/local\/go)\//.test(f))).toEqual([]);
    expect(frames.map((f) => f.function)).toEqual(
      expect.arrayContaining([
        'main.main',
        'main.order',
        'example.com/shop/internal/cart.(*Cart).Add.func1',
        'example.com/shop/internal/cart.(*Cart).String',
        'example.com/fork.Copy',
        'strings.Join',
      ]),
    );
  });

  it.each([
    ['the module cache', { hasCache: true }, `${home.cache}/example.com/!acme/!lib@v1.2.0/Map.go`],
    ['vendor', { hasVendor: true }, `${home.workspace}/vendor/example.com/Acme/Lib/Map.go`],
  ] as const)('is found on another machine, its dependency in %s', async (_, has, lib) => {
    const resolver = resolverFor(filesFor(frames, has));
    let checked = 0;
    for (const frame of frames) {
      const expected = expectedPlace(frame, lib);
      if (expected === undefined) continue;
      const found = await resolver.resolve(frame, infoOf(build));
      expect(found, `${frame.function} ${frame.file}`).toMatchObject({
        state: 'found',
        path: expected,
        agreement: 'same',
      });
      if (found.state === 'found') expect(found.line, frame.function).toBe(frame.startLine - 1);
      checked++;
    }
    expect(checked).toBeGreaterThan(12);
  });

  it('is found in a workspace without go.mod, by the longest common end', async () => {
    const resolver = resolverFor(filesFor(frames), { modules: [], required: new Map() });
    for (const name of ['main.order', 'example.com/shop/internal/cart.New', 'example.com/shop/pricing.Label']) {
      const frame = frames.find((f) => f.function === name);
      expect(frame, name).toBeDefined();
      if (frame)
        expect(await resolver.resolve(frame)).toMatchObject({ path: expectedPlace(frame, ''), agreement: 'same' });
    }
  });

  it('says where it was looked for', async () => {
    const frame = frames.find((f) => f.function === 'example.com/shop/pricing.Label');
    const found = frame && (await resolverFor(new Map()).resolve(frame));
    expect(found).toMatchObject({ state: 'notFound' });
    if (found?.state === 'notFound')
      expect(found.tried).toContainEqual({ path: `${home.workspace}/pricing/pricing.go`, rule: 'workspace module' });
  });
});

describe('build info', () => {
  it('tells Go, the main package and the modules', () => {
    const info = infoOf('container');
    expect(info).toMatchObject({
      goVersion: expect.stringMatching(/^1\.\d+/),
      mainPackage: 'example.com/shop/cmd/shop',
    });
    expect(info.modules).toEqual([
      { path: 'example.com/shop', version: '(devel)' },
      { path: 'example.com/Acme/Lib', version: 'v1.2.0' },
      { path: 'example.com/fork', version: 'v0.0.0', replacement: { path: '../fork', version: '(devel)' } },
    ]);
  });

  it.each(readdirSync(folder).filter((f) => f.endsWith('.buildinfo.txt')))('%s is read out of a program', (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    expect(buildInfoIn(programWith('go1.26.8', text.replace(/^go\t.*\n/, '')))).toEqual(readBuildInfo(text));
  });

  it('is not seen where there is none', () => {
    expect(buildInfoIn(new Uint8Array(4096))).toBeUndefined();
    expect(buildInfoIn(new Uint8Array(0))).toBeUndefined();
    const cut = programWith('go1.26.8', 'path\tx\n');
    for (let length = 0; length < cut.length - 1; length += 7) buildInfoIn(cut.subarray(0, length));
  });
});

/** A program's bytes around its build info, as the linker writes it (debug/buildinfo). */
function programWith(version: string, modules: string): Uint8Array {
  const inline = (text: string): Buffer => {
    const bytes = Buffer.from(text, 'latin1');
    const prefix: number[] = [];
    for (let rest = bytes.length; ; rest >>>= 7) {
      prefix.push(rest >= 0x80 ? (rest & 0x7f) | 0x80 : rest);
      if (rest < 0x80) break;
    }
    return Buffer.concat([Buffer.from(prefix), bytes]);
  };
  const header = Buffer.alloc(32);
  header.write('\xff Go buildinf:', 'latin1');
  header[14] = 8;
  header[15] = 2;
  const sentinel = 'x'.repeat(16);
  return Buffer.concat([
    Buffer.alloc(160, 7),
    header,
    inline(version),
    inline(sentinel + modules + sentinel),
    Buffer.alloc(33),
  ]);
}

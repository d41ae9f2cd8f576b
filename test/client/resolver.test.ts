import { describe, expect, it } from 'vitest';
import type { SourcePlaces } from '../../client/profiles/source/candidates.ts';
import { SourceResolver } from '../../client/profiles/source/resolver.ts';
import { none, orders } from './places.ts';

describe('resolver', () => {
  const text = 'package web\n\nfunc old() {}\n\nfunc (s *S) Serve() {\n\ta()\n\tb()\n}\n';
  const resolverOver = (files: Record<string, string>, places: Partial<SourcePlaces> = {}): SourceResolver =>
    new SourceResolver({
      readText: async (path) => files[path],
      named: async (name) => Object.keys(files).filter((f) => f.endsWith(`/${name}`)),
      places: async () => ({ ...none, modules: [orders], ...places }),
    });
  const wanted = { function: 'example.com/orders/web.(*S).Serve', file: '/build/web/s.go', line: 6, startLine: 5 };

  it('finds the line', async () => {
    const found = await resolverOver({ '/w/orders/web/s.go': text }).resolve(wanted);
    expect(found).toEqual({ state: 'found', path: '/w/orders/web/s.go', line: 5, agreement: 'same' });
  });

  it('follows a function that moved', async () => {
    const moved = await resolverOver({ '/w/orders/web/s.go': text.replace('\n', '\n\n\n\n\n') }).resolve(wanted);
    expect(moved).toEqual({ state: 'found', path: '/w/orders/web/s.go', line: 9, agreement: 'moved' });
  });

  it('prefers a file that has the function, and says so if none has', async () => {
    const files = { '/build/web/s.go': 'package web\n', '/w/orders/web/s.go': text };
    expect(await resolverOver(files).resolve(wanted)).toMatchObject({ path: '/w/orders/web/s.go' });
    expect(await resolverOver({ '/build/web/s.go': 'package web\n' }).resolve(wanted)).toMatchObject({
      path: '/build/web/s.go',
      agreement: 'different',
    });
  });

  it('reads what lies outside of all known folders only where that is allowed', async () => {
    const read: string[] = [];
    const files = { '/etc/web/s.go': text, '/w/orders/other/s.go': text };
    const resolver = (places: Partial<SourcePlaces> = {}) =>
      new SourceResolver({
        readText: async (path) => {
          read.push(path);
          return (files as Record<string, string>)[path];
        },
        named: async () => [],
        places: async () => ({ ...none, modules: [orders], ...places }),
      });
    const outside = { ...wanted, file: '/etc/web/s.go' };
    expect(await resolver().resolve(outside, undefined, 'known')).toMatchObject({ refusal: 'outside' });
    expect(read).not.toContain('/etc/web/s.go');
    expect(await resolver().resolve(outside)).toMatchObject({ state: 'found', path: '/etc/web/s.go' });
    // A folder that only begins alike is another one.
    const alike = resolver({ modules: [{ path: 'example.com/x', folder: '/etc/we' }] });
    expect(await alike.resolve(outside, undefined, 'known')).toMatchObject({ refusal: 'outside' });
    const own = resolver({ modules: [{ path: 'example.com/x', folder: '/etc/web' }] });
    expect(await own.resolve(outside, undefined, 'known')).toMatchObject({ state: 'found' });
  });

  it('prefers the Go whose function begins at the same line', async () => {
    const at = (line: number): string => `package strings\n${'\n'.repeat(line - 2)}func Join() {\n}\n`;
    const files = { '/go1.22/src/strings/strings.go': at(10), '/go1.26/src/strings/strings.go': at(20) };
    const standard = ['1.22', '1.26'].map((version) => ({ folder: `/go${version}/src`, version }));
    const join = { function: 'strings.Join', file: 'strings/strings.go', line: 21, startLine: 20 };
    expect(await resolverOver(files, { standard }).resolve(join)).toMatchObject({
      path: '/go1.26/src/strings/strings.go',
      line: 20,
      agreement: 'same',
    });
    // Of no version that is here.
    expect(await resolverOver(files, { standard }).resolve({ ...join, startLine: 30, line: 31 })).toMatchObject({
      path: '/go1.22/src/strings/strings.go',
      agreement: 'moved',
    });
  });

  it('searches by the longest common end, and learns the prefix', async () => {
    const files = {
      '/elsewhere/deep/web/s.go': text,
      '/elsewhere/deep/cmd/main.go': 'package main\n\nfunc main() {\n}\n',
    };
    const resolver = resolverOver(files);
    expect(await resolver.resolve(wanted)).toMatchObject({
      path: '/elsewhere/deep/web/s.go',
      learned: { prefix: '/build', folder: '/elsewhere/deep' },
    });
    const main = { function: 'main.main', file: '/build/cmd/main.go', line: 3, startLine: 3 };
    expect(await resolver.resolve(main)).toMatchObject({ path: '/elsewhere/deep/cmd/main.go', line: 2 });
  });

  it('takes a file for its name alone only if the function is at the very line, in that package', async () => {
    const main = { function: 'main.main', file: '/app/main.go', line: 4, startLine: 3 };
    const files = (start: string) => ({ '/w/tool/main.go': `package ${start}func main() {\n}\n` });
    expect(await resolverOver(files('main\n\n')).resolve(main)).toMatchObject({ path: '/w/tool/main.go', line: 3 });
    expect(await resolverOver(files('main\n\n\n')).resolve(main)).toMatchObject({ state: 'notFound' });
    expect(await resolverOver(files('other\n\n')).resolve(main)).toMatchObject({ state: 'notFound' });
    expect(await resolverOver({ '/elsewhere/other/s.go': `\n${text}` }).resolve(wanted)).toEqual({
      state: 'notFound',
      tried: [
        { path: '/build/web/s.go', rule: 'exact path' },
        { path: '/w/orders/web/s.go', rule: 'workspace module' },
        { path: '/w/orders/vendor/example.com/orders/web/s.go', rule: 'vendor' },
      ],
    });
  });

  it('knows closures of variables by the line at which they begin', async () => {
    const file = '/w/orders/web/s.go';
    const value = { function: 'example.com/orders/web.glob..func1', file, line: 4, startLine: 3 };
    const found = await resolverOver({ [file]: 'package web\n\nvar f = func() {\n\tg()\n}\n' }).resolve(value);
    expect(found).toMatchObject({ path: file, line: 3, agreement: 'same' });
  });
});

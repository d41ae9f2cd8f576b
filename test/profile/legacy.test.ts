import { describe, expect, it } from 'vitest';
import { readLegacy } from '../../profile/legacy/readLegacy.ts';
import { openProfile } from '../../profile/open.ts';
import type { Profile } from '../../profile/profile.ts';
import { topTable } from '../../profile/top.ts';
import { openView } from '../../profile/view.ts';
import { sampleBytes, sampleProfile } from './support/samples.ts';

// The figures of all forms are compared with pprof's in pprofAnswers.test.ts; here is what pprof does not do.

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const noGunzip = async (): Promise<'bad-gzip'> => 'bad-gzip';
const open = (file: Uint8Array) => openProfile(file, { gunzip: noGunzip, maxUnpackedBytes: 1 << 30 });

function read(file: Uint8Array): Profile {
  const profile = readLegacy(file);
  if (!profile?.ok) throw new Error(profile?.error.message ?? 'not recognised');
  return profile.value;
}

function rows(profile: Profile): string[] {
  const view = openView(profile, {});
  if (!view.ok) throw new Error(view.error.message);
  return topTable(view.value, profile.header.defaultSampleType).map(
    ({ frame, flat, cum }) => `${flat} ${cum} ${view.value.frames.name[frame]} ${view.value.frames.file[frame]}`,
  );
}

describe('lines that name symbols', () => {
  it('give the rows of the protobuf form of the same moment', () => {
    const asText = rows(read(sampleBytes('mutex.debug1.txt'))).map((row) => row.replace(/^\d+ \d+/, ''));
    const asProto = rows(sampleProfile('mutex.pb.gz')).map((row) => row.replace(/^\d+ \d+/, ''));
    expect(asText.sort()).toEqual(asProto.sort());
  });

  it('name a line of each function, and leave out what the runtime hides', () => {
    expect(rows(read(sampleBytes('old-heap-go.txt')))).toEqual([
      '1573920 1573920 main.(*cache).grow /src/shop/cache.go',
      '0 1573920 main.main /src/shop/main.go',
    ]);
  });

  it('of several inlined functions at one address come innermost first', () => {
    const text = 'test profile: total 1\n1 @ 0x11 0x21\n#\t0x10\ta.inner+0x1\ta.go:5\n#\t0x10\ta.outer+0x2\ta.go:9\n';
    expect(rows(read(bytes(text)))).toEqual(['1 1 a.inner a.go', '0 1 a.outer a.go']);
  });

  it('of other addresses than those of the stack say nothing', () => {
    expect(rows(read(bytes('test profile: total 1\n1 @ 0x11\n#\t0x999\ta.b+0x1\ta.go:5\n')))).toEqual([
      '1 1 <unknown> ',
    ]);
  });
});

describe('what no reader makes a profile of', () => {
  it.each([
    ['a heap line without counts', 'heap profile: 1: 2 [3: 4] @ heap/2\nnonsense\n', 'line 2'],
    ['sizes without objects', 'heap profile: 1: 2 [3: 4] @ heap/2\n0: 5 [0: 0] @ 0x1\n', 'line 2'],
    ['counts beyond 64 bits', 'heap profile: 1: 2 [1: 2] @ heap/2\n18446744073709551616: 2 [1: 2] @ 0x1\n', 'line 2'],
    ['addresses beyond 64 bits', 'heap profile: 1: 2 [1: 2] @ heap/2\n1: 2 [1: 2] @ 0x1ffffffffffffffff\n', 'line 2'],
    ['a count line that is none', 'threadcreate profile: total 7\nseven @ 0x1\n', 'line 2'],
    ['contention that is none', '--- mutex:\ncycles/second=1\nsampling period=1\nx y @\n', 'line 4'],
    ['a thread without a stack', '--- threadz 1 ---\n---- what\n', 'line 2'],
  ])('%s is told with its line', async (_, text, where) => {
    const opened = await open(bytes(text));
    expect(opened).toMatchObject({ ok: false, error: { code: 'malformed', message: expect.stringContaining(where) } });
  });

  it.each([
    ['heapz of Java', '--- heapz 1 ---\nformat = java\nresolution = bytes\n'],
    ['contentionz of Java', '--- contentionz 1 ---\nformat = java\nresolution = microseconds\n'],
    ['CPU of Java', '\0\0\0\0\x03\0\0\0\x01\0\0\0\x10\x27\0\0\0\0\0\0\0\0\0\0\x01\0\0\0\0\0\0\0'],
  ])('%s is named, with the way to convert it', async (_, text) => {
    const opened = await open(Buffer.from(text, 'latin1'));
    expect(opened).toMatchObject({ ok: false, error: { code: 'legacy-text' } });
    expect((opened as { error: { message: string } }).error.message).toMatch(/Java.*go tool pprof -proto/);
  });

  it('a stack that promises more words than there are', () => {
    const cut = sampleBytes('old-cpu-64.prof').slice(0, 70);
    expect(readLegacy(cut)).toMatchObject({ ok: false, error: { code: 'truncated' } });
  });

  it('a line longer than any writer makes', () => {
    const long = bytes(`heap profile: 1: 2 [3: 4] @ heap/2\n1: 2 [3: 4] @${' 0x1'.repeat(1 << 19)}`);
    expect(readLegacy(long)).toMatchObject({ ok: false, error: { code: 'malformed' } });
  });
});

describe('old forms', () => {
  it('may be empty of samples', () => {
    expect(rows(read(bytes('heap profile: 0: 0 [0: 0] @ heap/1048576\n')))).toEqual([]);
    // One byte in so many objects: the chance that one of them is met is nothing beside 1.
    const small = rows(
      read(bytes('heap profile: 9007199254740993: 1 [9: 1] @ heap_v2/524288\n9007199254740993: 1 [9: 1] @ 0x1\n')),
    );
    expect(Number(small[0]?.split(' ')[0])).toBe(524288 * 9007199254740992);
    expect(rows(read(bytes('threadcreate profile: total 0\n')))).toEqual([]);
    expect(rows(read(bytes('--- contention:\ncycles/second=1\n')))).toEqual([]);
  });

  it('take stacks without addresses, as Go writes them for threads of its own', () => {
    const profile = read(bytes('threadcreate profile: total 7\n7 @\n#\t0x0\n'));
    expect([profile.samples.count, profile.samples.values[0]?.[0]]).toEqual([1, 7]);
  });

  it('never throw on damage', () => {
    for (const file of [
      'old-heap.txt',
      'old-contention.txt',
      'old-threads.txt',
      'old-threadcreate.txt',
      'old-cpu-64.prof',
    ])
      for (let seed = 1; seed < 60; seed++) {
        const damaged = sampleBytes(file).slice();
        for (let i = 0; i < 4; i++) damaged[(seed * 7919 * (i + 1)) % damaged.length] = (seed * 31 + i * 97) & 0xff;
        const cut = damaged.slice(0, damaged.length - (seed % 17) * 3);
        const profile = readLegacy(cut);
        if (profile?.ok) rows(profile.value);
      }
  });
});

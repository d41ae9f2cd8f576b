import { describe, expect, it } from 'vitest';
import { decodeProfile } from '../../profile/decode.ts';
import type { Profile } from '../../profile/profile.ts';
import { recordedProfiles, sampleBytes, sampleProfile } from './support/samples.ts';
import { type ProfileDescription, writeProfile } from './support/writeProfile.ts';

function decoded(description: ProfileDescription): Profile {
  const result = decodeProfile(writeProfile(description));
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

/** A profile of one function, to be varied. */
const simple: ProfileDescription = {
  sampleTypes: [['cpu', 'nanoseconds']],
  functions: [{ id: 1, name: 'main.main', file: 'main.go', startLine: 3 }],
  locations: [{ id: 1, address: 0x10, lines: [[1, 4]] }],
  samples: [{ stack: [1], values: [5] }],
};

describe('decodeProfile', () => {
  it('reads negative values, which take ten bytes', () => {
    const { samples } = decoded({
      ...simple,
      samples: [
        { stack: [1], values: [-1] },
        { stack: [1], values: [-(2n ** 40n)] },
      ],
    });
    expect([...samples.values[0]!]).toEqual([-1, -(2 ** 40)]);
  });

  it('reads values beyond 2^53 to the nearest double', () => {
    const { samples } = decoded({ ...simple, samples: [{ stack: [1], values: [2n ** 62n + 1n] }] });
    expect(samples.values[0]![0]).toBe(2 ** 62);
  });

  it('tells identifiers apart that one double stands for', () => {
    const wide = 2n ** 63n;
    const profile = decoded({
      ...simple,
      functions: [
        { id: wide, name: 'a' },
        { id: wide + 1n, name: 'b' },
      ],
      locations: [
        { id: wide + 3n, lines: [[wide, 1]] },
        { id: wide + 4n, lines: [[wide + 1n, 2]] },
      ],
      samples: [{ stack: [wide + 4n, wide + 3n], values: [1] }],
    });
    expect([...profile.stacks.locations]).toEqual([1, 0]);
    expect(Array.from(profile.lines.function, (f) => profile.text.at(profile.functions.name[f]!))).toEqual(['a', 'b']);
  });

  it('keeps 64-bit addresses whole', () => {
    const { locations } = decoded({
      ...simple,
      locations: [{ id: 1, address: 0xffff_ffff_8123_4567n, lines: [[1, 4]] }],
    });
    expect([locations.addressHigh[0], locations.addressLow[0]]).toEqual([0xffff_ffff, 0x8123_4567]);
  });

  it('reads packed, unpacked and scattered fields alike', () => {
    const locations = [1, 2, 3].map((id) => ({ id, lines: [[1, id] as const] }));
    const stacks = (['packed', 'unpacked', 'scattered'] as const).map((encoding) => {
      const labels = [['k', 'v'] as const];
      const profile = decoded({ ...simple, locations, samples: [{ stack: [3, 1, 2], values: [7], encoding, labels }] });
      const stack = profile.samples.stack[0]!;
      const { starts } = profile.stacks;
      expect(profile.samples.values[0]![0]).toBe(7);
      expect(profile.text.at(profile.labels.string[0]!)).toBe('v');
      return [...profile.stacks.locations.subarray(starts[stack]!, starts[stack + 1]!)];
    });
    expect(stacks).toEqual([
      [2, 0, 1],
      [2, 0, 1],
      [2, 0, 1],
    ]);
  });

  it('takes fields in any order', () => {
    const last = decoded(simple);
    const first = decoded({ ...simple, stringsFirst: true });
    expect(first.text.at(first.functions.name[0]!)).toBe('main.main');
    expect(first.samples).toEqual(last.samples);
  });

  it('lets equal stacks and label sets stand once', () => {
    const sample = { stack: [1, 1], values: [1], labels: [['bytes', 64] as const] };
    const { samples, stacks, labels } = decoded({ ...simple, samples: [sample, sample, { stack: [1], values: [1] }] });
    expect([...samples.stack]).toEqual([1, 1, 2]);
    expect([...samples.labelSet]).toEqual([1, 1, 0]);
    expect([stacks.count, labels.count]).toEqual([3, 2]);
  });

  it('drops labels that say nothing and keeps a unit alone', () => {
    const labels = [['empty', ''] as const, ['unit', 0, 'bytes'] as const, ['number', 3] as const];
    const profile = decoded({ ...simple, samples: [{ stack: [1], values: [1], labels }] });
    expect(Array.from(profile.labels.key, (key) => profile.text.at(key))).toEqual(['unit', 'number']);
  });

  it('names the default sample type, else the last', () => {
    const types = {
      ...simple,
      sampleTypes: [
        ['a', 'count'],
        ['b', 'count'],
      ] as const,
      samples: [],
    };
    expect(decoded(types).header.defaultSampleType).toBe(1);
    expect(decoded({ ...types, defaultSampleType: 'a' }).header.defaultSampleType).toBe(0);
    expect(decoded({ ...types, defaultSampleType: 'gone' }).header.defaultSampleType).toBe(1);
  });

  it('takes a profile without samples', () => {
    expect(decoded({ sampleTypes: [['goroutine', 'count']] }).samples.count).toBe(0);
  });

  it.each(recordedProfiles)('gives every column of %s a buffer of its own', (file) => {
    const profile = sampleProfile(file);
    const columns = Object.values({ ...profile, header: {}, text: {} }).flatMap((group) => Object.values(group).flat());
    const views = columns.filter((column) => ArrayBuffer.isView(column));
    expect(views.length).toBeGreaterThan(30);
    for (const view of views) expect(view.byteLength).toBe(view.buffer.byteLength);
    expect(new Set(views.map(({ buffer }) => buffer)).size).toBe(views.length);
  });

  it('tells its progress and can be stopped', () => {
    const bytes = sampleBytes('walk.pb.gz');
    const seen: number[] = [];
    const finished = decodeProfile(bytes, {
      progress: (done, total) => {
        seen.push(done / total);
        return true;
      },
    });
    expect(finished.ok).toBe(true);
    expect(seen.length).toBeGreaterThan(0);
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
    const stopped = decodeProfile(bytes, { progress: () => false });
    expect(stopped).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('decodeProfile refuses', () => {
  const longSample = { stack: [1], values: [1, 2] };
  const cases: readonly (readonly [string, Uint8Array | ProfileDescription, string])[] = [
    ['nothing', new Uint8Array(0), 'empty'],
    ['zeros', new Uint8Array(100), 'not-a-profile'],
    ['text', Buffer.from('hello, this is some text\n'), 'not-a-profile'],
    ['a file cut in the middle', sampleBytes('cpu.pb.gz').subarray(0, 5000), 'truncated'],
    ['a sample with too many values', { ...simple, samples: [longSample] }, 'malformed'],
    ['a sample with too few', { ...simple, samples: [{ stack: [1], values: [] }] }, 'malformed'],
    ['samples that count nothing', { ...simple, sampleTypes: [] }, 'malformed'],
    ['a location that is not there', { ...simple, samples: [{ stack: [1, 2], values: [1] }] }, 'bad-reference'],
    ['a function that is not there', { ...simple, functions: [] }, 'bad-reference'],
    ['a location without identifier', { ...simple, locations: [{ id: 0, lines: [[1, 4]] }], samples: [] }, 'malformed'],
    [
      'two functions of one identifier',
      {
        ...simple,
        functions: [
          { id: 1, name: 'a' },
          { id: 1, name: 'b' },
        ],
      },
      'malformed',
    ],
    ['two profiles in one file', Buffer.concat([sampleBytes('cpu.pb.gz'), sampleBytes('cpu2.pb.gz')]), 'concatenated'],
  ];

  it.each(cases)('%s', (_, input, code) => {
    const result = decodeProfile(input instanceof Uint8Array ? input : writeProfile(input));
    expect(result).toMatchObject({ ok: false, error: { code } });
    // What is wrong, and what to do next.
    if (!result.ok) expect(result.error.message).toMatch(/^[A-Z].*[.:] ?.*(again|Open|Merge|record)/s);
  });

  it('string numbers out of range', () => {
    const bytes = Buffer.from(writeProfile(simple));
    // The name of the function: field 2 of message 5.
    const at = bytes.indexOf(Buffer.from([0x2a]));
    bytes[at + 5] = 0x7f;
    expect(decodeProfile(bytes)).toMatchObject({ ok: false, error: { code: 'bad-reference' } });
  });

  it('thousands of sample types with a million empty samples, without reserving room for them', () => {
    const types = Buffer.concat(Array.from({ length: 5000 }, () => Buffer.from([0x0a, 0x02, 0x08, 0x00])));
    const samples = Buffer.concat(Array.from({ length: 1_000_000 }, () => Buffer.from([0x12, 0x00])));
    const result = decodeProfile(Buffer.concat([types, samples, Buffer.from([0x32, 0x00])]));
    expect(result).toMatchObject({ ok: false, error: { code: 'malformed' } });
  });

  it('nothing about one huge string, but cuts it', () => {
    const name = 'x'.repeat(3_000_000);
    const profile = decoded({ ...simple, functions: [{ id: 1, name }] });
    const text = profile.text.at(profile.functions.name[0]!);
    expect(text).toHaveLength(2 ** 20 + 1);
    expect(text.endsWith('x…')).toBe(true);
  });
});

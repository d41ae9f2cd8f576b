import { describe, expect, it } from 'vitest';
import { lensText, lineText } from '../../client/profiles/costText.ts';
import { withBase } from '../../profile/costDeltas.ts';
import { decodeProfile } from '../../profile/decode.ts';
import { type FileCosts, sourceCosts } from '../../profile/sourceCosts.ts';
import { sampleProfile } from './support/samples.ts';
import { writeProfile } from './support/writeProfile.ts';

/** Costs of functions that begin at the given lines and spend at lines below that. */
function costs(functions: readonly { name: string; start: number; spent: readonly [line: number, value: number][] }[]) {
  const samples = functions.flatMap(({ spent }, f) =>
    spent.map(([line, value]) => ({ id: f * 1000 + line, f: f + 1, line, value })),
  );
  const decoded = decodeProfile(
    writeProfile({
      sampleTypes: [['cpu', 'nanoseconds']],
      samples: samples.map(({ id, value }) => ({ stack: [id], values: [value] })),
      locations: samples.map(({ id, f, line }) => ({ id, lines: [[f, line]] })),
      functions: functions.map(({ name, start }, i) => ({ id: i + 1, name, file: 'm/a.go', startLine: start })),
    }),
  );
  if (!decoded.ok) throw new Error(decoded.error.message);
  return sourceCosts(decoded.value, 0);
}

const file = (all: readonly FileCosts[]): FileCosts => all.find((each) => each.file === 'm/a.go')!;
const line = (all: readonly FileCosts[], n: number) => file(all).lines.find((each) => each.line === n);
const named = (all: readonly FileCosts[], name: string) => file(all).functions.find((each) => each.name === name);

describe('costs against a base', () => {
  const before = costs([
    {
      name: 'm.work',
      start: 10,
      spent: [
        [12, 700_000_000],
        [14, 50],
      ],
    },
    { name: 'm.old', start: 40, spent: [[41, 9]] },
  ]);
  // Three lines came in above: all of m.work moved down by them.
  const after = costs([
    {
      name: 'm.work',
      start: 13,
      spent: [
        [15, 820_000_000],
        [16, 7],
      ],
    },
    { name: 'm.fresh', start: 60, spent: [[61, 5]] },
  ]);
  const compared = withBase(after, before);

  it('follow a function that moved', () => {
    expect(line(compared, 15)).toMatchObject({ flat: 820_000_000, before: { flat: 700_000_000, cum: 700_000_000 } });
    expect(named(compared, 'm.work')).toMatchObject({ flat: 820_000_007, before: { flat: 700_000_050 } });
  });

  it('were nothing where something is new, and are nothing where something is gone', () => {
    expect(line(compared, 16)).toMatchObject({ flat: 7, before: { flat: 0, cum: 0 } });
    expect(named(compared, 'm.fresh')).toMatchObject({ before: { flat: 0, cum: 0 } });
    expect(line(compared, 17)).toMatchObject({ flat: 0, cum: 0, before: { flat: 50, cum: 50 } });
    expect(named(compared, 'm.old')).toMatchObject({ flat: 0, cum: 0, before: { flat: 9, cum: 9 } });
  });

  it('of a profile and itself do not change, whatever functions and lines it has', () => {
    const own = sourceCosts(sampleProfile('cpu.pb.gz'), 1);
    const same = withBase(own, own);
    expect(same.map(({ file: name }) => name)).toEqual(own.map(({ file: name }) => name));
    for (const { functions, lines } of same)
      for (const { flat, cum, before: was } of [...functions, ...lines]) expect(was).toEqual({ flat, cum });
  });

  it('add up to the change of the whole', () => {
    const [newer, older] = [sampleProfile('cpu.pb.gz'), sampleProfile('cpu2.pb.gz')].map((p) => sourceCosts(p, 1));
    const all = withBase(newer!, older!).flatMap(({ functions }) => functions);
    const sum = (of: readonly { flat: number }[]): number => of.reduce((total, { flat }) => total + flat, 0);
    expect(sum(all)).toBe(sum(newer!.flatMap(({ functions }) => functions)));
    expect(sum(all.map(({ before: was }) => was!))).toBe(sum(older!.flatMap(({ functions }) => functions)));
  });

  it('are told as such, above functions and behind lines', () => {
    const type = { type: 'cpu', unit: 'nanoseconds' };
    const work = { flat: 820e6, cum: 900e6, rank: 3, before: { flat: 700e6, cum: 950e6 } };
    expect(lensText(work, 1e9, type, false)).toBe(
      'flat 820ms (+120ms against base) · cum 900ms (−50ms against base) · #3',
    );
    expect(lineText(work, type)).toBe('flat 820ms (+120ms) · cum 900ms (−50ms) against base');
    expect(lineText({ flat: 0, cum: 5e6, before: { flat: 0, cum: 5e6 } }, type)).toBe('cum 5ms (±0) against base');
    const gone = { flat: 0, cum: 0, rank: 0, before: { flat: 3e6, cum: 4e6 } };
    expect(lensText(gone, 1e9, type, false)).toBe('gone: flat was 3ms · cum was 4ms');
    expect(lineText(gone, type)).toBe('gone: cum was 4ms');
    expect(lensText({ flat: 1e9, cum: 1e9, rank: 1 }, 2e9, type, false)).toBe(
      'flat 1s (50.00%) · cum 1s (50.00%) · #1',
    );
  });
});

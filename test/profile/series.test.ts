import { describe, expect, it } from 'vitest';
import { alignProfiles, compareProfiles, subtractBase } from '../../profile/compare.ts';
import { readGoroutineDump } from '../../profile/goroutines/dump.ts';
import type { Profile } from '../../profile/profile.ts';
import { functionSeries, goroutineSeries, stackSeries } from '../../profile/series/series.ts';
import { inOrderOfTime, slopeOf, stepsOf } from '../../profile/series/slope.ts';
import { sparkText } from '../../profile/series/sparkText.ts';
import { topTable } from '../../profile/top.ts';
import { openView, type View } from '../../profile/view.ts';
import { sampleBytes, sampleProfile } from './support/samples.ts';

function view(profile: Profile): View {
  const opened = openView(profile, {});
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

describe('slope', () => {
  it('is that of the line that fits best', () => {
    expect(slopeOf([0, 1, 2], [10, 20, 30])).toBe(10);
    expect(slopeOf([0, 2, 4], [10, 20, 30])).toBe(5);
    // Worked out by hand: means 1.5 and 3; products 3.75, 0.5, -0.5, 2.25 over 5.
    expect(slopeOf([0, 1, 2, 3], [0.5, 2, 2, 4.5])).toBeCloseTo(1.2, 12);
    expect(slopeOf([0], [5])).toBe(0);
    expect(slopeOf([1, 1], [5, 7])).toBe(0);
  });

  it('is per minute where all tell their time, else per step', () => {
    expect(stepsOf([60e9, 120e9, 300e9])).toEqual({ unit: 'minute', at: [0, 1, 4] });
    expect(stepsOf([60e9, 0, 300e9])).toEqual({ unit: 'step', at: [0, 1, 2] });
    expect(stepsOf([60e9, 60e9])).toEqual({ unit: 'step', at: [0, 1] });
    expect(inOrderOfTime([3, 1, 2], (n) => n)).toEqual([1, 2, 3]);
    expect(inOrderOfTime([3, 0, 2], (n) => n)).toEqual([3, 0, 2]);
  });
});

describe('a series of profiles', () => {
  const profiles = ['heap-before.pb.gz', 'heap-after.pb.gz', 'allocs.pb.gz'].map(sampleProfile);
  const aligned = alignProfiles(profiles);
  if (!aligned.ok) throw new Error(aligned.error.message);
  const all = view(aligned.value.profile);
  const type = aligned.value.types.find((each) => each.type === 'inuse_space')!;
  const steps = stepsOf([0, 0, 0]);

  it('has for each recording the rows that it has alone', () => {
    const rows = functionSeries(all, type.columns, 'flat', steps);
    profiles.forEach((profile, i) => {
      const alone = view(profile);
      const expected = topTable(alone, 3).map(({ frame, flat }) => `${alone.frames.name[frame]} ${flat}`);
      const found = rows.map(({ name, values }) => `${name} ${values[i]}`);
      for (const row of expected.filter((each) => !each.endsWith(' 0'))) expect(found).toContain(row);
      expect(rows.reduce((sum, { values }) => sum + values[i]!, 0)).toBe(alone.weights[3]!.reduce((a, b) => a + b, 0));
    });
  });

  it('has whole stacks, which add up to the total, too', () => {
    const rows = stackSeries(all, type.columns, steps);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
    type.columns.forEach((column, i) => {
      const total = all.weights[column]!.reduce((a, b) => a + b, 0);
      expect(rows.reduce((sum, { values }) => sum + values[i]!, 0)).toBe(total);
    });
    for (const { values, slope } of rows) expect(slope).toBe(slopeOf([0, 1, 2], values));
  });

  it('of different kinds is refused', () => {
    expect(alignProfiles([...profiles, sampleProfile('cpu.pb.gz')])).toMatchObject({
      ok: false,
      error: { code: 'incompatible' },
    });
  });
});

describe('a series of goroutine dumps', () => {
  const dump = (text: string) => {
    const read = readGoroutineDump(new TextEncoder().encode(text));
    if (!read.ok) throw new Error(read.error.message);
    return read.value;
  };
  const parked = (id: number, line: number, state = 'chan receive'): string =>
    `goroutine ${id} [${state}]:\nmain.wait(0x1)\n\t/src/main.go:${line} +0x10\ncreated by main.main\n\t/src/main.go:3 +0x1\n\n`;

  it('joins stacks whose lines moved, and counts all states', () => {
    const sets = [
      dump(parked(1, 10)),
      dump(parked(1, 12) + parked(2, 12, 'select')),
      dump(parked(1, 12) + parked(2, 12) + parked(3, 12)),
    ];
    const rows = goroutineSeries(sets, stepsOf([0, 0, 0]));
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ name: 'main.wait', values: [1, 2, 3], slope: 1 });
    expect(rows[0]!.group.frames[0]).toMatchObject({ line: 12 });
  });

  it('keeps what is gone and what is new', () => {
    const [first, second] = ['goroutineleak.debug2.txt', 'goroutine.debug2.txt'].map((file) => {
      const read = readGoroutineDump(sampleBytes(file));
      if (!read.ok) throw new Error(read.error.message);
      return read.value;
    }) as [ReturnType<typeof dump>, ReturnType<typeof dump>];
    const rows = goroutineSeries([first, second, first], stepsOf([0, 0, 0]));
    const sum = (i: number): number => rows.reduce((total, { values }) => total + values[i]!, 0);
    expect([sum(0), sum(1), sum(2)]).toEqual([first.total, second.total, first.total]);
  });
});

describe('sparkText', () => {
  it('stands on 0', () => {
    expect(sparkText([0, 50, 100])).toBe('▁▅█');
    expect(sparkText([100, 100])).toBe('██');
    expect(sparkText([-10, 0, 10])).toBe('▁▅█');
    expect(sparkText([0, 0])).toBe('▁▁');
  });
});

describe('a normalised comparison', () => {
  it('has the changes of pprof -normalize', () => {
    for (const [newer, older] of [
      ['heap-after.pb.gz', 'heap-before.pb.gz'],
      ['cpu.pb.gz', 'cpu2.pb.gz'],
    ] as const) {
      const [after, before] = [sampleProfile(newer), sampleProfile(older)];
      const compared = compareProfiles(before, after, { normalize: true });
      const subtracted = subtractBase(after, before, { mode: 'base', normalize: true });
      if (!compared.ok || !subtracted.ok) throw new Error('cannot be compared');
      const side = view(compared.value.profile);
      const net = view(subtracted.value);
      compared.value.types.forEach(({ before: b, after: a }, type) => {
        const changes = new Map<string, number>();
        for (const [column, sign] of [
          [a, 1],
          [b, -1],
        ] as const)
          for (const { frame, flat } of topTable(side, column))
            changes.set(side.frames.name[frame]!, (changes.get(side.frames.name[frame]!) ?? 0) + sign * flat);
        for (const { frame, flat } of topTable(net, type)) expect(changes.get(net.frames.name[frame]!)).toBe(flat);
      });
    }
  });
});

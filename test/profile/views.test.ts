import { describe, expect, it } from 'vitest';
import { lineTotals } from '../../profile/lineTotals.ts';
import type { Profile } from '../../profile/profile.ts';
import { topTable } from '../../profile/top.ts';
import { fromTransfer, toTransfer } from '../../profile/transfer.ts';
import { openView, sampleTypeByName, type ViewSpec } from '../../profile/view.ts';
import { recordedProfiles, sampleProfile } from './support/samples.ts';

function topOf(profile: Profile, type: number, spec: ViewSpec = {}): string[] {
  const view = openView(profile, spec);
  if (!view.ok) throw new Error(view.error.message);
  return topTable(view.value, type).map(({ frame, flat, cum }) => `${view.value.frames.name[frame]} ${flat} ${cum}`);
}

describe('toTransfer and fromTransfer', () => {
  it.each(recordedProfiles)('carry %s over to another thread', (file) => {
    const profile = sampleProfile(file);
    const expected = topOf(profile, 0);
    const { columns, transfer } = toTransfer(profile);
    // What postMessage does; only plain data and buffers survive it.
    const received = fromTransfer(structuredClone(columns, { transfer }));
    expect(profile.samples.stack).toHaveLength(0);
    expect(topOf(received, 0)).toEqual(expected);
  });
});

describe('lineTotals', () => {
  it('agree with the top table by function and by line', () => {
    for (const file of recordedProfiles) {
      const profile = sampleProfile(file);
      const totals = lineTotals(profile, 0);
      const functions = totals.map(({ name, file: path, flat, cum }) => `${name} ${path} ${flat} ${cum}`);
      expect(functions.sort()).toEqual(topOf(profile, 0, { granularity: 'filefunctions' }).sort());
      const lines = totals.flatMap(({ name, file: path, lines: of }) =>
        of.map(({ line, flat, cum }) => `${name} ${path}:${line} ${flat} ${cum}`),
      );
      expect(lines.sort()).toEqual(topOf(profile, 0, { granularity: 'lines' }).sort());
    }
  });

  it('count a recursive function once per sample', () => {
    const profile = sampleProfile('cpu.pb.gz');
    const fibonacci = lineTotals(profile, 0).find(({ name }) => name === 'main.fibonacci')!;
    const all = profile.samples.values[0]!.reduce((sum, value) => sum + value, 0);
    expect(fibonacci.cum).toBeLessThan(all);
    expect(fibonacci.startLine).toBeGreaterThan(0);
    expect(Math.max(...fibonacci.lines.map(({ cum }) => cum))).toBeLessThanOrEqual(fibonacci.cum);
  });
});

describe('openView', () => {
  it.each([
    ['focus', { focus: '[' }],
    ['ignore', { ignore: '(?=look)' }],
    ['hide', { hide: 'a{2,1}' }],
    ['tagfocus', { tagFocus: 'key=(' }],
    ['tagfocus', { tagFocus: '99999999999999999999kb' }],
  ] as const)('refuses a malformed %s', (option, spec) => {
    const view = openView(sampleProfile('cpu.pb.gz'), spec);
    expect(view).toMatchObject({ ok: false, error: { code: 'bad-filter' } });
    if (!view.ok) expect(view.error.message.toLowerCase()).toContain(option);
  });

  it('takes regular expressions as Go writes them', () => {
    const profile = sampleProfile('cpu.pb.gz');
    expect(topOf(profile, 0, { focus: '(?i)FIBONACCI' })).toEqual(topOf(profile, 0, { focus: 'fibonacci' }));
    expect(topOf(profile, 0, { focus: '\\Amain\\.sor[[:alpha:]]+\\z' })).toEqual(
      topOf(profile, 0, { focus: '^main.sorted$' }),
    );
  });

  it('finds sample types as pprof does', () => {
    const heap = sampleProfile('heap-after.pb.gz');
    const find = (name: string) => sampleTypeByName(heap, name);
    expect(find('')).toEqual({ ok: true, value: 3 });
    expect(find('0')).toEqual({ ok: true, value: 0 });
    expect(find('alloc_space')).toEqual({ ok: true, value: 1 });
    expect(sampleTypeByName(sampleProfile('allocs.pb.gz'), '')).toEqual({ ok: true, value: 1 });
    expect(find('7')).toMatchObject({ ok: false, error: { code: 'unknown-sample-type' } });
    expect(find('space')).toMatchObject({ ok: false });
  });

  it('shares out what filters leave', () => {
    const view = openView(sampleProfile('cpu.pb.gz'), { focus: 'fibonacci' });
    if (!view.ok) throw new Error(view.error.message);
    expect(view.value.kept[0]).toBeLessThan(view.value.totals[0]!);
    const relative = openView(sampleProfile('cpu.pb.gz'), { focus: 'fibonacci', relativePercentages: true });
    expect(relative.ok && relative.value.totals[0]).toBe(view.value.kept[0]);
  });
});

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { subtractBase } from '../../profile/compare.ts';
import { decodeProfile } from '../../profile/decode.ts';
import type { Profile } from '../../profile/profile.ts';
import { topTable } from '../../profile/top.ts';
import { changeRows, countKinds, percentOf, shownChanges } from '../../webview/compare/changes.ts';
import { growthMark, growthOf } from '../../webview/compare/growth.ts';
import { Analysis, wholeView } from '../../webview/model/analysis.ts';
import { subjectOf } from '../../webview/model/subject.ts';
import { lineUp } from '../../webview/series/recordings.ts';
import { sortedSeries } from '../../webview/series/sortSeries.ts';

function demo(when: string, name: string): Profile {
  const bytes = readFileSync(new URL(`../../demo/profiles/${when}/${name}`, import.meta.url));
  const profile = decodeProfile(gunzipSync(bytes));
  if (!profile.ok) throw new Error(profile.error.message);
  return profile.value;
}

const base = { name: 'after', content: { kind: 'profile', profile: demo('after', 'heap.pprof') } } as const;

function compared(normalize = false): Analysis {
  const subject = subjectOf(demo('repaired', 'heap.pprof'), base, normalize);
  const type = subject.types.find((each) => each.type === 'inuse_space');
  const view = 'view' in subject ? subject.view : wholeView((subject as { profile: Profile }).profile);
  return new Analysis(view as ReturnType<typeof wholeView>, type?.index ?? 0, type?.base);
}

describe('growth', () => {
  it('is measured by the largest change, or by what each was', () => {
    expect(growthOf(10, 20, 100, 'absolute')).toBe(0.1);
    expect(growthOf(10, 20, 100, 'proportional')).toBe(0.5);
    expect(growthOf(0, 1, 100, 'proportional')).toBe(1);
    expect(growthOf(1, 0, 100, 'proportional')).toBe(-1);
    // What stayed as it was is never coloured, however much others changed.
    expect(growthOf(50, 50, 100, 'absolute')).toBe(0);
    expect(growthOf(50, 50, 100, 'proportional')).toBe(0);
    expect(growthOf(0, 0, 0, 'proportional')).toBe(0);
    expect(growthOf(-5, 5, 0, 'absolute')).toBe(0);
  });

  it('has a sign, unless there is next to none', () => {
    expect([growthMark(0.5), growthMark(-0.5), growthMark(0), growthMark(0.0001)]).toEqual(['▲ ', '▼ ', '', '']);
  });
});

describe('changes', () => {
  it('are of one kind each, and add up to the change of the whole', () => {
    const analysis = compared();
    const rows = changeRows(analysis, 'flat');
    const sum = rows.reduce((total, { before, after }) => total + after - before, 0);
    expect(sum).toBe(analysis.total - analysis.baseTotal);
    for (const { kind, before, after } of rows) {
      if (kind === 'new') expect(before).toBe(0);
      if (kind === 'gone') expect(after).toBe(0);
      if (kind === 'grown') expect(after).toBeGreaterThan(before);
      if (kind === 'less') expect(after).toBeLessThan(before);
    }
    expect([...countKinds(rows).values()].reduce((a, b) => a + b, 0)).toBe(rows.length);
  });

  it.each(['flat', 'cum'] as const)('of %s are those of -diff_base, and of the same total', (of) => {
    const analysis = compared();
    const subtracted = subtractBase(demo('repaired', 'heap.pprof'), base.content.profile, { mode: 'diff_base' });
    if (!subtracted.ok) throw new Error(subtracted.error.message);
    const view = wholeView(subtracted.value);
    const type = view.profile.header.sampleTypes.findIndex((each) => each.type === 'inuse_space');
    const whole = new Analysis(view, type);
    const expected = topTable(view, type, of).filter((row) => row[of] !== 0);
    const found = changeRows(analysis, of).map(({ frame, before, after }) => [analysis.nameOf(frame), after - before]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(expected.map((row) => [whole.nameOf(row.frame), row[of]])),
    );
    expect(found).toHaveLength(expected.length);
    expect(analysis.baseTotal).toBe(view.totals[type]);
  });

  it('are filtered by kind and sorted by each column', () => {
    const analysis = compared();
    const rows = changeRows(analysis, 'flat');
    const nameOf = (frame: number): string => analysis.nameOf(frame);
    const gone = shownChanges(rows, 'gone', undefined, { key: 'before', isDescending: true }, nameOf);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone.every(({ kind }) => kind === 'gone')).toBe(true);
    expect(gone.map(({ before }) => before)).toEqual(gone.map(({ before }) => before).sort((a, b) => b - a));
    const sizes = shownChanges(rows, undefined, undefined, { key: 'change', isDescending: true }, nameOf).map(
      ({ before, after }) => Math.abs(after - before),
    );
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
    const names = shownChanges(rows, undefined, undefined, { key: 'name', isDescending: false }, nameOf);
    expect(names.map(({ frame }) => nameOf(frame))).toEqual(names.map(({ frame }) => nameOf(frame)).sort());
    expect(percentOf({ before: 0, after: 3 })).toBeUndefined();
    expect(percentOf({ before: -4, after: 2 })).toBe(150);
  });

  it('of a profile scaled to its base come to almost nothing in all', () => {
    const analysis = compared(true);
    const sum = changeRows(analysis, 'flat').reduce((total, { before, after }) => total + after - before, 0);
    expect(Math.abs(sum)).toBeLessThan(1000);
    expect(changeRows(analysis, 'flat').length).toBeGreaterThan(10);
  });
});

describe('a series', () => {
  const recordings = ['repaired', 'before', 'after'].map((when) => ({
    name: when,
    content: { kind: 'profile', profile: demo(when, 'heap.pprof') } as const,
  }));

  it('stands in order of time, and its rows add up', () => {
    const linedUp = lineUp(recordings, 'inuse_space', wholeView);
    if ('problem' in linedUp) throw new Error(linedUp.problem);
    expect(linedUp.names).toEqual(['before', 'after', 'repaired']);
    for (const of of ['flat', 'stacks'] as const)
      linedUp.totals.forEach((total, i) => {
        expect(linedUp.rows(of).reduce((sum, { values }) => sum + (values[i] ?? 0), 0)).toBe(total);
      });
    const last = sortedSeries(linedUp.rows('flat'), { key: 'last', isDescending: true }, undefined);
    expect(last.map(({ values }) => values[2])).toEqual(last.map(({ values }) => values[2] ?? 0).sort((a, b) => b - a));
    expect(
      sortedSeries(linedUp.rows('stacks'), { key: 'slope', isDescending: true }, (text) => text.includes('json'))
        .length,
    ).toBeGreaterThan(0);
  });

  it('of what has nothing in common says so', () => {
    const cpu = { name: 'cpu', content: { kind: 'profile', profile: demo('after', 'cpu.pprof') } as const };
    expect(lineUp([...recordings, cpu], 'inuse_space', wholeView)).toMatchObject({
      problem: expect.stringContaining('different things'),
    });
    const goroutines = { name: 'g', content: { kind: 'profile', profile: demo('after', 'goroutine.pprof') } as const };
    expect(lineUp([...recordings, goroutines], 'inuse_space', wholeView)).toMatchObject({
      problem: expect.stringContaining('have goroutines'),
    });
  });
});

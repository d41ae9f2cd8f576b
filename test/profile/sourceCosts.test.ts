import { describe, expect, it } from 'vitest';
import { decodeProfile } from '../../profile/decode.ts';
import type { Profile } from '../../profile/profile.ts';
import { costTotal, type FileCosts, sourceCosts } from '../../profile/sourceCosts.ts';
import { topTable } from '../../profile/top.ts';
import { openView } from '../../profile/view.ts';
import { recordedProfiles, sampleProfile } from './support/samples.ts';
import { type ProfileDescription, writeProfile } from './support/writeProfile.ts';

function decoded(description: ProfileDescription): Profile {
  const profile = decodeProfile(writeProfile(description));
  if (!profile.ok) throw new Error(profile.error.message);
  return profile.value;
}

const linesOf = (costs: readonly FileCosts[], file: string) =>
  costs.find((c) => c.file === file)?.lines.map((l) => [l.line, l.flat, l.cum]);

/** One pass over each sample's lines, the obvious way. */
function linesByHand(profile: Profile): Map<string, { flat: number; cum: number }> {
  const { samples, stacks, locations, lines, functions, text } = profile;
  const sums = new Map<string, { flat: number; cum: number }>();
  for (let sample = 0; sample < samples.count; sample++) {
    const stack = samples.stack[sample]!;
    const value = samples.values[0]![sample]!;
    const keys: string[] = [];
    for (let at = stacks.starts[stack]!; at < stacks.starts[stack + 1]!; at++) {
      const location = stacks.locations[at]!;
      for (let row = locations.lineStarts[location]!; row < locations.lineStarts[location + 1]!; row++)
        keys.push(`${text.at(functions.file[lines.function[row]!]!)}:${lines.line[row]}`);
    }
    for (const key of new Set(keys)) {
      const sum = sums.get(key) ?? { flat: 0, cum: 0 };
      sums.set(key, { flat: sum.flat + (key === keys[0] ? value : 0), cum: sum.cum + value });
    }
  }
  return sums;
}

describe('costs of sources', () => {
  it.each(recordedProfiles.filter((f) => !/odd|bare|nothing/.test(f)))('of %s agree with a count by hand', (file) => {
    const profile = sampleProfile(file);
    const byHand = linesByHand(profile);
    let checked = 0;
    for (const { file: source, lines } of sourceCosts(profile, 0)) {
      for (const { line, flat, cum } of lines) {
        expect({ flat, cum }, `${source}:${line}`).toEqual(byHand.get(`${source}:${line}`));
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(3);
  });

  it('of filters are those of the top table with the same filters; percentages follow where they are relative', () => {
    const profile = sampleProfile('cpu.pb.gz');
    const filters = { focus: ['orders|sort'], hide: ['runtime'] };
    const view = openView(profile, { ...filters, granularity: 'filefunctions' });
    if (!view.ok) throw new Error(view.error.message);
    const { functionName } = view.value.frames;
    const top = new Map(topTable(view.value, 0).map((r) => [functionName[r.frame], [r.flat, r.cum]]));
    const ours = sourceCosts(profile, 0, filters).flatMap((c) => c.functions);
    expect(ours.length).toBeGreaterThan(3);
    expect(ours.length).toBeLessThan(sourceCosts(profile, 0).flatMap((c) => c.functions).length);
    for (const { name, flat, cum } of ours) if (!name.includes('[')) expect([flat, cum], name).toEqual(top.get(name));
    const whole = costTotal(profile, 0);
    expect(costTotal(profile, 0, filters)).toBe(whole);
    expect(costTotal(profile, 0, { ...filters, relativePercentages: true })).toBeLessThan(whole);
  });

  it('agree with the top table by function, where there are no type parameters', () => {
    const profile = sampleProfile('cpu.pb.gz');
    const view = openView(profile, { granularity: 'filefunctions' });
    if (!view.ok) throw new Error(view.error.message);
    const { functionName, file } = view.value.frames;
    const top = topTable(view.value, 0).map((r) => `${file[r.frame]} ${functionName[r.frame]} ${r.flat} ${r.cum}`);
    const ours = sourceCosts(profile, 0).flatMap((c) =>
      c.functions.map((f) => `${c.file} ${f.name} ${f.flat} ${f.cum}`),
    );
    const withoutParameters = (rows: string[]): string[] => rows.filter((r) => !r.includes('[')).sort();
    expect(withoutParameters(ours)).toEqual(withoutParameters(top));
    const ranks = sourceCosts(profile, 0).flatMap((c) => c.functions.map((f) => f.rank));
    expect(ranks.sort((a, b) => a - b)).toEqual(ranks.map((_, i) => i + 1));
  });

  it('count a sample once per line: under recursion, inlining, and for a closure on its function’s own line', () => {
    const profile = decoded({
      sampleTypes: [['cpu', 'nanoseconds']],
      functions: [
        { id: 1, name: 'p.walk', file: '/p/a.go', startLine: 3 },
        { id: 2, name: 'p.walk.func1', file: '/p/a.go', startLine: 5 },
        { id: 3, name: 'p.Map[go.shape.int]', file: '/p/b.go', startLine: 1 },
        { id: 4, name: 'p.Map[go.shape.string]', file: '/p/b.go', startLine: 1 },
      ],
      locations: [
        { id: 1, lines: [[1, 5]] },
        // The closure, inlined into its function, on one line; both inlined into a second call.
        {
          id: 2,
          lines: [
            [2, 5],
            [1, 5],
            [1, 7],
          ],
        },
        { id: 3, lines: [[3, 2]] },
        { id: 4, lines: [[4, 2]] },
      ],
      samples: [
        { stack: [2, 1, 1], values: [10] },
        { stack: [3, 4, 1], values: [100] },
      ],
    });
    const costs = sourceCosts(profile, 0);
    expect(linesOf(costs, '/p/a.go')).toEqual([
      [5, 10, 110],
      [7, 0, 10],
    ]);
    expect(linesOf(costs, '/p/b.go')).toEqual([[2, 100, 100]]);
    expect(costs.flatMap((c) => c.functions.map((f) => [f.name, f.flat, f.cum, f.rank]))).toEqual([
      ['p.walk', 0, 110, 1],
      ['p.walk.func1', 10, 10, 3],
      ['p.Map[...]', 100, 100, 2],
    ]);
  });

  it('leave out what has no line', () => {
    const profile = decoded({
      sampleTypes: [['cpu', 'nanoseconds']],
      functions: [{ id: 1, name: 'p.f', file: '/p/a.go' }],
      locations: [
        { id: 1, lines: [[1, 0]] },
        { id: 2, address: 16 },
      ],
      samples: [{ stack: [1, 2], values: [1] }],
    });
    expect(sourceCosts(profile, 0)).toMatchObject([{ file: '/p/a.go', lines: [], functions: [{ flat: 1, cum: 1 }] }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Verdict } from './support/exercise.ts';
import { fuzzed } from './support/fuzzed.ts';
import { mutate } from './support/mutate.ts';
import { sampleBytes } from './support/samples.ts';

const mutations = 120;

/** Damaged files: no throw, no hang, and no wrong sum. `npm run bench:fuzz` does the same a thousand times as often. */
describe.each(fuzzed)('$file', ({ file, exercise, isText }) => {
  it(`survives ${mutations} kinds of damage`, () => {
    const bytes = sampleBytes(file);
    const verdicts: Verdict[] = [];
    for (let seed = 0; seed < mutations; seed++) verdicts.push(exercise(mutate(bytes, seed, isText)));
    // Something must be read, or the damage is too large to test anything.
    expect(verdicts.some((v) => v !== 'refused')).toBe(true);
    if (!isText) expect(verdicts).toContain('refused');
  });
});

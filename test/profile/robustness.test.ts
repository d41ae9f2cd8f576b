import { describe, expect, it } from 'vitest';
import { exerciseDump, exerciseProfile, type Verdict } from './support/exercise.ts';
import { mutate } from './support/mutate.ts';
import { sampleBytes } from './support/samples.ts';

const mutations = 300;

/** Damaged files: no throw, no hang, and no wrong sum where another reader takes them too. */
describe.each([
  ['cpu.pb.gz', exerciseProfile],
  ['cpu-labelled.pb.gz', exerciseProfile],
  ['heap-before.pb.gz', exerciseProfile],
  ['goroutine.pb.gz', exerciseProfile],
  ['odd.pb', exerciseProfile],
  ['goroutine.debug2.txt', exerciseDump],
  ['goroutine.debug1.txt', exerciseDump],
  ['crash.txt', exerciseDump],
] as const)('%s', (file, exercise) => {
  it(`survives ${mutations} kinds of damage`, () => {
    const bytes = sampleBytes(file);
    const verdicts: Verdict[] = [];
    for (let seed = 0; seed < mutations; seed++) verdicts.push(exercise(mutate(bytes, seed)));
    // Both outcomes must occur, else the damage is too small or too large to test anything.
    expect(new Set(verdicts).size).toBeGreaterThan(file.endsWith('.txt') ? 0 : 1);
  });
});

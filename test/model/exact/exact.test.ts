import { describe, expect, test } from 'vitest';
import { packagesOf } from '../../rules/harness.ts';
import { disagreement } from './compare.ts';

// The model and the reference must say the same about every program: whether a run parks somebody for ever, and where.
const ROUNDS = 8;
const PROGRAMS = 50;

describe('the model agrees with the reference', () => {
  test.each(Array.from({ length: ROUNDS }, (_, i) => i))('programs of hundred %i', async (round) => {
    let compared = 0;
    for (let seed = round * 1000; seed < round * 1000 + PROGRAMS; seed++) {
      const { wrong, isCompared, text } = await disagreement(seed, packagesOf);
      expect(wrong, `seed ${seed}\n${text}`).toBeUndefined();
      if (isCompared) compared++;
    }
    expect(compared).toBeGreaterThan(PROGRAMS * 0.8);
  });
});

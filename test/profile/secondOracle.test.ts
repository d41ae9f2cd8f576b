import { Profile as OtherProfile } from 'pprof-format';
import { describe, expect, it } from 'vitest';
import { decodeProfile } from '../../profile/decode.ts';
import type { Profile } from '../../profile/profile.ts';
import { flatten, flattenOther } from './support/flatten.ts';
import { recordedProfiles, sampleBytes } from './support/samples.ts';

/** The reader of npm's pprof-format sees the same profile. */
describe('pprof-format agrees', () => {
  it.each([...recordedProfiles, 'bare.pb', 'odd.pb'])('on every sample of %s', (file) => {
    const bytes = sampleBytes(file);
    const ours = decodeProfile(bytes);
    expect(ours.ok).toBe(true);
    const theirs = flattenOther(OtherProfile.decode(bytes));
    const mine = flatten((ours as { value: Profile }).value);
    expect(mine.sampleTypes).toEqual(theirs.sampleTypes);
    expect(mine.samples).toEqual(theirs.samples);
  });
});

import { expect, it } from 'vitest';
import { hasNames, plainGranularity } from '../../profile/view/plainGranularity.ts';
import { recordedProfiles, sampleProfile } from './support/samples.ts';

it('shows addresses where a profile names no function', () => {
  for (const file of recordedProfiles) expect(plainGranularity(sampleProfile(file))).toBe('functions');
  for (const file of ['old-heap.txt', 'old-growth.txt', 'old-cpu-64.prof'])
    expect(plainGranularity(sampleProfile(file))).toBe('addresses');
  expect(hasNames(sampleProfile('bare.pb'))).toBe(true);
  expect(hasNames(sampleProfile('nothing.pb'))).toBe(true);
});

import { expect, it } from 'vitest';
import { makeCompatible } from '../../profile/merge/compatible.ts';
import type { Profile } from '../../profile/profile.ts';
import { sampleProfile } from './support/samples.ts';

/** The profile with its sample types called otherwise. */
const named = (profile: Profile, ...names: string[]): Profile => ({
  ...profile,
  header: {
    ...profile.header,
    sampleTypes: profile.header.sampleTypes.map((t, i) => ({ ...t, type: names[i] ?? t.type })),
  },
});

const typesOf = (profiles: readonly Profile[]): string[][] => {
  const made = makeCompatible(profiles);
  if (!made.ok) throw new Error(made.error.message);
  return made.value.map(({ header }) => header.sampleTypes.map(({ type }) => type));
};

const heap = sampleProfile('heap-after.pb.gz');

it('keeps the types that all have, in the order of the first', () => {
  const other = named(heap, 'objects', 'alloc_space');
  expect(typesOf([heap, other])).toEqual([
    ['alloc_space', 'inuse_objects', 'inuse_space'],
    ['alloc_space', 'inuse_objects', 'inuse_space'],
  ]);
});

it('drops a type that a profile has twice: which of the two is meant cannot be told', () => {
  const twice = named(heap, 'alloc_space');
  expect(typesOf([twice, heap])).toEqual([
    ['inuse_objects', 'inuse_space'],
    ['inuse_objects', 'inuse_space'],
  ]);
});

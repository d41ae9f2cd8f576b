import { compareProfiles } from '../../profile/compare.ts';
import type { Profile, SampleTypeIndex, ValueType } from '../../profile/profile.ts';
import type { Base } from './content.ts';

/** What the views show: a profile, or two of them on the same stacks. */
export interface Subject {
  /** What views are made of. */
  readonly profile: Profile;
  readonly types: readonly SubjectType[];
  /** Why the profile is shown alone though there is one to compare with. */
  readonly problem: string | undefined;
}

export interface SubjectType extends ValueType {
  readonly index: SampleTypeIndex;
  /** The column with the values from before. */
  readonly base: SampleTypeIndex | undefined;
  /** The sample type in the profile's own file. */
  readonly own: SampleTypeIndex;
}

/** `normalize`: scale the profile to its base first. */
export function subjectOf(profile: Profile, base: Base | undefined, normalize = false): Subject {
  if (base?.content.kind !== 'profile') return alone(profile, undefined);
  const comparison = compareProfiles(base.content.profile, profile, { normalize });
  if (!comparison.ok) return alone(profile, `${base.name} cannot be compared with: ${comparison.error.message}`);
  const { sampleTypes } = profile.header;
  const types = comparison.value.types.map(({ type, unit, before, after }) => ({
    type,
    unit,
    index: after,
    base: before,
    own: Math.max(
      0,
      sampleTypes.findIndex((t) => t.type === type),
    ),
  }));
  return { profile: comparison.value.profile, types, problem: undefined };
}

function alone(profile: Profile, problem: string | undefined): Subject {
  const types = profile.header.sampleTypes.map((t, i) => ({ ...t, index: i, base: undefined, own: i }));
  return { profile, types, problem };
}

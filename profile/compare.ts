import type { ProfileProblem } from './problem.ts';
import type { Profile, SampleTypeIndex, ValueType } from './profile.ts';
import type { Result } from './result.ts';

export interface BaseOptions {
  /** diff_base keeps the base's samples apart, so that percentages are of the base; base lets them cancel. */
  readonly mode: 'base' | 'diff_base';
  /** Scale the profile to the base's total first, per sample type. */
  readonly normalize?: boolean;
}

/** What `go tool pprof -base` and `-diff_base` make of two profiles: one profile with the base's values negated. */
export declare function subtractBase(
  profile: Profile,
  base: Profile,
  options: BaseOptions,
): Result<Profile, ProfileProblem>;

/** Before and after as two columns on the same stacks. */
export interface Comparison {
  /** Open a view of it and take `weights[before]` and `weights[after]`. */
  readonly profile: Profile;
  readonly types: readonly (ValueType & { readonly before: SampleTypeIndex; readonly after: SampleTypeIndex })[];
}

export declare function compareProfiles(before: Profile, after: Profile): Result<Comparison, ProfileProblem>;

/** The sum of several profiles of one kind. */
export declare function mergeProfiles(profiles: readonly Profile[]): Result<Profile, ProfileProblem>;

import { useMemo } from 'preact/hooks';
import type { Profile } from '../../profile/profile.ts';
import type { ViewQuery } from '../../profile/query/viewQuery.ts';
import { queriedView } from '../model/analysis.ts';
import { type Base, goroutinesOf, goroutinesShown } from '../model/content.ts';
import { type SubjectType, subjectOf } from '../model/subject.ts';

interface Given {
  readonly profile: Profile;
  readonly base: Base | undefined;
  readonly normalize: boolean;
  readonly query: ViewQuery;
  readonly ownModules: readonly string[];
}

/** What the views show of a profile and its base: made anew only when that which it rests on changes. */
export function useSubject({ profile, base, normalize, query, ownModules }: Given) {
  const subject = useMemo(() => subjectOf(profile, base, normalize), [profile, base, normalize]);
  const view = useMemo(() => queriedView(subject.profile, query, ownModules), [subject.profile, query, ownModules]);
  const allGoroutines = useMemo(() => goroutinesOf({ kind: 'profile', profile }), [profile]);
  const goroutines = useMemo(
    () => goroutinesShown({ kind: 'profile', profile }, query, ownModules),
    [profile, query, ownModules],
  );
  const goroutinesBefore = useMemo(
    () => base && goroutinesShown(base.content, query, ownModules),
    [base, query, ownModules],
  );
  return { ...subject, view, allGoroutines, goroutines, goroutinesBefore };
}

/** The sample type that a tab begins with: what it showed before, else what the profile itself says. */
export function startType({ header }: Profile, types: readonly SubjectType[], keptName: string | undefined): number {
  const kept = types.findIndex(({ type }) => type === keptName);
  if (kept >= 0) return kept;
  return Math.max(
    0,
    types.findIndex((t) => t.own === header.defaultSampleType),
  );
}

/** A dump has goroutines to compare, and no other figures. */
export const mismatch = (base: Base | undefined): string | undefined =>
  base?.content.kind === 'dump' ? `${base.name} is a goroutine dump` : undefined;

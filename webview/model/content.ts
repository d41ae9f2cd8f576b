import { goroutineGroups, isGoroutineProfile } from '../../profile/goroutines/fromProfile.ts';
import { type GoroutineSet, goroutineSet } from '../../profile/goroutines/goroutineGroup.ts';
import { queriedGoroutines } from '../../profile/goroutines/queryGroups.ts';
import type { Profile } from '../../profile/profile.ts';
import { filterCount, type ViewQuery } from '../../profile/query/viewQuery.ts';
import { fromTransfer } from '../../profile/transfer.ts';
import type { FileContent } from '../../protocol/webview.ts';
import { queriedView } from './analysis.ts';

/** What a file holds, as the page works with it. */
export type Content =
  | { readonly kind: 'profile'; readonly profile: Profile }
  | { readonly kind: 'dump'; readonly goroutines: GoroutineSet };

/** A profile or dump to compare with, and where it lies. */
export interface Base {
  readonly name: string;
  readonly content: Content;
}

export function contentOf(content: FileContent): Content {
  return content.kind === 'profile'
    ? { kind: 'profile', profile: fromTransfer(content.columns) }
    : { kind: 'dump', goroutines: goroutineSet(content.dump.groups, content.dump.truncated) };
}

/** The goroutines that a query lets pass; undefined for a profile of something else. */
export function goroutinesShown(
  content: Content,
  query: ViewQuery,
  ownModules: readonly string[],
): GoroutineSet | undefined {
  if (filterCount(query) === 0) return goroutinesOf(content);
  if (content.kind === 'dump') return queriedGoroutines(content.goroutines, query, ownModules);
  if (!isGoroutineProfile(content.profile)) return undefined;
  const { profile, keptStacks, keptSets } = queriedView(content.profile, query, ownModules);
  const { stack, labelSet } = profile.samples;
  // Which samples pass is decided on whole stacks; groups know only what is between the runtime's frames.
  const kept = goroutineGroups(
    content.profile,
    (sample) => keptStacks[stack[sample]!] === 1 && (keptSets === undefined || keptSets[labelSet[sample]!] === 1),
  );
  return queriedGoroutines(kept, query, ownModules, true);
}

/** Its goroutines; undefined for a profile of something else. */
export function goroutinesOf(content: Content): GoroutineSet | undefined {
  if (content.kind === 'dump') return content.goroutines;
  return isGoroutineProfile(content.profile) ? goroutineGroups(content.profile) : undefined;
}

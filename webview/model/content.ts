import { goroutineGroups, isGoroutineProfile } from '../../profile/goroutines/fromProfile.ts';
import { type GoroutineSet, goroutineSet } from '../../profile/goroutines/goroutineGroup.ts';
import type { Profile } from '../../profile/profile.ts';
import { fromTransfer } from '../../profile/transfer.ts';
import type { FileContent } from '../../protocol/webview.ts';

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

/** Its goroutines; undefined for a profile of something else. */
export function goroutinesOf(content: Content): GoroutineSet | undefined {
  if (content.kind === 'dump') return content.goroutines;
  return isGoroutineProfile(content.profile) ? goroutineGroups(content.profile) : undefined;
}

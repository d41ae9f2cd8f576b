import type { FrameIndex } from '../../profile/view.ts';

/** What is selected: a function, and where it was picked in a tree the call of it. Follows from view to view. */
export interface Selection {
  readonly frame: FrameIndex;
  /** From the root of the profile. */
  readonly path?: readonly FrameIndex[];
}

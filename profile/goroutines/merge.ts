import { type GoroutineFrame, type GoroutineGroup, topFrameOf } from './goroutineGroup.ts';
import type { Label } from './labelText.ts';
import { isRuntime, waitStateOf } from './waitState.ts';

/** A group out of a profile, which knows no more than frames and labels. */
export function groupOf(
  frames: readonly GoroutineFrame[],
  { count, labels, leaked }: { readonly count: number; readonly labels: readonly Label[]; readonly leaked: boolean },
): GoroutineGroup {
  const shown = withoutRuntime(frames);
  return {
    count,
    state: waitStateOf(frames.map((frame) => frame.function)),
    waitMinutes: undefined,
    createdBy: undefined,
    frames: shown,
    topFrame: topFrameOf(shown),
    labels,
    ids: [],
    leaked,
    lockedToThread: false,
    elided: false,
  };
}

/** Adds up groups that look the same: program counters may differ where lines do not. */
export function mergeGroups(groups: readonly GoroutineGroup[]): GoroutineGroup[] {
  const merged = new Map<string, GoroutineGroup>();
  for (const group of groups) {
    const key = JSON.stringify([group.state, group.labels, group.frames]);
    const known = merged.get(key);
    merged.set(key, known ? { ...known, count: known.count + group.count } : group);
  }
  return [...merged.values()];
}

/** As the runtime's dumps show a stack: without the frames that park it and those that started it. */
function withoutRuntime(frames: readonly GoroutineFrame[]): readonly GoroutineFrame[] {
  const start = frames.findIndex((frame) => !isRuntime(frame.function));
  const end = frames.findLastIndex((frame) => !isRuntime(frame.function));
  return start < 0 ? frames : frames.slice(start, end + 1);
}

import { withoutTypeArguments } from '../goNames.ts';
import type { GoroutineGroup, GoroutineSet } from './goroutineGroup.ts';

/** How many goroutines have a stack before and after. */
export interface GroupChange {
  readonly before: number;
  readonly after: number;
  /** The largest group with the stack, of the later set where it is in both. */
  readonly group: GoroutineGroup;
}

/**
 * Joins two sets by stack: function and line of each frame, and what is left over by functions alone, since lines move
 * between builds. States and labels are added up. By falling growth.
 */
export function compareGoroutines(before: GoroutineSet, after: GoroutineSet): GroupChange[] {
  const older = sumBy(before.groups, exactKey);
  const newer = sumBy(after.groups, exactKey);
  const changes: GroupChange[] = [];
  for (const [key, { count, group }] of newer) {
    const match = older.get(key);
    if (!match) continue;
    changes.push({ before: match.count, after: count, group });
    older.delete(key);
    newer.delete(key);
  }
  const olderRest = sumBy(groupsOf(older), looseKey);
  const newerRest = sumBy(groupsOf(newer), looseKey);
  for (const [key, { count, group }] of newerRest) {
    changes.push({ before: olderRest.get(key)?.count ?? 0, after: count, group });
    olderRest.delete(key);
  }
  for (const { count, group } of olderRest.values()) changes.push({ before: count, after: 0, group });
  return changes.sort((left, right) => right.after - right.before - (left.after - left.before));
}

interface Counted {
  readonly count: number;
  /** The largest of those added up. */
  readonly group: GoroutineGroup;
}

function sumBy(groups: readonly GoroutineGroup[], keyOf: (group: GoroutineGroup) => string): Map<string, Counted> {
  const sums = new Map<string, Counted>();
  for (const group of groups) {
    const key = keyOf(group);
    const known = sums.get(key);
    const larger = known && known.group.count >= group.count ? known.group : group;
    sums.set(key, { count: (known?.count ?? 0) + group.count, group: larger });
  }
  return sums;
}

function groupsOf(sums: ReadonlyMap<string, Counted>): GoroutineGroup[] {
  return Array.from(sums.values(), ({ count, group }) => ({ ...group, count }));
}

function exactKey({ frames }: GoroutineGroup): string {
  return frames.map((frame) => `${withoutTypeArguments(frame.function)}:${frame.line}`).join('\n');
}

function looseKey({ frames }: GoroutineGroup): string {
  return frames.map((frame) => withoutTypeArguments(frame.function)).join('\n');
}

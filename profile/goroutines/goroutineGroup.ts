import { firstOwn } from '../goNames.ts';
import type { Label } from './labelText.ts';

/** A frame of a goroutine's stack; `line` is 0 and `file` empty where unknown. */
export interface GoroutineFrame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

/** Goroutines with the same stack, state, creator and labels. */
export interface GoroutineGroup {
  readonly count: number;
  /** `chan send`, `select`, `IO wait` …: an open set; empty if the source does not tell. */
  readonly state: string;
  /** The longest wait in whole minutes (a lower bound), `undefined` if none was written. */
  readonly waitMinutes: number | undefined;
  /** The function and place of the `go` statement. */
  readonly createdBy: GoroutineFrame | undefined;
  /** Leaf first, without the runtime's own frames around them. */
  readonly frames: readonly GoroutineFrame[];
  /** Position in `frames` of the one to name the group by: the first outside the standard library, if there is one. */
  readonly topFrame: number;
  readonly labels: readonly Label[];
  /** Ids of the first members, in order of the source; empty in protobuf and debug=1 profiles. */
  readonly ids: readonly number[];
  /** Found unreachable by the runtime's leak detection (goroutineleak profile). */
  readonly leaked: boolean;
  readonly lockedToThread: boolean;
  /** Frames were left out of the middle of the stack by the runtime. */
  readonly elided: boolean;
}

/** All goroutines of a dump or profile. */
export interface GoroutineSet {
  readonly total: number;
  /** Goroutines by state, by falling count. */
  readonly states: ReadonlyMap<string, number>;
  /** By falling count. */
  readonly groups: readonly GoroutineGroup[];
  /** The source ended in the middle of a goroutine (the runtime cuts dumps at 64 MiB). */
  readonly truncated: boolean;
}

/** Puts groups into a set: the largest first, then those that wait longest. */
export function goroutineSet(groups: readonly GoroutineGroup[], truncated: boolean): GoroutineSet {
  const sorted = [...groups].sort(
    (left, right) =>
      right.count - left.count ||
      (right.waitMinutes ?? 0) - (left.waitMinutes ?? 0) ||
      compare(topName(left), topName(right)) ||
      compare(left.state, right.state),
  );
  const counts = new Map<string, number>();
  for (const { state, count } of sorted) counts.set(state, (counts.get(state) ?? 0) + count);
  return {
    total: sorted.reduce((sum, { count }) => sum + count, 0),
    states: new Map([...counts].sort((left, right) => right[1] - left[1] || compare(left[0], right[0]))),
    groups: sorted,
    truncated,
  };
}

/** The name of the frame that tells what the group is about, '' if it has no frames. */
export function topName({ frames, topFrame }: Pick<GoroutineGroup, 'frames' | 'topFrame'>): string {
  return frames[topFrame]?.function ?? '';
}

export function topFrameOf(frames: readonly GoroutineFrame[]): number {
  return firstOwn(frames.map((frame) => frame.function));
}

function compare(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

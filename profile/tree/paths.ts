import type { FrameIndex } from '../view.ts';
import type { FrameStacks } from './frameStacks.ts';

/** Callees: roots at the top (flame graph). Callers: leaves at the top (inverted). */
export type TreeDirection = 'callees' | 'callers';

/**
 * The way each stack takes through a tree. Element d of the path of stack s is `frames[from[s] + d * step]`, and there
 * are `length[s]` of them.
 */
export interface Paths {
  readonly frames: Uint32Array;
  readonly from: Uint32Array;
  readonly length: Uint32Array;
  readonly step: 1 | -1;
}

/** Every stack from end to end, or only from its outermost occurrence of `through` on; stacks without it are empty. */
export function makePaths(stacks: FrameStacks, direction: TreeDirection, through: FrameIndex | undefined): Paths {
  const count = stacks.starts.length - 1;
  const from = new Uint32Array(count);
  const length = new Uint32Array(count);
  for (let stack = 0; stack < count; stack++) {
    const start = stacks.starts[stack]!;
    const end = stacks.starts[stack + 1]!;
    // Leaf first in memory: the outermost occurrence is the last one.
    const split = through === undefined ? undefined : lastIndexIn(stacks.frames, start, end, through);
    if (split !== undefined && split < start) continue;
    if (direction === 'callees') {
      from[stack] = split ?? end - 1;
      length[stack] = (split ?? end - 1) - start + 1;
    } else {
      from[stack] = split ?? start;
      length[stack] = end - (split ?? start);
    }
  }
  return { frames: stacks.frames, from, length, step: direction === 'callees' ? -1 : 1 };
}

/** Less than `start` if it is not there. */
function lastIndexIn(frames: Uint32Array, start: number, end: number, frame: number): number {
  let at = end - 1;
  while (at >= start && frames[at] !== frame) at--;
  return at;
}

import type { FrameIndex, View } from '../view.ts';
import { StackTrie } from './stackTrie.ts';
import { StackWalk, type TreeDirection } from './stackWalk.ts';

const known = new WeakMap<View, Partial<Record<TreeDirection, StackTrie>>>();

/**
 * The stacks of a view that weigh anything, as a trie. Made once per view and direction; those through one function are
 * made each time.
 */
export function trieOf(view: View, direction: TreeDirection, through: FrameIndex | undefined): StackTrie {
  if (through !== undefined) return make(view, direction, through);
  const tries = known.get(view) ?? {};
  known.set(view, tries);
  tries[direction] ??= make(view, direction, undefined);
  return tries[direction];
}

function make(view: View, direction: TreeDirection, through: FrameIndex | undefined): StackTrie {
  return new StackTrie(new StackWalk(view, weighted(view), direction, through), view.frames.count);
}

/** The stacks that weigh anything. */
function weighted({ weights, starts }: View): Uint32Array {
  const isWeighted = new Uint8Array(starts.length);
  for (const column of weights)
    for (let stack = 0; stack < column.length; stack++) if (column[stack] !== 0) isWeighted[stack] = 1;
  const stacks = new Uint32Array(starts.length);
  let count = 0;
  for (let stack = 0; stack < stacks.length; stack++) if (isWeighted[stack] === 1) stacks[count++] = stack;
  return stacks.subarray(0, count);
}

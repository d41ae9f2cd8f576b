import type { FrameIndex, View } from '../view.ts';
import { frameStacks } from './frameStacks.ts';
import { makePaths, type Paths, type TreeDirection } from './paths.ts';
import { type StackTrie, stackTrie } from './stackTrie.ts';

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
  const paths = makePaths(frameStacks(view), direction, through);
  return stackTrie(paths, selectStacks(view, paths, through !== undefined), view.frames.count);
}

function selectStacks({ weights }: View, { length }: Paths, skipsEmpty: boolean): Uint32Array {
  const isSelected = new Uint8Array(length.length);
  for (const column of weights)
    for (let stack = 0; stack < length.length; stack++) if (column[stack] !== 0) isSelected[stack] = 1;
  const selected = new Uint32Array(length.length);
  let count = 0;
  for (let stack = 0; stack < length.length; stack++)
    if (isSelected[stack] === 1 && !(skipsEmpty && length[stack] === 0)) selected[count++] = stack;
  return selected.slice(0, count);
}

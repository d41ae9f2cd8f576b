import { GrowingUint32 } from '../decode/growing.ts';
import type { Paths } from './paths.ts';
import { Splitter } from './splitter.ts';

/**
 * Stacks by what their paths begin with; node 0 is the root, with an empty run of frames. A node stands for as many frames
 * as all of its stacks go on to share, so that there are at most two nodes per stack, however deep those are. It knows no
 * weights: trees of every sample type and at every zoom are read off the same one.
 */
export interface StackTrie {
  readonly paths: Paths;
  /** Stacks: those of node n are `order[start[n]] … order[end[n] - 1]`, and those before `ended[n]` end with its run. */
  readonly order: Uint32Array;
  readonly count: number;
  /** Nodes in depth-first order. The root is its own parent. */
  readonly parent: Uint32Array;
  /** Frames from the root to the end of the node's run, which begins where its parent's ends. */
  readonly depth: Uint32Array;
  readonly start: Uint32Array;
  readonly ended: Uint32Array;
  readonly end: Uint32Array;
  /** First node beyond the subtree. */
  readonly last: Uint32Array;
}

/** Frame number `at` of the path of the node's stacks; `at` below the node's depth. */
export function frameAt({ paths, order, start }: StackTrie, node: number, at: number): number {
  return paths.frames[paths.from[order[start[node]!]!]! + at * paths.step]!;
}

/** Sorts the given stacks, in place; `frames` is how many frames there are. */
export function stackTrie(paths: Paths, stacks: Uint32Array, frames: number): StackTrie {
  const splitter = new Splitter(paths, stacks, frames);
  const columns = {
    parent: new GrowingUint32(),
    depth: new GrowingUint32(),
    start: new GrowingUint32(),
    ended: new GrowingUint32(),
    end: new GrowingUint32(),
  };
  /** Runs of stacks that will become nodes: start, end and parent of each. */
  const pending = new GrowingUint32();
  const add = (start: number, end: number, parent: number, depth: number): void => {
    const node = columns.parent.count;
    const ended = splitter.moveEnded(start, end, depth);
    columns.parent.push(parent);
    columns.depth.push(depth);
    columns.start.push(start);
    columns.ended.push(ended);
    columns.end.push(end);
    if (ended === end) return;
    const groups = splitter.split(ended, end, depth);
    let from = ended;
    for (let i = 0; i < groups.count; i++) {
      const to = groups.array[i]!;
      pending.push(from);
      pending.push(to);
      pending.push(node);
      from = to;
    }
  };
  add(0, stacks.length, 0, 0);
  while (pending.count > 0) {
    pending.count -= 3;
    const [start, end, parent] = [
      pending.array[pending.count]!,
      pending.array[pending.count + 1]!,
      pending.array[pending.count + 2]!,
    ];
    add(start, end, parent, sharedDepth(paths, stacks, start, end, columns.depth.array[parent]! + 1));
  }
  const parent = columns.parent.finish();
  return {
    paths,
    order: stacks,
    count: parent.length,
    parent,
    depth: columns.depth.finish(),
    start: columns.start.finish(),
    ended: columns.ended.finish(),
    end: columns.end.finish(),
    last: subtreeEnds(parent),
  };
}

/** How many frames the stacks of a run share, of which `known` are known to be. */
function sharedDepth(paths: Paths, order: Uint32Array, start: number, end: number, known: number): number {
  const { frames, from, length, step } = paths;
  const first = order[start]!;
  const begin = from[first]!;
  let shared = length[first]!;
  for (let i = start + 1; i < end && shared > known; i++) {
    const stack = order[i]!;
    const most = Math.min(shared, length[stack]!);
    const other = from[stack]!;
    let depth = known;
    while (depth < most && frames[begin + depth * step] === frames[other + depth * step]) depth++;
    shared = depth;
  }
  return shared;
}

/** First node beyond each subtree: children come after their parents, so one pass from the back finds it. */
export function subtreeEnds(parent: Uint32Array): Uint32Array {
  const end = new Uint32Array(parent.length);
  for (let node = parent.length - 1; node >= 0; node--) {
    if (end[node] === 0) end[node] = node + 1;
    const above = parent[node]!;
    if (end[node]! > end[above]!) end[above] = end[node]!;
  }
  return end;
}

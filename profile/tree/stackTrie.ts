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
  const column = (): Uint32Array => new Uint32Array(2 * stacks.length + 1);
  const [parent, depth, start, ended, end] = [column(), column(), column(), column(), column()];
  /** Nodes to come, the next one last: the runs of their stacks, which never overlap, and their parents. */
  const pending = new Uint32Array(2 * stacks.length + 2);
  const parents = new Uint32Array(stacks.length + 1);
  pending[1] = stacks.length;
  let count = 0;
  for (let waiting = 1; waiting > 0; ) {
    waiting--;
    const from = pending[2 * waiting]!;
    const to = pending[2 * waiting + 1]!;
    const above = parents[waiting]!;
    const node = count++;
    const shared = node === 0 ? 0 : sharedDepth(paths, stacks, from, to, depth[above]! + 1);
    const rest = splitter.moveEnded(from, to, shared);
    parent[node] = above;
    depth[node] = shared;
    start[node] = from;
    ended[node] = rest;
    end[node] = to;
    const groups = rest === to ? 0 : splitter.split(rest, to, shared);
    let first = rest;
    for (let group = 0; group < groups; group++) {
      const last = splitter.ends[group]!;
      pending[2 * waiting] = first;
      pending[2 * waiting + 1] = last;
      parents[waiting++] = node;
      first = last;
    }
  }
  const used = (all: Uint32Array): Uint32Array => all.slice(0, count);
  const last = subtreeEnds(used(parent));
  return {
    paths,
    order: stacks,
    count,
    parent: used(parent),
    depth: used(depth),
    start: used(start),
    ended: used(ended),
    end: used(end),
    last,
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

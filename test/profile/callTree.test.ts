import { describe, expect, it } from 'vitest';
import { type CallTree, callTree } from '../../profile/callTree.ts';
import { compareProfiles } from '../../profile/compare.ts';
import { flameRows } from '../../profile/flameRows.ts';
import { none } from '../../profile/profile.ts';
import { topTable } from '../../profile/top.ts';
import { frameStacks } from '../../profile/tree/frameStacks.ts';
import type { StackTrie } from '../../profile/tree/stackTrie.ts';
import { trieOf } from '../../profile/tree/trieOf.ts';
import { openView, type View, type ViewSpec } from '../../profile/view.ts';
import { recordedProfiles, sampleProfile } from './support/samples.ts';

function viewOf(file: string, spec: ViewSpec = {}): View {
  const view = openView(sampleProfile(file), spec);
  if (!view.ok) throw new Error(view.error.message);
  return view.value;
}

/** Nodes by the names on the way to them: what a tree of objects would say. */
type Paths = Map<string, { total: number; self: number }>;

/** The plain way: a map entry per stack and depth. `stacks` have the top of the tree first. */
function byMaps(stacks: readonly (readonly [frames: readonly string[], weight: number])[]): Paths {
  const paths: Paths = new Map();
  for (const [frames, weight] of stacks) {
    if (weight === 0) continue;
    for (let depth = 0; depth <= frames.length; depth++) {
      const key = frames.slice(0, depth).join(';');
      const node = paths.get(key) ?? { total: 0, self: 0 };
      paths.set(key, node);
      node.total += weight;
      if (depth === frames.length) node.self += weight;
    }
  }
  return paths;
}

function stacksOf(view: View, type: number): [string[], number][] {
  const { starts, frames } = frameStacks(view);
  return Array.from(view.weights[type]!, (weight, stack) => [
    Array.from(frames.subarray(starts[stack]!, starts[stack + 1]!), (frame) => view.frames.name[frame]!),
    weight,
  ]);
}

function pathsOf(view: View, tree: CallTree): Paths {
  const names: string[] = [];
  const paths: Paths = new Map();
  for (let node = 0; node < tree.count; node++) {
    const depth = tree.depth[node]!;
    if (depth > 0) names[depth - 1] = view.frames.name[tree.frame[node]!]!;
    paths.set(names.slice(0, depth).join(';'), { total: tree.total[node]!, self: tree.self[node]! });
  }
  expect(paths.size).toBe(tree.count);
  return paths;
}

const sorted = (paths: Paths) => [...paths].sort(([left], [right]) => (left < right ? -1 : 1));

describe('callTree', () => {
  it.each(recordedProfiles)('of callees is what maps make of %s', (file) => {
    const view = viewOf(file);
    const tree = callTree(view, { direction: 'callees', weights: view.weights[0]!, minShare: 0 });
    const expected = byMaps(stacksOf(view, 0).map(([frames, weight]) => [[...frames].reverse(), weight]));
    expect(sorted(pathsOf(view, tree))).toEqual(sorted(expected));
    expect([tree.hiddenNodes, tree.hiddenExtent]).toEqual([0, 0]);
  });

  it.each(recordedProfiles)('of callers is what maps make of %s', (file) => {
    const view = viewOf(file, { noInlines: true });
    const tree = callTree(view, { direction: 'callers', weights: view.weights[0]!, minShare: 0 });
    expect(sorted(pathsOf(view, tree))).toEqual(sorted(byMaps(stacksOf(view, 0))));
  });

  it('puts parents before children, siblings by weight, and says where subtrees end', () => {
    const view = viewOf('cpu.pb.gz');
    const tree = callTree(view, { direction: 'callees', weights: view.weights[1]!, minShare: 0 });
    expect([tree.frame[0], tree.parent[0], tree.depth[0], tree.end[0]]).toEqual([none, 0, 0, tree.count]);
    const last = new Map<number, number>();
    for (let node = 1; node < tree.count; node++) {
      const parent = tree.parent[node]!;
      expect(parent).toBeLessThan(node);
      expect(tree.depth[node]).toBe(tree.depth[parent]! + 1);
      expect(tree.end[node]).toBeLessThanOrEqual(tree.end[parent]!);
      expect(tree.extent[node]).toBeLessThanOrEqual(last.get(parent) ?? Number.POSITIVE_INFINITY);
      last.set(parent, tree.extent[node]!);
    }
  });

  it('leaves small nodes out and says how much that is', () => {
    const view = viewOf('walk.pb.gz');
    const weights = view.weights[1]!;
    const all = callTree(view, { direction: 'callees', weights, minShare: 0 });
    const large = callTree(view, { direction: 'callees', weights, minShare: 0.01 });
    expect(large.count).toBeLessThan(all.count);
    expect(Math.min(...large.extent)).toBeGreaterThanOrEqual(all.extent[0]! * 0.01);
    const everything = pathsOf(view, all);
    for (const [path, node] of pathsOf(view, large)) expect(node).toEqual(everything.get(path));
    expect(large.hiddenNodes).toBeGreaterThan(0);
    // What is shown and what is hidden make up the whole.
    const shown = large.self.reduce((sum, self) => sum + self, 0);
    expect(shown + large.hiddenExtent).toBe(large.extent[0]);
  });

  it('is the same below a node when zoomed to it, and finer', () => {
    const view = viewOf('walk.pb.gz');
    const options = { direction: 'callees', weights: view.weights[3]!, minShare: 0.02 } as const;
    const whole = callTree(view, { ...options, minShare: 0 });
    const node = Array.from({ length: whole.count }, (_, i) => i).find((i) => whole.depth[i] === 6)!;
    const root: number[] = [];
    for (let at = node; at !== 0; at = whole.parent[at]!) root.unshift(whole.frame[at]!);
    const zoomed = callTree(view, { ...options, root, minShare: 0 });
    expect(zoomed.count).toBe(whole.end[node]! - node);
    expect([...zoomed.total]).toEqual([...whole.total.subarray(node, whole.end[node])]);
    expect(zoomed.frame[0]).toBe(whole.frame[node]);
    const coarse = callTree(view, options);
    expect(callTree(view, { ...options, root }).count).toBeGreaterThan(
      coarse.parent.filter((_, i) => root.length <= coarse.depth[i]!).length,
    );
  });

  it('zoomed to any node is what lies below it', () => {
    const view = viewOf('cpu.pb.gz');
    const options = { direction: 'callees', weights: view.weights[1]!, minShare: 0 } as const;
    const whole = callTree(view, options);
    const way: number[] = [];
    for (let node = 1; node < whole.count; node++) {
      way.length = whole.depth[node]! - 1;
      way.push(whole.frame[node]!);
      const zoomed = callTree(view, { ...options, root: way });
      const [from, to] = [node, whole.end[node]!];
      expect(zoomed.frame).toEqual(whole.frame.slice(from, to));
      expect(zoomed.self).toEqual(whole.self.slice(from, to));
      expect(zoomed.total).toEqual(whole.total.slice(from, to));
      expect(zoomed.end).toEqual(whole.end.slice(from, to).map((end) => end - from));
      expect(zoomed.depth).toEqual(whole.depth.slice(from, to).map((depth) => depth - way.length));
    }
  });

  it('is a root without anything where no stack leads', () => {
    const view = viewOf('cpu.pb.gz');
    const root = Array.from({ length: 500 }, () => 0);
    const tree = callTree(view, { direction: 'callees', weights: view.weights[1]!, minShare: 0, root });
    expect([tree.count, tree.frame[0], tree.total[0], flameRows(tree).rows]).toEqual([1, 0, 0, 1]);
  });

  it.each(['callees', 'callers'] as const)('through a function counts recursion once (%s)', (direction) => {
    const view = viewOf('cpu.pb.gz');
    const rows = topTable(view, 1);
    for (const { frame, cum } of rows) {
      const tree = callTree(view, { direction, weights: view.weights[1]!, minShare: 0, through: frame });
      expect(tree.total[0]).toBe(cum);
      expect(tree.count === 1 || tree.frame[1]).toBe(frame);
    }
  });

  it('carries a second column and widens to the larger of both', () => {
    const compared = compareProfiles(sampleProfile('heap-before.pb.gz'), sampleProfile('heap-after.pb.gz'));
    if (!compared.ok) throw new Error(compared.error.message);
    const opened = openView(compared.value.profile, {});
    if (!opened.ok) throw new Error(opened.error.message);
    const view = opened.value;
    const type = compared.value.types.find(({ type: name }) => name === 'inuse_space')!;
    const [weights, baseWeights] = [view.weights[type.after]!, view.weights[type.before]!];
    const tree = callTree(view, { direction: 'callees', weights, baseWeights, minShare: 0 });
    const before = viewOf('heap-before.pb.gz');
    const alone = callTree(before, { direction: 'callees', weights: before.weights[3]!, minShare: 0 });
    expect(tree.baseTotal[0]).toBe(alone.total[0]);
    const bases = new Map([...pathsOf(view, { ...tree, total: tree.baseTotal, self: tree.baseSelf })]);
    for (const [path, node] of pathsOf(before, alone)) expect(bases.get(path)).toEqual(node);
    tree.extent.forEach((extent, node) => {
      expect(extent).toBeGreaterThanOrEqual(Math.max(tree.total[node]!, tree.baseTotal[node]!));
    });
  });

  it('does not recurse: a stack of a hundred thousand frames is a tree as deep', () => {
    const view = viewOf('bare.pb');
    const depth = 100_000;
    const deep: View = {
      ...view,
      profile: {
        ...view.profile,
        stacks: { count: 1, starts: Uint32Array.of(0, depth), locations: new Uint32Array(depth) },
      },
      starts: Uint32Array.of(0),
      ends: Uint32Array.of(depth),
      weights: [Float64Array.of(1)],
    };
    const tree = callTree(deep, { direction: 'callees', weights: deep.weights[0]!, minShare: 0 });
    expect(tree.maxDepth).toBe(depth);
    expect(flameRows(tree).rows).toBe(depth + 1);
  });
});

/** Opens every node; the frames from the root to the end of each one's run. */
function openAll(trie: StackTrie): number[][] {
  const paths: number[][] = [[]];
  for (let node = 0; node < trie.count; node++) {
    trie.open(node);
    const path = paths[node]!;
    while (path.length < trie.depth[node]!) path.push(trie.frameAt(node, path.length));
    for (let child = trie.firstChild[node]!; child < trie.lastChild[node]!; child++) paths[child] = [...path];
  }
  return paths;
}

describe('StackTrie', () => {
  it.each(recordedProfiles)('has at most two nodes for each stack of %s, which hold its frames', (file) => {
    const view = viewOf(file);
    const trie = trieOf(view, 'callees', undefined);
    const paths = openAll(trie);
    expect(trie.count).toBeLessThanOrEqual(2 * trie.stacks + 1);
    const { starts, frames } = frameStacks(view);
    const met: number[] = [];
    paths.forEach((path, node) => {
      for (let i = trie.start[node]!; i < trie.ended[node]!; i++) {
        const stack = trie.stackAt(i);
        expect(path).toEqual([...frames.subarray(starts[stack]!, starts[stack + 1]!)].reverse());
        met.push(stack);
      }
    });
    expect(met.length).toBe(trie.stacks);
    expect(new Set(met).size).toBe(met.length);
  });

  it('opens what is looked at, and nothing else', () => {
    const view = viewOf('cpu.pb.gz');
    const weights = view.weights[0]!;
    const shown = callTree(view, { direction: 'callees', weights, minShare: 0.1 });
    const { count } = trieOf(view, 'callees', undefined);
    callTree(view, { direction: 'callees', weights, minShare: 0.1 });
    expect(trieOf(view, 'callees', undefined).count).toBe(count);
    const whole = callTree(view, { direction: 'callees', weights, minShare: 0 });
    expect(trieOf(view, 'callees', undefined).count).toBeGreaterThan(count);
    expect(whole.count).toBeGreaterThan(shown.count);
    expect(shown.hiddenNodes).toBeGreaterThan(0);
  });

  it('is made once for all sample types and zooms', () => {
    const view = viewOf('cpu.pb.gz');
    const trie = trieOf(view, 'callees', undefined);
    const { frame } = callTree(view, { direction: 'callees', weights: view.weights[0]!, minShare: 0 });
    callTree(view, { direction: 'callees', weights: view.weights[1]!, minShare: 0, root: [frame[1]!] });
    expect(trieOf(view, 'callees', undefined)).toBe(trie);
  });
});

describe('flameRows', () => {
  it.each(recordedProfiles)('lays the boxes of %s inside their parents without overlap', (file) => {
    const view = viewOf(file);
    const tree = callTree(view, { direction: 'callees', weights: view.weights[0]!, minShare: 0.001 });
    const rows = flameRows(tree);
    expect(rows.rowStarts[rows.rows]).toBe(tree.count);
    const boxOf = new Map(Array.from(rows.node, (node, box) => [node, box]));
    for (let row = 0; row < rows.rows; row++) {
      for (let box = rows.rowStarts[row]!; box < rows.rowStarts[row + 1]!; box++) {
        const node = rows.node[box]!;
        expect(tree.depth[node]).toBe(row);
        expect(rows.right[box]! - rows.left[box]!).toBeCloseTo(tree.extent[node]! / tree.extent[0]!, 9);
        if (box > rows.rowStarts[row]!) expect(rows.left[box]!).toBeGreaterThanOrEqual(rows.right[box - 1]! - 1e-9);
        const parent = boxOf.get(tree.parent[node]!)!;
        expect(rows.left[box]!).toBeGreaterThanOrEqual(rows.left[parent]!);
        expect(rows.right[box]!).toBeLessThanOrEqual(rows.right[parent]! + 1e-9);
      }
    }
  });

  it('has one row for an empty profile', () => {
    const view = viewOf('nothing.pb');
    const rows = flameRows(callTree(view, { direction: 'callees', weights: view.weights[0]!, minShare: 0 }));
    expect([rows.rows, rows.left[0], rows.right[0]]).toEqual([1, 0, 0]);
  });
});

import { callTree } from '../../../profile/callTree.ts';
import { none, type Profile } from '../../../profile/profile.ts';
import { frameSums } from '../../../profile/top.ts';
import type { View } from '../../../profile/view.ts';

/** Throws where a column refers to something that is not there. */
export function checkIndices(profile: Profile): void {
  const { samples, stacks, labels, locations, lines, functions, mappings, text } = profile;
  const strings = text.count;
  below('samples.stack', samples.stack, stacks.count);
  below('samples.labelSet', samples.labelSet, labels.count);
  below('stacks.locations', stacks.locations, locations.count);
  below('locations.mapping', locations.mapping, mappings.count, true);
  below('lines.function', lines.function, functions.count, true);
  for (const [name, column] of Object.entries({
    'labels.key': labels.key,
    'labels.string': labels.string,
    'labels.unit': labels.unit,
    'functions.name': functions.name,
    'functions.systemName': functions.systemName,
    'functions.file': functions.file,
    'mappings.file': mappings.file,
    'mappings.buildId': mappings.buildId,
  }))
    below(name, column, strings);
  rising('stacks.starts', stacks.starts, stacks.locations.length);
  rising('labels.starts', labels.starts, labels.key.length);
  rising('locations.lineStarts', locations.lineStarts, lines.count);
  for (const column of samples.values)
    if (column.length !== samples.count || column.some((v) => !Number.isFinite(v))) fail('a value is no number');
}

/** Throws where flat, cum or the call tree differ from what the samples add up to, one by one. */
export function checkSums(view: View, type: number): void {
  const weights = view.weights[type]!;
  const { flat, cum } = frameSums(view, weights);
  const plain = plainSums(view, weights);
  for (let f = 0; f < view.frames.count; f++) {
    if (!near(flat[f]!, plain.flat[f]!)) fail(`flat of frame ${f} is ${flat[f]}, not ${plain.flat[f]}`);
    if (!near(cum[f]!, plain.cum[f]!)) fail(`cum of frame ${f} is ${cum[f]}, not ${plain.cum[f]}`);
  }
  for (const direction of ['callees', 'callers'] as const) {
    const tree = callTree(view, { direction, weights, minShare: 0 });
    if (tree.count === 0) continue;
    const below = new Float64Array(tree.count);
    let self = 0;
    for (let n = tree.count - 1; n >= 0; n--) {
      self += tree.self[n]!;
      if (!near(tree.total[n]!, tree.self[n]! + below[n]!, plain.size)) fail(`${direction}: node ${n} does not add up`);
      if (n > 0) below[tree.parent[n]!]! += tree.total[n]!;
    }
    if (!near(tree.total[0]!, plain.all, plain.size)) fail(`${direction}: ${tree.total[0]}, not ${plain.all}`);
    if (!near(self, plain.all, plain.size)) fail(`${direction}: self sums to ${self}, not ${plain.all}`);
  }
}

/** Stack by stack and frame by frame, with a set for what has been counted: slow, and easy to believe. */
function plainSums(view: View, weights: Float64Array) {
  const flat = new Float64Array(view.frames.count);
  const cum = new Float64Array(view.frames.count);
  let [all, size] = [0, 0];
  const { starts, frames } = view.locationFrames;
  const { locations } = view.profile.stacks;
  for (const [stack, weight] of weights.entries()) {
    const seen = new Set<number>();
    let leaf = none;
    for (let at = view.starts[stack]!; at < view.ends[stack]!; at++)
      for (let row = starts[locations[at]!]!; row < starts[locations[at]! + 1]!; row++) {
        const frame = frames[row]!;
        if (frame === none) continue;
        if (leaf === none) leaf = frame;
        seen.add(frame);
      }
    // A stack of which nothing is shown belongs to the root alone.
    all += weight;
    size += Math.abs(weight);
    if (leaf === none) continue;
    flat[leaf]! += weight;
    for (const frame of seen) cum[frame]! += weight;
  }
  return { flat, cum, all, size };
}

function below(name: string, column: ArrayLike<number>, limit: number, mayBeNone = false): void {
  for (let i = 0; i < column.length; i++)
    if (!(column[i]! < limit || (mayBeNone && column[i] === none))) fail(`${name}[${i}] is ${column[i]} of ${limit}`);
}

function rising(name: string, starts: Uint32Array, end: number): void {
  for (let i = 1; i < starts.length; i++) if (starts[i]! < starts[i - 1]!) fail(`${name} falls at ${i}`);
  if (starts.length > 0 && starts.at(-1)! > end) fail(`${name} ends beyond ${end}`);
}

/** `size`: what was added up; sums of large numbers of both signs keep the error of the large ones. */
export function near(left: number, right: number, size = 0): boolean {
  return left === right || Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right), size);
}

function fail(what: string): never {
  throw new Error(what);
}

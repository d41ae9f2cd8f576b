import { formatValue } from '../units.ts';
import { compareUtf8 } from '../view/compareUtf8.ts';
import { baseLabel } from '../view/weights.ts';
import type { FrameIndex, View } from '../view.ts';

/** What samples with the same label weigh at a node. */
export interface NodeTag {
  /** The string labels of a sample, a line each; or a size: `512kB`. */
  readonly name: string;
  readonly flat: number;
  readonly cum: number;
  /** Of a size, in bytes. */
  readonly size: number;
}

/** The tags of a node: those of strings, and sizes by the strings of their sample; '' where it has none. */
export interface NodeTags {
  readonly strings: readonly NodeTag[];
  readonly sizes: ReadonlyMap<string, readonly NodeTag[]>;
}

interface Sum {
  flat: number;
  cum: number;
  readonly size: number;
}

interface Sums {
  readonly strings: Map<string, Sum>;
  readonly sizes: Map<string, Map<string, Sum>>;
}

/** A tag of a label set: what it is called, the strings that a size stands below, and the size in bytes. */
interface TagName {
  readonly name: string;
  readonly below: string | undefined;
  readonly size: number;
}

/**
 * The tags of each frame of a graph that is left with the frames `kept`. A tag whose flat and cum are both below
 * `smallest` is none. Only sizes (`bytes`) are shown of numbers, as pprof does.
 */
export function nodeTags(
  view: View,
  values: Float64Array,
  kept: Uint8Array,
  smallest: number,
): Map<FrameIndex, NodeTags> {
  const { samples, labels } = view.profile;
  const tags = new Map<FrameIndex, NodeTags>();
  if (labels.key.length === 0) return tags;
  const namesOf = new TagReader(view);
  const sums = new Map<FrameIndex, Sums>();
  for (let sample = 0; sample < samples.count; sample++) {
    const value = values[sample]!;
    const names = value === 0 || !isShown(view, sample) ? [] : namesOf.set(samples.labelSet[sample]!);
    if (names.length === 0) continue;
    const { frames, leaf } = keptFrames(view, samples.stack[sample]!, kept);
    for (const frame of frames) {
      const ofFrame = sums.get(frame) ?? { strings: new Map(), sizes: new Map() };
      sums.set(frame, ofFrame);
      for (const name of names) {
        const sum = sumOf(ofFrame, name);
        sum.cum += value;
        if (frame === leaf) sum.flat += value;
      }
    }
  }
  for (const [frame, { strings, sizes }] of sums) {
    const named = (of: ReadonlyMap<string, Sum>): NodeTag[] =>
      Array.from(of, ([name, sum]) => ({ name, ...sum })).filter(
        ({ flat, cum }) => Math.abs(flat) >= smallest || Math.abs(cum) >= smallest,
      );
    tags.set(frame, { strings: named(strings), sizes: new Map(Array.from(sizes, ([key, of]) => [key, named(of)])) });
  }
  return tags;
}

/** How many tags with a flat value a node has: pprof counts them as nodes when it limits a drawing. */
export function tagCount(tags: NodeTags | undefined): number {
  if (!tags) return 0;
  return [tags.strings, ...tags.sizes.values()].reduce((sum, of) => sum + of.filter((t) => t.flat !== 0).length, 0);
}

/** The heaviest first; `byFlat` looks at flat alone. */
export const tagOrder =
  (byFlat: boolean) =>
  (left: NodeTag, right: NodeTag): number =>
    (byFlat ? 0 : Math.abs(right.cum) - Math.abs(left.cum)) ||
    Math.abs(right.flat) - Math.abs(left.flat) ||
    compareUtf8(left.name, right.name);

function sumOf({ strings, sizes }: Sums, { name, below, size }: TagName): Sum {
  const of = below === undefined ? strings : (sizes.get(below) ?? new Map<string, Sum>());
  if (below !== undefined) sizes.set(below, of);
  const sum = of.get(name) ?? { flat: 0, cum: 0, size };
  of.set(name, sum);
  return sum;
}

function isShown({ profile: { samples }, keptStacks, keptSets }: View, sample: number): boolean {
  return keptStacks[samples.stack[sample]!] === 1 && keptSets?.[samples.labelSet[sample]!] !== 0;
}

function keptFrames(view: View, stack: number, kept: Uint8Array): { frames: Set<FrameIndex>; leaf: number } {
  const { starts, frames: source } = view.locationFrames;
  const { locations } = view.profile.stacks;
  const frames = new Set<FrameIndex>();
  let leaf: number | undefined;
  for (let at = view.starts[stack]!; at < view.ends[stack]!; at++) {
    const location = locations[at]!;
    for (let i = starts[location]!; i < starts[location + 1]!; i++) {
      const frame = source[i]!;
      leaf ??= kept[frame] === 1 ? frame : -1;
      if (kept[frame] === 1) frames.add(frame);
    }
  }
  return { frames, leaf: leaf ?? -1 };
}

/** The tags of label sets, each read once. */
class TagReader {
  readonly #view: View;
  readonly #known: (readonly TagName[] | undefined)[] = [];

  constructor(view: View) {
    this.#view = view;
  }

  set(set: number): readonly TagName[] {
    this.#known[set] ??= this.#read(set);
    return this.#known[set]!;
  }

  #read(set: number): readonly TagName[] {
    const { labels, text } = this.#view.profile;
    const strings: string[] = [];
    const sizes = new Map<string, number>();
    for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) {
      const key = text.at(labels.key[row]!);
      const size = labels.number[row]!;
      if (labels.string[row] !== 0) {
        if (key !== baseLabel.key) strings.push(`${key}:${text.at(labels.string[row]!)}`);
      } else if (key === 'bytes' && !sizes.has(formatValue(size, 'bytes'))) sizes.set(formatValue(size, 'bytes'), size);
    }
    const joined = strings.sort(compareUtf8).join('\n');
    const ofStrings = joined === '' ? [] : [{ name: joined, below: undefined, size: 0 }];
    return [...ofStrings, ...Array.from(sizes, ([name, size]) => ({ name, below: joined, size }))];
  }
}

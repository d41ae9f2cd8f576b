import { formatValue } from '../units.ts';
import { baseLabel } from '../view/weights.ts';
import type { FrameIndex, View } from '../view.ts';

/** What the samples of one label set hang at a node: pprof draws up to four of them as boxes of their own. */
type TagNames = readonly string[];

/**
 * Per frame of a graph, how many tags with a weight of their own it has: pprof counts them as nodes when it limits a
 * drawing. A tag is the string labels of a sample together, or under them one size (`bytes`) of the sample. `smallest`:
 * tags whose flat and cum are both below it do not count.
 */
export function tagCounts(
  view: View,
  values: Float64Array,
  kept: Uint8Array,
  smallest: number,
): Map<FrameIndex, number> {
  const { samples, labels } = view.profile;
  const counts = new Map<FrameIndex, number>();
  if (labels.key.length === 0) return counts;
  const namesOf = new TagReader(view);
  const sums = new Map<FrameIndex, Map<string, { flat: number; cum: number }>>();
  for (let sample = 0; sample < samples.count; sample++) {
    const value = values[sample]!;
    const names = value === 0 || !isShown(view, sample) ? [] : namesOf.set(samples.labelSet[sample]!);
    if (names.length === 0) continue;
    const { frames, leaf } = keptFrames(view, samples.stack[sample]!, kept);
    for (const frame of frames) {
      const ofFrame = sums.get(frame) ?? new Map<string, { flat: number; cum: number }>();
      sums.set(frame, ofFrame);
      for (const name of names) {
        const sum = ofFrame.get(name) ?? { flat: 0, cum: 0 };
        ofFrame.set(name, sum);
        sum.cum += value;
        if (frame === leaf) sum.flat += value;
      }
    }
  }
  for (const [frame, ofFrame] of sums) {
    const isCounted = ({ flat, cum }: { flat: number; cum: number }): boolean =>
      flat !== 0 && (Math.abs(flat) >= smallest || Math.abs(cum) >= smallest);
    counts.set(frame, [...ofFrame.values()].filter(isCounted).length);
  }
  return counts;
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
  readonly #known: (TagNames | undefined)[] = [];

  constructor(view: View) {
    this.#view = view;
  }

  set(set: number): TagNames {
    this.#known[set] ??= this.#read(set);
    return this.#known[set]!;
  }

  #read(set: number): TagNames {
    const { labels, text } = this.#view.profile;
    const strings: string[] = [];
    const sizes: string[] = [];
    for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) {
      const key = text.at(labels.key[row]!);
      if (labels.string[row] !== 0) {
        if (key !== baseLabel.key) strings.push(`${key}:${text.at(labels.string[row]!)}`);
      } else if (key === 'bytes') sizes.push(formatValue(labels.number[row]!, 'bytes'));
    }
    const joined = strings.sort().join('\n');
    return [...(joined === '' ? [] : [joined]), ...new Set(sizes.map((size) => `${joined}\0${size}`))];
  }
}

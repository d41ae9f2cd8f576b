import { formatValue } from '../units.ts';
import { type NodeTag, type NodeTags, tagOrder } from './nodeTags.ts';

/** A label that hangs at a function, as a box of its own; sizes hang at the strings they came with. */
export interface Nodelet {
  /** A line each. */
  readonly lines: readonly string[];
  readonly weight: number;
  /** What is below the function, and not its own. */
  readonly isDotted: boolean;
  readonly sizes: readonly Nodelet[];
}

/** How many tags of a node pprof draws, and into how many ranges it puts sizes. */
export const mostTags = 4;

/**
 * The labels of a function as `go tool pprof -dot` hangs them at its box: of one that calls others what is its own, of
 * one that does not also what lay in functions that are left out.
 */
export function nodeletsOf(tags: NodeTags | undefined, hasCallees: boolean): Nodelet[] {
  if (!tags) return [];
  const strings = tags.strings
    .toSorted(tagOrder(hasCallees))
    .slice(0, mostTags)
    .map((tag) => ({
      lines: tag.name.split('\n'),
      weight: hasCallees ? tag.flat : tag.cum,
      isDotted: false,
      sizes: sizesOf(tags.sizes.get(tag.name), hasCallees),
    }));
  return [...strings, ...sizesOf(tags.sizes.get(''), hasCallees)].filter(({ weight }) => weight !== 0);
}

function sizesOf(tags: readonly NodeTag[] | undefined, hasCallees: boolean): Nodelet[] {
  return rangesOf(tags ?? [], hasCallees)
    .map(({ name, flat, cum }) => {
      const isOwn = hasCallees || flat === cum;
      return { lines: [name], weight: isOwn ? flat : cum, isDotted: !isOwn, sizes: [] };
    })
    .filter(({ weight }) => weight !== 0);
}

/** The heaviest sizes, each with the lighter ones that are nearest to it. */
function rangesOf(tags: readonly NodeTag[], byFlat: boolean): NodeTag[] {
  const sorted = tags.toSorted(tagOrder(byFlat));
  if (sorted.length <= mostTags) return sorted;
  const ranges = sorted.slice(0, mostTags).map((tag) => [tag]);
  for (const tag of sorted.slice(mostTags)) {
    const distances = ranges.map(([first]) => Math.abs((first?.size ?? 0) - tag.size));
    ranges[distances.indexOf(Math.min(...distances))]?.push(tag);
  }
  return ranges.map(joined).sort(tagOrder(byFlat));
}

function joined(range: readonly NodeTag[]): NodeTag {
  const sizes = range.map((tag) => tag.size);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map((size) => formatValue(size, 'bytes'));
  const sum = (of: 'flat' | 'cum'): number => range.reduce((total, tag) => total + tag[of], 0);
  return {
    name: range.length === 1 ? least! : `${least}..${most}`,
    flat: sum('flat'),
    cum: sum('cum'),
    size: sizes[0]!,
  };
}

import { formatPercent, formatValue, tableUnit } from '../units.ts';
import type { FrameIndex } from '../view.ts';
import type { CallEdge } from './edges.ts';
import { type Nodelet, nodeletsOf } from './nodelets.ts';
import type { TrimmedGraph } from './trimmedGraph.ts';

/** How a function is drawn: as `go tool pprof -dot` says it. */
export interface DrawnNode {
  readonly frame: FrameIndex;
  /** `1.5s (20%)`, below it `of 3s (40%)`; `0 of 3s (40%)` for a function that only calls others. */
  readonly figures: readonly string[];
  /** 8 to 24 points: the larger the flat value, the larger the box. */
  readonly fontSize: number;
  /** Share of the total that the function is on the way of, -1 … 1: what colours are made of. */
  readonly share: number;
  /** Its labels, as boxes of their own. */
  readonly tags: readonly DrawnTag[];
}

export interface DrawnTag {
  readonly lines: readonly string[];
  /** `3s`: stands at the line that leads to it. */
  readonly figure: string;
  readonly isDotted: boolean;
  /** Sizes that came with these strings. */
  readonly sizes: readonly DrawnTag[];
}

export interface DrawnEdge {
  readonly edge: CallEdge;
  /** `3s`, and below it `(inline)`. */
  readonly label: readonly string[];
  /** 1 to 101: how much Graphviz tries to keep it short and straight. */
  readonly weight: number;
  /** 1 to 6. */
  readonly penWidth: number;
  readonly share: number;
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  /** The unit of all figures. */
  readonly unit: string;
}

/** `total`: what percentages are of; `unit`: of the sample type. */
export function drawingOf(graph: TrimmedGraph, total: number, unit: string): Drawing {
  const { nodes, flat, cum, edges } = graph;
  const common = commonUnit(graph, total, unit);
  const print = (value: number): string => formatValue(value, unit, common);
  const largestFlat = nodes.reduce((most, frame) => Math.max(most, Math.abs(flat[frame]!)), 0);
  const shareOf = (value: number): number => (total === 0 ? 0 : value / Math.abs(total));
  const callers = new Set(edges.map((edge) => edge.caller));
  return {
    unit: common,
    nodes: nodes.map((frame) => ({
      frame,
      figures: figuresOf(flat[frame]!, cum[frame]!, total, print),
      fontSize: fontSizeOf(flat[frame]!, largestFlat),
      share: shareOf(cum[frame]!),
      tags: nodeletsOf(graph.tags.get(frame), callers.has(frame)).map((tag) => drawnTag(tag, print)),
    })),
    edges: edges.map((edge) => ({
      edge,
      label: [print(edge.weight), ...(edge.isInlined ? ['(inline)'] : [])],
      weight: 1 + steps(edge.weight, total, 100),
      penWidth: 1 + steps(edge.weight, total, 5),
      share: shareOf(edge.weight),
    })),
  };
}

function drawnTag({ lines, weight, isDotted, sizes }: Nodelet, print: (value: number) => string): DrawnTag {
  return { lines, figure: print(weight), isDotted, sizes: sizes.map((size) => drawnTag(size, print)) };
}

function figuresOf(flat: number, cum: number, total: number, print: (value: number) => string): string[] {
  const own = flat === 0 ? '0' : `${print(flat)} (${formatPercent(flat, total)})`;
  if (flat === cum) return [own];
  const whole = `of ${print(cum)} (${formatPercent(cum, total)})`;
  return flat === 0 ? [`${own} ${whole}`] : [own, whole];
}

function fontSizeOf(flat: number, largest: number): number {
  return largest === 0 || flat === 0 ? 8 : 8 + Math.ceil(16 * Math.sqrt(Math.abs(flat) / largest));
}

/** The share of the total in so many whole steps; a comparison may exceed its total. */
function steps(weight: number, total: number, most: number): number {
  return total === 0 ? 0 : Math.min(most, Math.abs(Math.trunc((weight * most) / total)));
}

/** All figures in one unit, in which the smallest still says something. */
function commonUnit({ nodes, flat, cum }: TrimmedGraph, total: number, unit: string): string {
  let smallest = 0;
  for (const frame of nodes) {
    const value = Math.abs(flat[frame]! || cum[frame]!);
    if (value > 0 && (smallest === 0 || value < smallest)) smallest = value;
  }
  return nodes.length === 0 ? unit : tableUnit(smallest, total, unit);
}

import { type CallTree, callTree } from '../../profile/callTree.ts';
import { type FlameRows, flameRows } from '../../profile/flameRows.ts';
import { type FunctionLine, functionLines, functionText } from '../../profile/functionLines.ts';
import { type Drawing, drawingOf } from '../../profile/graph/drawing.ts';
import { type Neighbours, neighboursOf } from '../../profile/graph/neighbours.ts';
import { drawnByDefault, trimmedGraph } from '../../profile/graph/trimmedGraph.ts';
import { none, type Profile, type SampleTypeIndex, type ValueType } from '../../profile/profile.ts';
import { specOf, type ViewQuery } from '../../profile/query/viewQuery.ts';
import { type FrameSums, frameSums } from '../../profile/top.ts';
import type { TreeDirection } from '../../profile/tree/stackWalk.ts';
import { plainGranularity } from '../../profile/view/plainGranularity.ts';
import { type FrameIndex, openView, type View } from '../../profile/view.ts';
import type { Colouring } from '../compare/growth.ts';
import { narrowest } from '../flame/geometry.ts';

/** Wider than most windows (CSS pixels). */
const wide = 2048;

/** One zooms in, and back: as many flame graphs stay laid out. */
const keptFlames = 4;

/** One sample type of a profile, and what is drawn of it. Trees are made when asked for, and only the last ones are kept. */
export class Analysis {
  readonly view: View;
  readonly sampleType: SampleTypeIndex;
  readonly valueType: ValueType;
  /** What percentages are of. */
  readonly total: number;
  /** The total before filters. */
  readonly whole: number;
  /** What the filters let pass: the sum of absolute values. */
  readonly kept: number;
  readonly #width: number;
  #sums: FrameSums | undefined;
  #baseSums: FrameSums | undefined;
  readonly baseTotal: number;
  readonly baseKept: number;
  /** The column of what was before. */
  readonly base: SampleTypeIndex | undefined;
  #named: Map<string, FrameIndex> | undefined;
  /** By paths zoomed to, the last that was asked for at the end. */
  readonly #flames = new Map<string, Flame>();
  #around: Around | undefined;
  #lines: View | undefined;
  #graph: { readonly nodeCount: number; readonly drawn: DrawnGraph } | undefined;

  /** What colours of a comparison are measured by. */
  readonly colouring: Colouring;

  /** `width` is what flame graphs have of it, at most (CSS pixels): what would be too narrow there is left out of them. */
  constructor(
    view: View,
    sampleType: SampleTypeIndex,
    base?: SampleTypeIndex,
    colouring: Colouring = 'absolute',
    width = wide,
  ) {
    this.#width = width;
    this.colouring = colouring;
    this.view = view;
    this.sampleType = sampleType;
    this.valueType = view.profile.header.sampleTypes[sampleType] ?? { type: '', unit: '' };
    this.total = view.totals[sampleType] ?? 0;
    this.whole = view.wholes[sampleType] ?? 0;
    this.kept = view.kept[sampleType] ?? 0;
    this.base = base;
    this.baseKept = base === undefined ? 0 : (view.kept[base] ?? 0);
    this.baseTotal = base === undefined ? 0 : (view.totals[base] ?? 0);
  }

  /** Made when asked for: a flame graph needs none. */
  get sums(): FrameSums {
    this.#sums ??= frameSums(this.view, this.weights);
    return this.#sums;
  }

  /** The same of what was before; undefined where nothing is compared. */
  get baseSums(): FrameSums | undefined {
    this.#baseSums ??= this.baseWeights && frameSums(this.view, this.baseWeights);
    return this.#baseSums;
  }

  get weights(): Float64Array {
    return this.view.weights[this.sampleType] ?? new Float64Array();
  }

  get baseWeights(): Float64Array | undefined {
    return this.base === undefined ? undefined : this.view.weights[this.base];
  }

  /** What lies below a path from the root; everything for the empty path. */
  flame(zoom: readonly FrameIndex[]): Flame {
    const key = zoom.join();
    const flame = this.#flames.get(key) ?? this.#grow(zoom, 'callees', false);
    this.#flames.delete(key);
    this.#flames.set(key, flame);
    for (const [oldest] of this.#flames) if (this.#flames.size > keptFlames) this.#flames.delete(oldest);
    return flame;
  }

  /** What a function calls, and who calls it, from its outermost call on. */
  around(frame: FrameIndex): Around {
    if (this.#around?.frame !== frame) {
      const whom = neighboursOf(this.view, this.weights, frame);
      const before = this.baseWeights && neighboursOf(this.view, this.baseWeights, frame);
      const [callers, callees] = [this.#grow([frame], 'callers', true), this.#grow([frame], 'callees', true)];
      this.#around = { frame, callers, callees, neighbours: whom, neighboursBefore: before };
    }
    return this.#around;
  }

  /** The call graph as pprof draws it, with at most so many functions; of a comparison the differences. */
  graph(nodeCount: number): DrawnGraph {
    if (this.#graph?.nodeCount !== nodeCount) {
      const { values } = this.view.profile.samples;
      const now = values[this.sampleType] ?? new Float64Array();
      const before = this.base === undefined ? undefined : values[this.base];
      const graph = trimmedGraph(this.view, minus(now, before), minus(this.weights, this.baseWeights), {
        ...drawnByDefault,
        nodeCount,
      });
      // As pprof does in a comparison: shares are of what was before.
      const total = before ? this.baseTotal || this.total : this.total;
      const drawing = drawingOf(graph, total, this.valueType.unit);
      this.#graph = { nodeCount, drawn: { drawing, hiddenNodes: graph.hiddenNodes } };
    }
    return this.#graph.drawn;
  }

  /** The lines of a function and of the closures in it; undefined if the profile knows none. */
  source(frame: FrameIndex): SourceCosts | undefined {
    this.#lines ??= linesOf(this.view);
    const text = functionText(this.#lines, this.view.frames.functionName[frame] ?? '');
    if (!text) return undefined;
    const of = (type: SampleTypeIndex): FunctionLine[] =>
      functionLines(this.#lines ?? this.view, text, this.#lines?.weights[type] ?? new Float64Array());
    return {
      file: text.file,
      startLine: text.startLine,
      lines: of(this.sampleType),
      linesBefore: this.base === undefined ? undefined : of(this.base),
    };
  }

  #grow(root: readonly FrameIndex[], direction: TreeDirection, isThrough: boolean): Flame {
    const [through] = root;
    const tree = callTree(this.view, {
      direction,
      weights: this.weights,
      ...(this.baseWeights ? { baseWeights: this.baseWeights } : {}),
      minShare: narrowest / this.#width,
      root,
      ...(isThrough && through !== undefined ? { through } : {}),
    });
    const largestChange = this.baseWeights ? largestChangeOf(tree) : undefined;
    return { tree, rows: flameRows(tree), zoom: root, direction, largestChange };
  }

  /** Who calls a function, or whom it calls, and for how much of it. */
  callsOf(frame: FrameIndex, direction: TreeDirection): CallTree {
    return callTree(this.view, {
      direction,
      weights: this.weights,
      minShare: 1 / 1000,
      through: frame,
    });
  }

  nameOf(frame: number): string {
    return frame === none ? 'all' : (this.view.frames.name[frame] ?? '');
  }

  fileOf(frame: number): string {
    return frame === none ? '' : (this.view.frames.file[frame] ?? '');
  }

  frameNamed(name: string): FrameIndex | undefined {
    // Of frames with the same name the first counts.
    this.#named ??= new Map(this.view.frames.name.map((each, frame) => [each, frame] as const).reverse());
    return this.#named.get(name);
  }
}

/** A call tree, laid out. */
export interface Flame {
  readonly tree: CallTree;
  readonly rows: FlameRows;
  /** The frames from the root of the profile to the root of the tree. */
  readonly zoom: readonly FrameIndex[];
  readonly direction: TreeDirection;
  /** Of a comparison, the largest growth or loss of a node: what colours are measured by. */
  readonly largestChange: number | undefined;
}

/** What the lines of a function cost, as the profile numbers them. */
export interface SourceCosts {
  readonly file: string;
  /** 0 if unknown. */
  readonly startLine: number;
  readonly lines: readonly FunctionLine[];
  /** The same of what was before; undefined where nothing is compared. */
  readonly linesBefore: readonly FunctionLine[] | undefined;
}

/** The same stacks, told apart by lines. Frames of labels are in the profile of the view already. */
function linesOf({ profile, spec }: View): View {
  const lines = openView(profile, { ...spec, tagRoot: [], tagLeaf: [], granularity: 'lines' });
  // The same filters have passed before.
  if (!lines.ok) throw new Error(lines.error.message);
  return lines.value;
}

/** What is drawn of a call graph, and how many functions are not. */
export interface DrawnGraph {
  readonly drawing: Drawing;
  readonly hiddenNodes: number;
}

const minus = (values: Float64Array, base: Float64Array | undefined): Float64Array =>
  base ? values.map((value, i) => value - (base[i] ?? 0)) : values;

/** A function with its callers and callees, as trees and as exact figures. */
export interface Around {
  readonly frame: FrameIndex;
  readonly callers: Flame;
  readonly callees: Flame;
  readonly neighbours: Neighbours;
  readonly neighboursBefore: Neighbours | undefined;
}

/** Growth of a node, in its unit; negative where it became less. */
export const changeOf = (tree: CallTree, node: number): number => (tree.total[node] ?? 0) - (tree.baseTotal[node] ?? 0);

function largestChangeOf(tree: CallTree): number {
  let largest = 0;
  for (let node = 0; node < tree.count; node++) largest = Math.max(largest, Math.abs(changeOf(tree, node)));
  return largest;
}

/** A profile as the query wants to see it. */
export function queriedView(profile: Profile, query: ViewQuery, ownModules: readonly string[]): View {
  const view = openView(profile, specOf(query, ownModules));
  // Filters are checked before they get into a query; what slips through shows too much rather than nothing.
  return view.ok ? view.value : wholeView(profile);
}

/** A profile without filters; those never fail. */
export function wholeView(profile: Profile): View {
  const view = openView(profile, { granularity: plainGranularity(profile) });
  if (!view.ok) throw new Error(view.error.message);
  return view.value;
}

/** The frames from the root of the profile to a node. */
export function pathTo({ tree, zoom }: Flame, node: number): FrameIndex[] {
  const path: FrameIndex[] = [];
  for (let n = node; n !== 0; n = tree.parent[n] ?? 0) path.unshift(tree.frame[n] ?? none);
  return [...zoom, ...path];
}

/** The node at a path from the root of the profile; undefined where the tree has none. */
export function nodeAt({ tree, zoom }: Flame, path: readonly FrameIndex[]): number | undefined {
  if (zoom.some((frame, i) => path[i] !== frame)) return undefined;
  let node = 0;
  for (const frame of path.slice(zoom.length)) {
    const child = childrenOf(tree, node).find((c) => tree.frame[c] === frame);
    if (child === undefined) return undefined;
    node = child;
  }
  return node;
}

/** Children of a node, the widest first. */
export function childrenOf(tree: CallTree, node: number): number[] {
  const children: number[] = [];
  for (let child = node + 1; child < (tree.end[node] ?? 0); child = tree.end[child] ?? tree.count) children.push(child);
  return children;
}

/** The widest node of a function; undefined where the tree has none. */
export function widestOf(tree: CallTree, frame: FrameIndex): number | undefined {
  let widest: number | undefined;
  for (let node = 1; node < tree.count; node++)
    if (
      tree.frame[node] === frame &&
      (tree.extent[node] ?? 0) > (widest === undefined ? -1 : (tree.extent[widest] ?? 0))
    )
      widest = node;
  return widest;
}

import { orderOf } from '../view/compareUtf8.ts';
import type { FrameIndex, View } from '../view.ts';
import { type CallGraph, callGraph } from './callGraph.ts';
import { edgeOrder } from './edges.ts';
import { entropyScores } from './entropy.ts';
import { mostTags } from './nodelets.ts';
import { type NodeTags, nodeTags, tagCount } from './nodeTags.ts';
import { withoutRedundantEdges } from './redundantEdges.ts';

export interface TrimOptions {
  /** Functions whose cum is below this share of all flat are left out. */
  readonly nodeFraction: number;
  /** The same for calls. */
  readonly edgeFraction: number;
  /** How many functions at most; 0 for all. */
  readonly nodeCount: number;
}

/** What `go tool pprof` draws if nothing else is asked. */
export const drawnByDefault: TrimOptions = { nodeFraction: 0.005, edgeFraction: 0.001, nodeCount: 80 };

/** A graph that can be looked at: the nodes that matter, the most telling first, and the heaviest edges. */
export interface TrimmedGraph extends CallGraph {
  /** Functions below the share, and those beyond the count. */
  readonly hiddenNodes: number;
  /** What labels the nodes have. */
  readonly tags: ReadonlyMap<FrameIndex, NodeTags>;
}

/**
 * Cuts a graph down as `go tool pprof -dot` does. After each step it is added up anew from the stacks, so that what
 * remains is exact. `values` are per sample of `view.profile`, `weights` the same per stack.
 */
export function trimmedGraph(
  view: View,
  values: Float64Array,
  weights: Float64Array,
  { nodeFraction, edgeFraction, nodeCount }: TrimOptions,
): TrimmedGraph {
  const whole = callGraph(view, weights);
  const sum = whole.nodes.reduce((total, frame) => total + whole.flat[frame]!, 0);
  const nodeCutoff = Math.trunc(Math.abs(sum * nodeFraction));
  const edgeCutoff = Math.trunc(Math.abs(sum * edgeFraction));
  const heavy = whole.nodes.filter((frame) => Math.abs(whole.cum[frame]!) >= nodeCutoff);
  let graph = heavy.length === whole.nodes.length ? whole : keepOnly(view, weights, heavy);
  let nodes = sorted(view, graph);
  const most = nodeCount === 0 ? nodes.length : mostNodes(view, values, nodes, nodeCutoff, nodeCount);
  if (most < nodes.length) {
    graph = keepOnly(view, weights, nodes.slice(0, most));
    nodes = sorted(view, graph);
  }
  const order = edgeOrder(view.frames.name, orderOf(view.frames.name));
  const edges = graph.edges.filter(({ weight }) => Math.abs(weight) >= edgeCutoff).sort(order);
  return {
    ...graph,
    nodes,
    edges: withoutRedundantEdges(nodes, edges),
    hiddenNodes: whole.nodes.length - nodes.length,
    tags: nodeTags(view, values, isKept(view, nodes), nodeCutoff),
  };
}

function keepOnly(view: View, weights: Float64Array, nodes: readonly FrameIndex[]): CallGraph {
  return callGraph(view, weights, isKept(view, nodes));
}

function isKept(view: View, nodes: readonly FrameIndex[]): Uint8Array {
  const kept = new Uint8Array(view.frames.count);
  for (const frame of nodes) kept[frame] = 1;
  return kept;
}

function sorted({ frames }: View, graph: CallGraph): FrameIndex[] {
  const scores = entropyScores(graph);
  const compareNames = orderOf(frames.name);
  const size = (frame: FrameIndex): number => Math.abs(scores.get(frame) ?? 0);
  return [...graph.nodes].sort(
    (left, right) =>
      size(right) - size(left) ||
      compareNames(frames.name[left]!, frames.name[right]!) ||
      Math.abs(graph.flat[right]!) - Math.abs(graph.flat[left]!),
  );
}

/** How many of the nodes fit when their tags count as well. */
function mostNodes(
  view: View,
  values: Float64Array,
  nodes: readonly FrameIndex[],
  smallest: number,
  nodeCount: number,
): number {
  if (nodes.length * (mostTags + 1) < nodeCount) return nodes.length;
  const tags = nodeTags(view, values, isKept(view, nodes), smallest);
  let count = 0;
  for (const [i, frame] of nodes.entries()) {
    count += Math.min(tagCount(tags.get(frame)), mostTags) + 1;
    if (count >= nodeCount) return i + 1;
  }
  return Math.min(nodes.length, nodeCount);
}

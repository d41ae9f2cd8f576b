import type { FrameIndex } from '../view.ts';
import type { CallGraph } from './callGraph.ts';

/**
 * Per frame, how much a drawing would lose without it (pprof's entropy score): functions that merely pass on what comes
 * in by one edge to another one score low, entries, leaves and crossroads high.
 */
export function entropyScores(graph: CallGraph): Map<FrameIndex, number> {
  const incoming = new Map<FrameIndex, number[]>();
  const outgoing = new Map<FrameIndex, number[]>();
  for (const { caller, callee, weight } of graph.edges) {
    push(outgoing, caller, weight);
    push(incoming, callee, weight);
  }
  const scores = new Map<FrameIndex, number>();
  for (const frame of graph.nodes) {
    const flat = graph.flat[frame]!;
    const into = incoming.get(frame);
    const out = outgoing.get(frame);
    const score = (into ? entropy(into, 0) : 1) + (out ? entropy(out, flat) : 1);
    scores.set(frame, Math.trunc(score * graph.cum[frame]!) + flat);
  }
  return scores;
}

function entropy(weights: readonly number[], self: number): number {
  const total = weights.reduce((sum, weight) => sum + Math.max(0, weight), self);
  if (total === 0) return 0;
  const part = (weight: number): number => {
    const fraction = Math.abs(weight) / total;
    // Nothing is no surprise; the formula alone would say "not a number".
    return fraction > 0 ? -fraction * Math.log2(fraction) : 0;
  };
  return weights.reduce((sum, weight) => sum + part(weight), self > 0 ? part(self) : 0);
}

function push(lists: Map<FrameIndex, number[]>, frame: FrameIndex, weight: number): void {
  const list = lists.get(frame);
  if (list) list.push(weight);
  else lists.set(frame, [weight]);
}

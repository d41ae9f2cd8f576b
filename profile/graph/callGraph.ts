import type { FrameIndex, View } from '../view.ts';
import { type CallEdge, EdgeTable } from './edges.ts';

/** Who calls whom: functions as nodes, calls between them as edges (pprof's graph). */
export interface CallGraph {
  /** Frames that weigh anything, in order of their numbers. */
  readonly nodes: readonly FrameIndex[];
  /** Per frame; of a frame that is left out nothing. */
  readonly flat: Float64Array;
  readonly cum: Float64Array;
  readonly edges: readonly CallEdge[];
}

/**
 * Adds the stacks up to a graph. Every frame and every call counts once per stack. With `kept` (1 per frame) the others
 * are left out: what they connected is then joined by residual edges, and what they had themselves is nobody's.
 */
export function callGraph(view: View, weights: Float64Array, kept?: Uint8Array): CallGraph {
  const { count } = view.frames;
  const flat = new Float64Array(count);
  const cum = new Float64Array(count);
  const seen = new Int32Array(count).fill(-1);
  const edges = new EdgeTable(count);
  const { starts, frames } = view.locationFrames;
  const { locations } = view.profile.stacks;
  for (let stack = 0; stack < weights.length; stack++) {
    const weight = weights[stack]!;
    if (weight === 0) continue;
    let caller = -1;
    let isResidual = false;
    for (let at = view.ends[stack]! - 1; at >= view.starts[stack]!; at--) {
      const location = locations[at]!;
      const outermost = starts[location + 1]! - 1;
      for (let i = outermost; i >= starts[location]!; i--) {
        const frame = frames[i]!;
        if (kept && kept[frame] === 0) {
          isResidual = true;
          continue;
        }
        if (seen[frame] !== stack) {
          seen[frame] = stack;
          cum[frame]! += weight;
        }
        if (caller >= 0 && caller !== frame)
          edges.meet(caller, frame, stack, weight, { isResidual, isInlined: i !== outermost });
        caller = frame;
        isResidual = false;
      }
    }
    if (caller >= 0 && !isResidual) flat[caller]! += weight;
  }
  const nodes: FrameIndex[] = [];
  for (let frame = 0; frame < count; frame++) if (flat[frame] !== 0 || cum[frame] !== 0) nodes.push(frame);
  return { nodes, flat, cum, edges: edges.all() };
}

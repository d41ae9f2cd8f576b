import type { FrameIndex } from '../view.ts';
import type { CallEdge } from './edges.ts';

/**
 * The edges without residual ones whose two ends are connected by another way: they clutter a drawing and say nothing
 * new. `nodes` in the order of the drawing, `edges` sorted; looked at from the least important node, the lightest edge
 * first, and never one that is heavier than a direct call into the same node (as pprof does).
 */
export function withoutRedundantEdges(nodes: readonly FrameIndex[], edges: readonly CallEdge[]): CallEdge[] {
  const into = new Map<FrameIndex, CallEdge[]>();
  for (const edge of edges) into.set(edge.callee, [...(into.get(edge.callee) ?? []), edge]);
  const gone = new Set<CallEdge>();
  for (const node of nodes.toReversed()) {
    for (const edge of (into.get(node) ?? []).toReversed()) {
      if (!edge.isResidual) break;
      if (!isReachedOtherwise(edge, into)) continue;
      gone.add(edge);
      into.set(
        node,
        (into.get(node) ?? []).filter((other) => other !== edge),
      );
    }
  }
  return edges.filter((edge) => !gone.has(edge));
}

function isReachedOtherwise(edge: CallEdge, into: ReadonlyMap<FrameIndex, readonly CallEdge[]>): boolean {
  const seen = new Set([edge.callee]);
  const queue = [edge.callee];
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const other of into.get(node) ?? []) {
      if (other === edge || seen.has(other.caller)) continue;
      if (other.caller === edge.caller) return true;
      seen.add(other.caller);
      queue.push(other.caller);
    }
  }
  return false;
}

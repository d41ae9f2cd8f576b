import type { Drawing } from '../../profile/graph/drawing.ts';
import type { GraphLayout } from './layout.ts';

/** Where a key leads from a node: to its heaviest caller or callee, or to the nearest box beside it. */
export function graphNeighbour(
  drawing: Drawing,
  { nodes }: GraphLayout,
  node: number,
  key: string,
): number | undefined {
  if (key === 'Home') return 0;
  const frame = drawing.nodes[node]?.frame;
  const here = nodes[node];
  if (frame === undefined || !here) return undefined;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const [own, other] = key === 'ArrowUp' ? (['callee', 'caller'] as const) : (['caller', 'callee'] as const);
    // Edges lie by falling weight.
    const edge = drawing.edges.find(({ edge: e }) => e[own] === frame && e[other] !== frame)?.edge;
    const found = edge ? drawing.nodes.findIndex((n) => n.frame === edge[other]) : -1;
    return found < 0 ? node : found;
  }
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  if (step === 0) return undefined;
  let best = node;
  let nearest = Number.POSITIVE_INFINITY;
  nodes.forEach(({ x, y, height }, i) => {
    const distance = (x - here.x) * step;
    const isBeside = Math.abs(y - here.y) < (height + here.height) / 2;
    // Behind the functions are their labels.
    if (i >= drawing.nodes.length) return;
    if (i === node || !isBeside || distance <= 0 || distance >= nearest) return;
    best = i;
    nearest = distance;
  });
  return best;
}

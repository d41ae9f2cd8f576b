import { childrenOf, type Flame } from '../model/analysis.ts';
import { boxOf, type Growth } from './geometry.ts';

/** Where a key leads from a node; the same node where there is nothing, undefined for a key that leads nowhere. */
export function neighbour(
  { tree, rows }: Flame,
  node: number,
  key: string,
  growth: Growth = 'down',
): number | undefined {
  const depth = tree.depth[node] ?? 0;
  const [back, on] = growth === 'down' ? ['ArrowUp', 'ArrowDown'] : ['ArrowDown', 'ArrowUp'];
  if (key === back) return tree.parent[node];
  if (key === on) return childrenOf(tree, node)[0] ?? node;
  if (key === 'Home') return 0;
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const box = boxOf(rows, depth, node);
  if (step === 0 || box === undefined) return undefined;
  const next = box + step;
  return next >= (rows.rowStarts[depth] ?? 0) && next < (rows.rowStarts[depth + 1] ?? 0) ? rows.node[next] : node;
}

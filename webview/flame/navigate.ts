import { childrenOf, type Flame } from '../model/analysis.ts';
import { boxOf } from './geometry.ts';

/** Where a key leads from a node, the flame hanging from its root; the same node where there is nothing. */
export function neighbour({ tree, rows }: Flame, node: number, key: string): number | undefined {
  const depth = tree.depth[node] ?? 0;
  if (key === 'ArrowUp') return tree.parent[node];
  if (key === 'ArrowDown') return childrenOf(tree, node)[0] ?? node;
  if (key === 'Home') return 0;
  const step = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0;
  const box = boxOf(rows, depth, node);
  if (step === 0 || box === undefined) return undefined;
  const next = box + step;
  return next >= (rows.rowStarts[depth] ?? 0) && next < (rows.rowStarts[depth + 1] ?? 0) ? rows.node[next] : node;
}

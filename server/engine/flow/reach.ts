import type { Block } from './cfg.ts';

/** Can control come from one block to another (in at least one step)? */
export function reaches(from: Block, to: Block): boolean {
  const seen = new Set<Block>();
  const open = [from];
  for (let b = open.pop(); b; b = open.pop()) {
    for (const e of b.successors) {
      if (e.to === to) return true;
      if (seen.has(e.to)) continue;
      seen.add(e.to);
      open.push(e.to);
    }
  }
  return false;
}

import type { Fix } from '../finding.ts';
import { insertAfter, insertBefore, insertInClause, preferred } from '../fix.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Block, Edge, Item } from './cfg.ts';
import type { Path } from './paths.ts';

/** Where in a function a thing that is taken and given back is surely held. */
export interface Holding {
  /** At the end of the block, on every way there. */
  isHeld(block: Block): boolean;
  /** Some way on from the end of the block gives it back. */
  isGivenLater(block: Block): boolean;
}

export type Effect = 'takes' | 'gives' | undefined;

/** `drops` are edges that can only be taken when nothing was acquired after all. */
export function holding(fn: FunctionUnit, effect: (i: Item) => Effect, drops: (e: Edge) => boolean): Holding {
  const { blocks, entry } = fn.cfg;
  const effects = new Map(blocks.map((b) => [b, b.items.map(effect).filter((e) => e !== undefined)]));
  const notHeld = new Set<Block>();
  for (let before = -1; before !== notHeld.size; ) {
    before = notHeld.size;
    for (const b of blocks) {
      const last = effects.get(b)?.at(-1);
      const comesWithout = b === entry || b.predecessors.some((e) => drops(e) || notHeld.has(e.from));
      if (last === 'gives' || (last === undefined && comesWithout)) notHeld.add(b);
    }
  }
  return {
    isHeld: (b) => !notHeld.has(b),
    isGivenLater: (from) => {
      const seen = new Set<Block>();
      const next = [from];
      for (let b = next.pop(); b; b = next.pop())
        for (const { to } of b.successors) {
          if (seen.has(to)) continue;
          seen.add(to);
          const first = effects.get(to)?.at(0);
          if (first === 'gives') return true;
          if (first === undefined) next.push(to);
        }
      return false;
    },
  };
}

/**
 * Puts a statement on each of the paths that forget it, at the last point where the thing is held for sure and is not
 * given back later. None when one of them has no such point: to give back twice may be a crash.
 */
export function onEveryPath(
  fn: FunctionUnit,
  statement: string,
  start: Block,
  paths: readonly Path[],
  held: Holding,
  isSafe: (at: Item) => boolean,
): Fix[] {
  const points = [...new Set(paths.map((p) => pointOn(p, start, held)))];
  const edits = points.map((at) => {
    if (!at || !isSafe(at)) return undefined;
    if (at.clause) return insertInClause(fn, at.clause, statement);
    const leaves = at.node.kind === 'ReturnStmt' || at.node.kind === 'BranchStmt';
    return leaves ? insertBefore(fn, at.node, statement) : insertAfter(fn, at.node, statement);
  });
  return preferred(`Call ${statement} on ${edits.length > 1 ? 'every' : 'this'} path`, ...edits);
}

function pointOn(path: Path, start: Block, held: Holding): Item | undefined {
  const blocks = [start, ...path.edges.map((e) => e.to)];
  // A path that comes round ends in a block that takes again: before that, not at its end.
  if (path.item) blocks.pop();
  const at = blocks.findLast((b) => b.items.length > 0 && held.isHeld(b) && !held.isGivenLater(b));
  return at?.items.at(-1);
}

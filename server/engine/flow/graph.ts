import type { DeferStmt, Stmt } from '../syntax/ast.ts';
import type { Block, Cfg, Edge, EdgeReason, Item } from './cfg.ts';

export interface OpenBlock {
  readonly index: number;
  readonly items: Item[];
  readonly successors: OpenEdge[];
  readonly predecessors: OpenEdge[];
  exit: Block['exit'];
  readonly loops: readonly Stmt[];
}
export interface OpenEdge {
  readonly from: OpenBlock;
  readonly to: OpenBlock;
  readonly why: EdgeReason;
  back: boolean;
}

/** A graph under construction. */
export class Graph {
  readonly blocks: OpenBlock[] = [];
  readonly deferred: DeferStmt[] = [];
  incomplete = false;

  block(loops: readonly Stmt[]): OpenBlock {
    const b: OpenBlock = {
      index: this.blocks.length,
      items: [],
      successors: [],
      predecessors: [],
      exit: undefined,
      loops,
    };
    this.blocks.push(b);
    return b;
  }

  edge(from: OpenBlock, to: OpenBlock, why: EdgeReason): void {
    const e: OpenEdge = { from, to, why, back: false };
    from.successors.push(e);
    to.predecessors.push(e);
  }

  /** Marks back edges, drops what cannot be reached, numbers what is left in the order of the source. */
  finish(entry: OpenBlock): Cfg {
    const reached = this.#markBackEdges(entry);
    const blocks = this.blocks.filter((b) => reached.has(b));
    const renumbered = new Map(
      blocks.map((b, i) => [b, { ...b, index: i, successors: [] as Edge[], predecessors: [] as Edge[] }]),
    );
    for (const b of blocks) {
      for (const e of b.successors) {
        const [from, to] = [renumbered.get(e.from), renumbered.get(e.to)];
        if (!from || !to) continue;
        const edge: Edge = { from, to, why: e.why, back: e.back };
        from.successors.push(edge);
        to.predecessors.push(edge);
      }
    }
    const closed = [...renumbered.values()];
    const first = renumbered.get(entry) as Block;
    return {
      blocks: closed,
      entry: first,
      exits: closed.filter((b) => b.exit !== undefined),
      deferred: this.deferred,
      incomplete: this.incomplete,
    };
  }

  /** Depth first without recursion: an edge to a block that is still open goes back. */
  #markBackEdges(entry: OpenBlock): Set<OpenBlock> {
    const seen = new Set<OpenBlock>([entry]);
    const open = new Set<OpenBlock>([entry]);
    const stack = [{ block: entry, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const e = top.block.successors[top.next++];
      if (!e) {
        open.delete(top.block);
        stack.pop();
      } else if (open.has(e.to)) e.back = true;
      else if (!seen.has(e.to)) {
        seen.add(e.to);
        open.add(e.to);
        stack.push({ block: e.to, next: 0 });
      }
    }
    return seen;
  }
}

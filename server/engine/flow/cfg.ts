import type { CommClause, DeferStmt, Expr, SelectStmt, Stmt } from '../syntax/ast.ts';

/**
 * The control-flow graph of one function. Literals inside are values, not flow: each has a graph of its own.
 * Conditions are split at `&&`, `||` and `!`, so that every branch edge carries one plain condition.
 * Defers are not inlined: `deferred` lists them, a `defer` item marks where one is registered, and whoever walks the
 * graph runs the registered ones, last first, when it reaches an exit (Go spec, "Defer statements").
 */
export interface Cfg {
  readonly blocks: readonly Block[];
  readonly entry: Block;
  /** One block for every way out, in source order. */
  readonly exits: readonly Block[];
  readonly deferred: readonly DeferStmt[];
  /** A goto, label or construct that could not be modelled, or broken code: keep silent. */
  readonly incomplete: boolean;
}

export interface Block {
  readonly index: number;
  /** In order of evaluation. A select and the head of a range loop are `stmt` items: their parts are on the edges. */
  readonly items: readonly Item[];
  readonly successors: readonly Edge[];
  readonly predecessors: readonly Edge[];
  /** How the function is left at the end of this block. `return`: also the fall off the end; `exits`: the process ends; `goexit`: only this goroutine ends, defers run. */
  readonly exit: 'return' | 'panic' | 'exits' | 'goexit' | undefined;
  /** Nesting in loops: the statements whose body (or condition) this block belongs to, outermost first. */
  readonly loops: readonly Stmt[];
}

/** What is evaluated: a simple statement, or an expression of a compound one (condition, tag, range operand). */
export interface Item {
  readonly kind: 'stmt' | 'expr' | 'defer' | 'go' | 'return' | 'comm';
  readonly node: Stmt | Expr;
  /** For 'comm': the communication of the chosen select clause has taken place. */
  readonly clause: CommClause | undefined;
}

export interface Edge {
  readonly from: Block;
  readonly to: Block;
  readonly why: EdgeReason;
  /** Goes back to a loop's head. */
  readonly back: boolean;
}

export type EdgeReason =
  | { readonly kind: 'next' }
  /** The condition held or did not hold. */
  | { readonly kind: 'cond'; readonly cond: Expr; readonly value: boolean }
  /** A switch clause was chosen: the tag (missing for a bare switch) equals one of the values; `default` has none. */
  | {
      readonly kind: 'case';
      readonly tag: Expr | undefined;
      readonly values: readonly Expr[];
      readonly isDefault: boolean;
      readonly isType: boolean;
    }
  /** A select clause became ready. */
  | { readonly kind: 'select'; readonly select: SelectStmt; readonly clause: CommClause }
  /** A range loop has another element, or is done. */
  | { readonly kind: 'range'; readonly node: Stmt; readonly more: boolean };

import type { Fix } from '../finding.ts';
import { insertAfter, preferred } from '../fix.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Node, Stmt } from '../syntax/ast.ts';
import type { Acquisition } from './obligations.ts';

/**
 * `defer …` right after the acquisition, or after the `if err != nil` that follows it: a value that came with an error
 * must not be touched. None inside a loop, where a defer would only pile up.
 */
export function deferAfterErrorCheck(fn: FunctionUnit, a: Acquisition, release: string): Fix[] {
  if (a.block.loops.length > 0) return [];
  const after = a.error ? errorCheckAfter(fn, a.stmt) : a.stmt;
  return after ? preferred(`Defer ${release}`, insertAfter(fn, after, `defer ${release}`)) : [];
}

/** Is it certain, behind what follows the acquisition, that there is something to release? */
export const isErrorChecked = (fn: FunctionUnit, a: Acquisition): boolean =>
  !a.error || errorCheckAfter(fn, a.stmt) !== undefined;

function errorCheckAfter(fn: FunctionUnit, stmt: Stmt): Stmt | undefined {
  const list = listOf(fn.ancestors(stmt).at(-1));
  const next = list?.[list.indexOf(stmt) + 1];
  if (next?.kind !== 'IfStmt' || next.else || next.init) return undefined;
  const last = next.body.list.at(-1);
  const leaves = last?.kind === 'ReturnStmt' || last?.kind === 'BranchStmt' || last?.kind === 'ExprStmt';
  return leaves && /\berr\w*\s*!=\s*nil/i.test(fn.textOf(next.cond)) ? next : undefined;
}

function listOf(parent: Node | undefined): readonly Stmt[] | undefined {
  if (parent?.kind === 'BlockStmt') return parent.list;
  return parent?.kind === 'CaseClause' || parent?.kind === 'CommClause' ? parent.body : undefined;
}

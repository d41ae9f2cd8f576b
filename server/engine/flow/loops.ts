import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Node } from '../syntax/ast.ts';

/** The innermost loop around a node within its function: one that evaluates it in every round. */
export function loopAround(fn: FunctionUnit, node: Node): Node | undefined {
  const { parents } = declFacts(fn.decl);
  let inner = node;
  for (let n = parents.get(node); n; [inner, n] = [n, parents.get(n)]) {
    if (n.kind === 'RangeStmt' && n.x !== inner) return n;
    if (n.kind === 'ForStmt' && n.init !== inner) return n;
    if (n.kind === 'FuncLit' || n.kind === 'FuncDecl') return undefined;
  }
  return undefined;
}

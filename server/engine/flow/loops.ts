import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Node } from '../syntax/ast.ts';

/** The innermost loop around a node within its function. */
export function loopAround(fn: FunctionUnit, node: Node): Node | undefined {
  const { parents } = declFacts(fn.decl);
  for (let n = parents.get(node); n; n = parents.get(n)) {
    if (n.kind === 'ForStmt' || n.kind === 'RangeStmt') return n;
    if (n.kind === 'FuncLit' || n.kind === 'FuncDecl') return undefined;
  }
  return undefined;
}

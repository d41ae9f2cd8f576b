import { isNamed } from '../facts/types.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CommClause } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';

/** A deadline, or the context of the call. Any other signal may be that of the answering side, which has ended with it. */
export function isOfTheCall(fn: FunctionUnit, clause: CommClause): boolean {
  if (!clause.comm) return true;
  const receive = clause.comm.kind === 'ExprStmt' ? clause.comm.x : undefined;
  const channel = receive?.kind === 'UnaryExpr' ? fn.package.underlying(fn.package.typeOf(receive.x)) : undefined;
  if (channel?.kind === 'chan' && isNamed(channel.element, 'time', 'Time', false)) return true;
  const x = receive?.kind === 'UnaryExpr' ? unparen(receive.x) : undefined;
  const operand = x?.kind === 'CallExpr' && x.fun.kind === 'SelectorExpr' && x.fun.sel.name === 'Done' && x.fun.x;
  const context = operand && operand.kind === 'Ident' ? fn.package.objectOf(operand) : undefined;
  return context?.kind === 'local';
}

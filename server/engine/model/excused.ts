import { asksCaller } from '../flow/lockEffects.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import type { Stuck } from './blame.ts';
import type { Span } from './code.ts';
import type { Event } from './event.ts';

/** Is it meant to wait for ever, or does it hang on what only its caller knows? */
export const isExcused = (cause: Stuck, root: FunctionUnit, events: readonly Event[]): boolean =>
  isMeant(cause) || (cause.rule === 'double-lock' && hangsOnCaller(root, events));

/** Who waits on a channel that is made on the spot means to wait for ever. */
function isMeant({ code, pc }: Stuck): boolean {
  const at = code.instructions[pc]?.at;
  const node = at && nodeAt(code.function.syntax, at);
  const x = node?.kind === 'ExprStmt' ? unparen(node.x) : node;
  const from = x?.kind === 'UnaryExpr' && x.op === '<-' ? unparen(x.x) : undefined;
  return from?.kind === 'CallExpr' && from.fun.kind === 'Ident' && from.fun.name === 'make';
}

/** Does a callee on the way ask what its caller has handed in, and the model cannot tell: `if _, ok := options[k]; !ok`? */
function hangsOnCaller(root: FunctionUnit, events: readonly Event[]): boolean {
  return events.some(({ code, pc, isOpen }) => {
    const at = code.instructions[pc]?.at;
    const asked = isOpen && code.function !== root && at ? nodeAt(code.function.syntax, at) : undefined;
    return asked !== undefined && asksCaller(code.function, asked);
  });
}

function nodeAt(within: Node, at: Span): Node | undefined {
  let found: Node | undefined;
  walk(within, (n) => {
    if (n.start === at.start && n.end === at.end) found ??= n;
    return !found && n.start <= at.start && at.end <= n.end;
  });
  return found;
}

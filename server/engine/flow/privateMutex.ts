import { operandOf } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Ident } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { functionAround } from './localChannels.ts';
import { type LockCall, lockCall } from './locks.ts';

/**
 * The variable of a mutex that this call of the function alone can lock: a local one, held by value, of which its own
 * body calls the methods and does nothing else. Nobody else can wait for it, and none survives the call.
 */
export function privateMutex(fn: FunctionUnit, lock: LockCall): LocalVar | undefined {
  const operand = operandOf(lock.call);
  const x = operand && unparen(operand);
  const variable = x?.kind === 'Ident' ? fn.package.objectOf(x) : undefined;
  if (variable?.kind !== 'local' || variable.role !== 'var' || variable.owner !== fn.syntax) return undefined;
  if (fn.package.typeOf(variable.ident).kind === 'pointer') return undefined;
  const facts = declFacts(fn.decl);
  const uses = facts.uses.get(variable) ?? [];
  return uses.every((use) => use === variable.ident || isOwnCall(fn, use)) ? variable : undefined;
}

/** `mu.Lock()` in the body itself, neither in a literal nor in a goroutine of its own. */
function isOwnCall(fn: FunctionUnit, use: Ident): boolean {
  const { parents } = declFacts(fn.decl);
  const method = parents.get(use);
  const call = method && parents.get(method);
  return (
    method?.kind === 'SelectorExpr' &&
    call?.kind === 'CallExpr' &&
    call.fun === method &&
    lockCall(fn, call) !== undefined &&
    parents.get(call)?.kind !== 'GoStmt' &&
    functionAround(fn, use) === fn
  );
}

import type { CallExpr, Expr } from '../syntax/ast.ts';
import type { FunctionUnit, PackageView } from './view.ts';

/** An argument that a printing function turns into text by calling a method of its own. */
export interface Formatted {
  readonly argument: Expr;
  readonly method: FunctionUnit;
}

/**
 * The `Error` and `String` methods of the package that a call of fmt or log runs on its arguments (package fmt,
 * "Printing": an operand that is an error or a Stringer is asked for its text).
 */
export function formatted(pkg: PackageView, call: CallExpr): Formatted[] {
  const callee = pkg.calleeOf(call);
  if (
    callee.kind !== 'external' ||
    (callee.path !== 'fmt' && callee.path !== 'log') ||
    !/print|error|append|fatal|panic/i.test(callee.name)
  )
    return [];
  return call.args.flatMap((argument): Formatted[] => {
    const type = pkg.typeOf(argument);
    for (const name of ['Error', 'String']) {
      const m = type.kind === 'unknown' ? undefined : pkg.member(type, name);
      if (m?.kind !== 'method' || !m.function) continue;
      const { syntax } = m.function;
      // The interfaces ask for a method without parameters that answers a string.
      if (syntax.type.params.length > 0 || syntax.type.results.length !== 1) continue;
      // The methods of a pointer are not those of the value.
      const needsPointer = syntax.kind === 'FuncDecl' && syntax.receiver?.type.kind === 'StarExpr';
      if (!needsPointer || type.kind === 'pointer') return [{ argument, method: m.function }];
    }
    return [];
  });
}

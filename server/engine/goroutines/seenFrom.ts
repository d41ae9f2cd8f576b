import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Ident } from '../syntax/ast.ts';
import { pathOf, unparen } from '../syntax/print.ts';
import type { Ending } from './ending.ts';
import { textOf } from './waysOut.ts';

/**
 * How a callee ends, in the words of its caller: parameters and receiver become what the call hands in. What only the
 * callee can name is the call itself.
 */
export function seenFrom(caller: FunctionUnit, call: CallExpr, callee: FunctionUnit, ending: Ending): Ending {
  if (ending.kind === 'call' && callee.syntax.kind === 'FuncLit') return ending;
  if (!('name' in ending)) return ending;
  const names = ending.name.split(' or ').map((n) => renamed(caller, call, callee, n));
  if (names.includes(undefined)) return { kind: 'call', name: textOf(caller, call.fun) };
  return { ...ending, name: names.join(' or ') };
}

function renamed(caller: FunctionUnit, call: CallExpr, callee: FunctionUnit, name: string): string | undefined {
  const [root = '', ...rest] = name.split('.');
  const by = (to: string | undefined): string | undefined => (to === undefined ? undefined : [to, ...rest].join('.'));
  const { syntax } = callee;
  const fun = unparen(call.fun);
  if (syntax.kind === 'FuncDecl' && syntax.receiver?.names.some((n) => n.name === root))
    return by(fun.kind === 'SelectorExpr' ? pathOf(fun.x) : undefined);
  const index = syntax.type.params
    .flatMap((p): readonly (Ident | undefined)[] => (p.names.length > 0 ? p.names : [undefined]))
    .findIndex((n) => n?.name === root);
  const argument = call.args[index];
  if (argument) return by(pathOf(argument));
  if (index >= 0) return undefined;
  // A literal sees what is around it; other functions share the package's variables only.
  if (syntax.kind === 'FuncLit') return callee.outer === caller || callee.outer === undefined ? name : undefined;
  return isPackageVariable(caller, root) ? name : undefined;
}

const isPackageVariable = (fn: FunctionUnit, name: string): boolean =>
  fn.package.files.some((f) =>
    f.decls.some(
      (d) =>
        d.syntax.kind === 'GenDecl' &&
        d.syntax.specs.some((s) => s.kind === 'ValueSpec' && s.names.some((n) => n.name === name)),
    ),
  );

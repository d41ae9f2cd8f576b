import { walkOwn } from '../calls.ts';
import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit, PackageView } from '../package/view.ts';
import type { GoStmt, RangeStmt } from '../syntax/ast.ts';
import { type FieldChannel, fieldChannelOf } from './fieldChannels.ts';

/** A goroutine that ranges over a channel of its object, which nothing in the package ever closes. */
export interface OpenFieldLoop {
  readonly function: FunctionUnit;
  readonly range: RangeStmt;
  readonly field: FieldChannel;
  readonly start: { readonly function: FunctionUnit; readonly node: GoStmt };
  /** The method that ends the object: it shows that objects do end. */
  readonly ending: FunctionUnit | undefined;
}

const endsIt = /^(close|stop|quit|shutdown|exit|end|finish|terminate|destroy|dispose|halt|kill)/i;

export function openFieldLoops(pkg: PackageView): OpenFieldLoop[] {
  const found: OpenFieldLoop[] = [];
  for (const fn of pkg.functions) {
    if (fn.decl.broken || fn.file.isTest) continue;
    walkOwn(fn, (n) => {
      const field = n.kind === 'RangeStmt' ? fieldChannelOf(fn, n.x) : undefined;
      if (n.kind !== 'RangeStmt' || !field || field.escapes || field.uses.some((u) => u.kind === 'close')) return;
      // Made, and sent on, by the package: else somebody else has to do with it.
      if (!field.uses.some((u) => u.kind === 'send') || !isMade(field)) return;
      const start = startOf(fn);
      const ending = pkg.methodsOf(field.type).find((m) => endsIt.test(m.name.replace(/^.*\./, '')));
      if (start) found.push({ function: fn, range: n, field, start, ending });
    });
  }
  return found;
}

const isMade = (field: FieldChannel): boolean => {
  const stores = field.uses.filter((u) => u.kind === 'store');
  return (
    stores.length > 0 &&
    stores.every(({ node, expr }) => {
      const value =
        node.kind === 'KeyValueExpr'
          ? node.value
          : node.kind === 'AssignStmt'
            ? node.rhs[node.lhs.indexOf(expr)]
            : undefined;
      return value?.kind === 'CallExpr' && value.fun.kind === 'Ident' && value.fun.name === 'make';
    })
  );
};

/** The `go` statement that starts the function. */
function startOf(fn: FunctionUnit): OpenFieldLoop['start'] | undefined {
  if (fn.syntax.kind === 'FuncLit') {
    const { parents } = declFacts(fn.decl);
    const call = parents.get(fn.syntax);
    const go = call && parents.get(call);
    return go?.kind === 'GoStmt' && fn.outer ? { function: fn.outer, node: go } : undefined;
  }
  for (const f of fn.package.functions) {
    let found: GoStmt | undefined;
    walkOwn(f, (n) => {
      const callee = n.kind === 'GoStmt' && n.call.kind === 'CallExpr' ? f.package.calleeOf(n.call) : undefined;
      if (n.kind === 'GoStmt' && callee?.kind === 'function' && callee.function === fn) found ??= n;
    });
    if (found) return { function: f, node: found };
  }
  return undefined;
}

import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import type { Decl, Expr } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import type { PackageView } from './view.ts';

/** Channels that are never closed, so that a range over one has no end of its own: `time.Tick(d)`, `ticker.C`. */
export function neverCloses(pkg: PackageView, decl: Decl, channel: Expr): boolean {
  const x = unparen(channel);
  if (x.kind === 'CallExpr') {
    const callee = pkg.calleeOf(x);
    return callee.kind === 'external' && callee.path === 'time' && callee.receiver === '' && callee.name === 'Tick';
  }
  if (x.kind === 'SelectorExpr' && x.sel.name === 'C') {
    const type = dereferenced(pkg.typeOf(x.x));
    return type.kind === 'named' && type.path === 'time' && (type.name === 'Ticker' || type.name === 'Timer');
  }
  const object = x.kind === 'Ident' ? pkg.objectOf(x) : undefined;
  if (object?.kind !== 'local') return false;
  const { definitions, assignments } = declFacts(decl);
  const definition = definitions.get(object);
  const isOnce = (assignments.get(object) ?? []).length === 0;
  return definition?.kind === 'value' && isOnce && neverCloses(pkg, decl, definition.value);
}

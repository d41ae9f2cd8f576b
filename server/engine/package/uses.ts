import { walkOwn } from '../calls.ts';
import type { Obj } from '../facts/objects.ts';
import type { Decl, Ident, Node } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { JoinedPackage } from './package.ts';
import type { CallSite, FunctionUnit, Use } from './view.ts';
import { mentions } from './words.ts';

/** Every use of an object, the declaring identifier excluded, in the order of the source. */
export function usesOf(pkg: JoinedPackage, obj: Obj): Use[] {
  const found: Use[] = [];
  const own = isLocal(obj) ? pkg.declOf(obj.ident) : undefined;
  for (const decl of own ? [own] : declsWith(pkg, obj.name)) {
    const { locals, free, parents } = pkg.factsOf(decl);
    const file = pkg.fileOf(decl);
    if (!file) continue;
    const idents = isLocal(obj)
      ? [...locals].flatMap(([ident, o]) => (o === obj && ident !== obj.ident ? [ident] : []))
      : free.filter((i) => i.name === obj.name && pkg.scope.lookup(i, file) === obj && !isDeclaring(obj, i));
    for (const ident of idents) found.push(useAt(pkg, decl, ident, ident, parents.get(ident) ?? ident));
  }
  return found;
}

export const isLocal = (obj: Obj): obj is Obj & { readonly kind: 'local' | 'localConst' | 'localType' } =>
  obj.kind === 'local' || obj.kind === 'localConst' || obj.kind === 'localType';

const isDeclaring = (obj: Obj, ident: Ident): boolean => 'ident' in obj && obj.ident === ident;

/** Every selector of a field of one of the package's own types, and every key of that type's literals. */
export function usesOfField(pkg: JoinedPackage, type: string, field: string): Use[] {
  const found: Use[] = [];
  for (const decl of declsWith(pkg, field)) {
    const { parents } = pkg.factsOf(decl);
    walk(decl.syntax, (node) => {
      if (node.kind === 'SelectorExpr' && node.sel.name === field) {
        const m = pkg.member(pkg.typeOf(node.x), field);
        if (m?.kind === 'field' && m.path === pkg.path && m.owner === type)
          found.push(useAt(pkg, decl, node.sel, node, parents.get(node) ?? node));
      } else if (node.kind === 'CompositeLit') {
        for (const e of node.elements) {
          if (e.kind !== 'KeyValueExpr' || e.key.kind !== 'Ident' || e.key.name !== field) continue;
          const t = pkg.typeOf(node);
          if (t.kind === 'named' && t.path === pkg.path && t.name === type)
            found.push(useAt(pkg, decl, e.key, e.key, e));
        }
      }
    });
  }
  return found;
}

/** Every call of a declared function or method that names it. */
export function callsTo(pkg: JoinedPackage, fn: FunctionUnit, name: string): CallSite[] {
  const found: CallSite[] = [];
  for (const decl of declsWith(pkg, name))
    for (const caller of pkg.functionsIn(decl))
      walkOwn(caller, (n) => {
        if (n.kind !== 'CallExpr') return;
        const callee = pkg.calleeOf(n);
        if (callee.kind === 'function' && callee.function === fn) found.push({ function: caller, call: n });
      });
  return found;
}

function declsWith(pkg: JoinedPackage, word: string): Decl[] {
  return pkg.files.flatMap((f) => f.decls.filter((d) => mentions(d, word)));
}

function useAt(pkg: JoinedPackage, decl: Decl, ident: Ident, expr: Use['expr'], parent: Node): Use {
  const file = pkg.fileOf(decl);
  if (!file) throw new Error('a declaration that is in no file of its package');
  return { file, decl, function: pkg.functionAround(decl, parent), ident, expr, parent };
}

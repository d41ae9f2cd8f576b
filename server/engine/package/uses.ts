import { declFacts } from '../facts/scopes.ts';
import type { Decl, Ident, Node, SourceFile } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { JoinedPackage } from './package.ts';
import type { Use } from './view.ts';

/** Every selector of a field of the package's own types, and every key of their literals, by `Type.field`. */
export function fieldUses(pkg: JoinedPackage): Map<string, Use[]> {
  const uses = new Map<string, Use[]>();
  const add = (type: string, use: Use): void => {
    const key = `${type}.${use.ident.name}`;
    (uses.get(key) ?? uses.set(key, []).get(key))?.push(use);
  };
  for (const file of pkg.files) for (const decl of file.decls) collect(pkg, file, decl, add);
  return uses;
}

function collect(pkg: JoinedPackage, file: SourceFile, decl: Decl, add: (type: string, use: Use) => void): void {
  const { parents } = declFacts(decl);
  const use = (ident: Ident, expr: Use['expr'], parent: Node): Use => ({
    file,
    decl,
    function: pkg.functionAround(decl, parent),
    ident,
    expr,
    parent,
  });
  walk(decl.syntax, (node) => {
    if (node.kind === 'SelectorExpr') {
      const m = pkg.member(pkg.typeOf(node.x), node.sel.name);
      if (m?.kind === 'field' && m.path === pkg.path) add(m.owner, use(node.sel, node, parents.get(node) ?? node));
    } else if (node.kind === 'CompositeLit') {
      const type = pkg.typeOf(node);
      if (type.kind !== 'named' || type.path !== pkg.path) return;
      for (const e of node.elements)
        if (e.kind === 'KeyValueExpr' && e.key.kind === 'Ident') add(type.name, use(e.key, e.key, e));
    }
  });
}

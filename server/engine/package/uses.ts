import { Aging } from '../aging.ts';
import type { ImportedPackage, Obj } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import type { CallExpr, CompositeLit, Decl, Expr, Ident, Node, SelectorExpr, SourceFile } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Mention } from './asking.ts';
import type { Question } from './collect.ts';
import type { JoinedPackage } from './package.ts';
import type { CallSite, Use } from './view.ts';
import { mentions } from './words.ts';

// These outlive the view that asks for them, so they must not be made where its `this` is at hand.

export const fieldMention = (type: string, field: string): Mention => ({
  word: field,
  isIn: (pkg, decl) => usesOfFieldIn(pkg, decl, type, field).length > 0,
});

export const callMention = (target: Decl, name: string): Mention => ({
  word: name,
  isIn: (pkg, decl) => callsIn(pkg, decl, target, name).length > 0,
});

/** Every use of an object, the declaring identifier excluded, in the order of the source. */
export function usesOf(pkg: JoinedPackage, obj: Obj): Use[] {
  const found: Use[] = [];
  const own = isLocal(obj) ? pkg.declOf(obj.ident) : undefined;
  for (const decl of own ? [own] : pkg.declsWith(obj.name)) {
    const { locals, free, parents } = declFacts(decl);
    const file = pkg.fileOf(decl);
    if (!file) continue;
    const idents = isLocal(obj)
      ? [...locals].flatMap(([ident, o]) => (o === obj && ident !== obj.ident ? [ident] : []))
      : free.filter((i) => i.name === obj.name && pkg.scope.lookup(i, file) === obj && !isDeclaring(obj, i));
    for (const ident of idents) found.push(useAt(pkg, decl, ident, ident, parents.get(ident) ?? ident));
  }
  return found;
}

/**
 * Is an import of a file used in more than one place? That rests on the two first ones, and with fewer on every mention
 * of its name.
 */
export function isUsedTwice(pkg: JoinedPackage, file: SourceFile, imported: ImportedPackage): boolean {
  const holders: Decl[] = [];
  let uses = 0;
  for (const decl of file.decls) {
    if (!mentions(decl, imported.name)) continue;
    const own = declFacts(decl).free.filter((i) => i.name === imported.name && pkg.scope.lookup(i, file) === imported);
    if (own.length > 0) holders.push(decl);
    uses += own.length;
    if (uses < 2) continue;
    for (const d of holders) pkg.asking.noteBody(d);
    return true;
  }
  pkg.asking.noteName(imported.name);
  return false;
}

export const isLocal = (obj: Obj): obj is Obj & { readonly kind: 'local' | 'localConst' | 'localType' } =>
  obj.kind === 'local' || obj.kind === 'localConst' || obj.kind === 'localType';

const isDeclaring = (obj: Obj, ident: Ident): boolean => 'ident' in obj && obj.ident === ident;

/** In one declaration, the selectors of a field of one of the package's own types, and the keys of that type's literals. */
export function usesOfFieldIn(pkg: JoinedPackage, decl: Decl, type: string, field: string): Use[] {
  const nodes = membersIn(decl).get(field) ?? [];
  if (nodes.length === 0) return [];
  const { parents } = declFacts(decl);
  return nodes.flatMap((node) => {
    if (ownerOf(pkg, node, field) !== type) return [];
    if (node.kind === 'SelectorExpr') return [useAt(pkg, decl, node.sel, node, parents.get(node) ?? node)];
    return node.elements.flatMap((e) =>
      e.kind === 'KeyValueExpr' && e.key.kind === 'Ident' && e.key.name === field
        ? [useAt(pkg, decl, e.key, e.key, e)]
        : [],
    );
  });
}

/** The fields of the package's own types that a declaration uses, by `Type.field`. */
export const fieldsUsed = (pkg: JoinedPackage): Question<readonly string[]> => ({
  name: 'fields used',
  answer: (decl) => {
    const found = new Set<string>();
    for (const [field, nodes] of membersIn(decl))
      for (const node of nodes) {
        const owner = ownerOf(pkg, node, field);
        if (owner !== undefined) found.add(`${owner}.${field}`);
      }
    return [...found];
  },
});

/** The package's own type whose field a selector names, or a key of a literal. */
function ownerOf(pkg: JoinedPackage, node: SelectorExpr | CompositeLit, field: string): string | undefined {
  if (node.kind === 'SelectorExpr') {
    const m = pkg.selected(pkg.typeOf(node.x), field);
    return m?.kind === 'field' && m.path === pkg.path ? m.owner : undefined;
  }
  const t = pkg.typeOf(node);
  return t.kind === 'named' && t.path === pkg.path ? t.name : undefined;
}

type Members = ReadonlyMap<string, readonly (SelectorExpr | CompositeLit)[]>;

const known = new Aging<Decl, Members>();

/** By the name of a member the selectors, and the literals with such a key, in the order of the source. */
function membersIn(decl: Decl): Members {
  const before = known.get(decl);
  if (before) return before;
  const found = new Map<string, (SelectorExpr | CompositeLit)[]>();
  const add = (name: string, node: SelectorExpr | CompositeLit): void => {
    const nodes = found.get(name);
    if (!nodes) found.set(name, [node]);
    else if (nodes.at(-1) !== node) nodes.push(node);
  };
  walk(decl.syntax, (node) => {
    if (node.kind === 'SelectorExpr') add(node.sel.name, node);
    else if (node.kind === 'CompositeLit')
      for (const e of node.elements) if (e.kind === 'KeyValueExpr' && e.key.kind === 'Ident') add(e.key.name, node);
  });
  known.set(decl, found);
  return found;
}

/** In one declaration, the calls that name the function or method that another one declares. */
export function callsIn(pkg: JoinedPackage, decl: Decl, target: Decl, name: string): CallSite[] {
  const callees = pkg.functionsIn(target);
  return (callsByName(decl).get(name) ?? []).flatMap((call) => {
    const callee = pkg.calleeOf(call);
    const around = callee.kind === 'function' && callees[0] === callee.function && pkg.functionAround(decl, call);
    return around ? [{ function: around, call }] : [];
  });
}

const calls = new Aging<Decl, ReadonlyMap<string, readonly CallExpr[]>>();

function callsByName(decl: Decl): ReadonlyMap<string, readonly CallExpr[]> {
  const before = calls.get(decl);
  if (before) return before;
  const found = new Map<string, CallExpr[]>();
  walk(decl.syntax, (node) => {
    const name = node.kind === 'CallExpr' ? calledName(node.fun) : undefined;
    if (node.kind !== 'CallExpr' || name === undefined) return;
    const own = found.get(name);
    if (own) own.push(node);
    else found.set(name, [node]);
  });
  calls.set(decl, found);
  return found;
}

function calledName(fun: Expr): string | undefined {
  if (fun.kind === 'ParenExpr' || fun.kind === 'IndexExpr') return calledName(fun.x);
  if (fun.kind === 'SelectorExpr') return fun.sel.name;
  return fun.kind === 'Ident' ? fun.name : undefined;
}

function useAt(pkg: JoinedPackage, decl: Decl, ident: Ident, expr: Use['expr'], parent: Node): Use {
  const file = pkg.fileOf(decl);
  if (!file) throw new Error('a declaration that is in no file of its package');
  return { file, decl, function: pkg.functionAround(decl, parent), ident, expr, parent };
}

import type { PackageVar } from '../engine/facts/objects.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { isNamed, type Type } from '../engine/facts/types.ts';
import { isHandler, isProcessLifetime, outermostOf } from '../engine/lifetime.ts';
import type { FunctionUnit, PackageView, Use } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Decl, Expr, Ident, Node } from '../engine/syntax/ast.ts';

export const rule: Rule = {
  meta: {
    id: 'unbounded-cache',
    title: 'Map that only grows',
    group: 'memory',
    level: 'information',
    summary: 'A package-level map is written with keys that come from outside, and nothing ever takes an entry away.',
    why: 'Everything that a package variable refers to lives as long as the process. With keys from requests the map grows with every new one, until the memory is gone.',
    fix: 'Bound it: an LRU or expiring cache, a size limit, or a delete when the key is done with.',
    silentAbout: [
      'maps that some code deletes from, clears, replaces or measures with `len`',
      'maps that are filled by `init`, package variables or functions that register',
      'keys that are constants, numbers, booleans or named types',
      'maps that are handed out',
    ],
    links: ['https://go.dev/doc/effective_go#maps'],
  },
  checkPackage(pkg, report, each) {
    each(packageMaps(pkg), (variable) => {
      const uses = pkg.usesOf(variable);
      const writes = uses.filter((u) => insertion(pkg, u) !== undefined);
      if (writes.length === 0 || uses.some(bounds)) return;
      const grows = writes.find((u) => u.function && growsWithInput(u.function));
      const at = grows && insertion(pkg, grows);
      if (!grows?.function || !at) return;
      report({
        function: grows.function,
        place: grows.function.place(at),
        message: `\`${variable.name}\` gets an entry for every new key and never loses one: it grows with the requests. Bound it with an LRU, an expiry or a delete.`,
        witness: [
          {
            ...grows.function.place(at),
            message: `a new key adds an entry to \`${variable.name}\`; nothing in the package deletes, clears or measures it`,
          },
        ],
      });
    });
  },
};

const packageMaps = (pkg: PackageView): PackageVar[] =>
  pkg
    .recallAll({ name: 'package maps', answer: (decl) => mapsIn(pkg, decl).map((ident) => ident.name) }, hasVariables)
    .flatMap(({ decl, values }) => mapsIn(pkg, decl).filter((ident) => values.includes(ident.name)))
    .flatMap((ident) => {
      const variable = pkg.objectOf(ident);
      return variable?.kind === 'var' ? [variable] : [];
    });

const hasVariables = ({ syntax }: Decl): boolean =>
  syntax.kind === 'GenDecl' && syntax.specs.some((s) => s.kind === 'ValueSpec' && !s.isConst);

function mapsIn(pkg: PackageView, { syntax }: Decl): Ident[] {
  if (syntax.kind !== 'GenDecl') return [];
  return syntax.specs.flatMap((spec) => {
    if (spec.kind !== 'ValueSpec' || spec.isConst) return [];
    return spec.names.filter((ident) => {
      const obj = pkg.objectOf(ident);
      // An exported map is everybody's.
      return obj?.kind === 'var' && !/^\p{Lu}/u.test(obj.name) && isOpenMap(pkg, pkg.typeOfObject(obj));
    });
  });
}

function isOpenMap(pkg: PackageView, type: Type): boolean {
  if (isNamed(type, 'sync', 'Map')) return true;
  const map = pkg.underlying(type);
  if (map.kind !== 'map') return false;
  const key = map.key;
  return key.kind === 'basic' && key.name === 'string';
}

/** `m[k] = v` or `m.Store(k, v)` with a key that is no constant. */
function insertion(pkg: PackageView, use: Use): Node | undefined {
  const { parents } = declFacts(use.decl);
  const above = use.parent;
  const next = parents.get(above);
  if (above.kind === 'IndexExpr' && above.x === use.ident && next && assigns(next, above)) {
    const [key] = above.indices;
    return key && pkg.constantOf(key) === undefined && !isThere(pkg, use, key) ? next : undefined;
  }
  if (above.kind !== 'SelectorExpr' || next?.kind !== 'CallExpr' || !/^(Store|LoadOrStore|Swap)$/.test(above.sel.name))
    return undefined;
  const [key] = next.args;
  const type = key && pkg.typeOf(key);
  return key && type?.kind === 'basic' && type.name === 'string' && pkg.constantOf(key) === undefined
    ? next
    : undefined;
}

const assigns = (n: Node, target: Expr): boolean =>
  (n.kind === 'AssignStmt' && n.lhs.includes(target)) || (n.kind === 'IncDecStmt' && n.x === target);

/** The key comes from a range over the map, or has just been found in it. */
function isThere(pkg: PackageView, use: Use, key: Expr): boolean {
  const map = pkg.objectOf(use.ident);
  const isMap = (e: Expr | undefined): boolean => e?.kind === 'Ident' && pkg.objectOf(e) === map;
  const text = (e: Expr): string => use.decl.text.slice(e.start, e.end);
  const { parents } = declFacts(use.decl);
  let inner: Node = use.ident;
  for (let n = parents.get(inner); n; [inner, n] = [n, parents.get(n)]) {
    if (n.kind === 'RangeStmt' && isMap(n.x) && n.key && text(n.key) === text(key)) return true;
    if (n.kind !== 'IfStmt' || n.body !== inner || n.init?.kind !== 'AssignStmt' || n.cond.kind !== 'Ident') continue;
    const [found] = n.init.rhs;
    const ok = n.init.lhs[1];
    if (found?.kind === 'IndexExpr' && isMap(found.x) && ok?.kind === 'Ident' && ok.name === n.cond.name) return true;
  }
  return false;
}

/** Anything that takes entries away, measures the map, replaces it or hands it out. */
function bounds(use: Use): boolean {
  const above = use.parent;
  if (above.kind === 'CallExpr') return above.fun !== use.ident;
  // `&m[k]` does not compile for maps; an index into what the entry holds is about the entry.
  if (above.kind === 'IndexExpr') return above.x !== use.ident;
  if (above.kind === 'RangeStmt') return false;
  if (above.kind === 'SelectorExpr')
    return /^(Delete|LoadAndDelete|CompareAndDelete|Clear|Range)$/.test(above.sel.name);
  return !(above.kind === 'BinaryExpr');
}

const fills = /register|^add|^init|^new|^must|setup|load|configure|define|declare|enable/i;

/** Written where every request may bring a new key. */
function growsWithInput(fn: FunctionUnit): boolean {
  const outer = outermostOf(fn);
  const { syntax } = outer;
  if (isProcessLifetime(fn) || outer.file.isTest || syntax.kind !== 'FuncDecl' || fills.test(syntax.name.name))
    return false;
  return isHandler(outer);
}

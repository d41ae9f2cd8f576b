import { declFacts } from '../engine/facts/scopes.ts';
import {
  type Addition,
  additionsIn,
  bounds,
  type Container,
  type ContainerUse,
  containerKind,
  insertion,
} from '../engine/flow/growth.ts';
import { isHandler, isProcessLifetime, outermostOf } from '../engine/lifetime.ts';
import type { PackageFact } from '../engine/package/facts.ts';
import type { FunctionUnit, PackageView, Use } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Ident, Node } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'unbounded-cache',
    title: 'Map that only grows',
    group: 'memory',
    level: 'information',
    summary:
      'A map, `sync.Map` or slice that lives as long as the process gets an entry with every new request, and nothing ever takes one away.',
    why: 'Everything that a package variable, or a handler that is registered once, refers to lives as long as the process. With keys from requests the map grows with every new one, until the memory is gone.',
    fix: 'Bound it: an LRU or expiring cache, a size limit, or a delete when the key is done with.',
    silentAbout: [
      'maps that some code deletes from, clears, replaces or measures with `len`',
      'slices that are cut, overwritten or replaced',
      'what is filled by `init`, package variables or functions that register',
      'keys that are constants, numbers, booleans or named types',
      'what is handed out',
      'fields of objects that are not known to live as long as the process',
    ],
    links: ['https://go.dev/doc/effective_go#maps'],
  },
  checkFunction(fn, report) {
    if (!fn.package.imports('net/http') || fn.file.isTest) return;
    // Most of what is added to is known to end; who calls the function is the dear question.
    const told = new Set<string>();
    for (const addition of additionsIn(fn)) {
      const container = containerOf(fn, addition);
      const at = container && servesRequests(fn) ? firstGrowth(fn, container) : undefined;
      if (!container || !at || told.has(container.name)) continue;
      told.add(container.name);
      const { name, kind } = container;
      report({
        function: fn,
        place: fn.place(at),
        message:
          kind === 'slice'
            ? `\`${name}\` gets an element with every request and never loses one. Bound it: cut it, or keep the last ones only.`
            : `\`${name}\` gets an entry for every new key and never loses one: it grows with the requests. Bound it with an LRU, an expiry or a delete.`,
        witness: [
          {
            ...fn.place(at),
            message: `a new ${kind === 'slice' ? 'request adds an element' : 'key adds an entry'} to \`${name}\`; nothing in the package deletes, clears or measures it`,
          },
        ],
      });
    }
  },
};

/** Where the function adds first to what only grows, if no other place that serves requests comes before. */
function firstGrowth(fn: FunctionUnit, { kind, uses }: Container): Node | undefined {
  if (uses.some((u) => insertion(fn.package, kind, u) === undefined && bounds(kind, u))) return undefined;
  const first = uses.find(
    (u) => u.function && insertion(fn.package, kind, u) && !u.function.file.isTest && servesRequests(u.function),
  );
  return first?.function === fn ? insertion(fn.package, kind, first) : undefined;
}

function containerOf(fn: FunctionUnit, { target, root }: Addition): Container | undefined {
  const pkg = fn.package;
  const object = pkg.objectOf(root);
  const kind = containerKind(pkg, pkg.typeOf(target));
  if (!kind || !object) return undefined;
  const name = fn.textOf(target);
  if (target.kind === 'Ident') {
    // An exported one is everybody's.
    if (object.kind === 'var') return /^\p{Lu}/u.test(name) ? undefined : { name, kind, uses: pkg.usesOf(object) };
    if (object.kind !== 'local' || object.role !== 'var') return undefined;
    return livesInHandler(fn, object.owner) ? { name, kind, uses: pkg.usesOf(object) } : undefined;
  }
  if (target.kind !== 'SelectorExpr') return undefined;
  if (object.kind === 'var') {
    const isOwn = !/^\p{Lu}/u.test(root.name) && pkg.typeOfObject(object).kind === 'struct';
    return isOwn
      ? { name, kind, uses: pkg.usesOf(object).flatMap((u) => throughField(u, target.sel.name)) }
      : undefined;
  }
  if (object.kind !== 'local' || object.role !== 'receiver') return undefined;
  const owner = receiverType(outermostOf(fn));
  if (!owner || /^\p{Lu}/u.test(target.sel.name) || !livesLong(outermostOf(fn), owner)) return undefined;
  return { name, kind, uses: pkg.usesOfField(owner.name, target.sel.name) };
}

/** The use of a field of a variable without a type of its own: `seen.byName` of `seen`; of another field, none. */
function throughField(use: Use, field: string): ContainerUse[] {
  const { parents } = declFacts(use.decl);
  const { parent } = use;
  const above = parent.kind === 'SelectorExpr' && parent.x === use.expr ? parents.get(parent) : undefined;
  if (!above || parent.kind !== 'SelectorExpr') return [use];
  return parent.sel.name === field ? [{ ...use, expr: parent, parent: above }] : [];
}

/** `store` in `func (s *store) …` */
function receiverType({ syntax }: FunctionUnit): Ident | undefined {
  const type = syntax.kind === 'FuncDecl' ? syntax.receiver?.type : undefined;
  const named = type?.kind === 'StarExpr' ? type.x : type;
  return named?.kind === 'Ident' ? named : undefined;
}

/** A handler inside of the function that declares the variable: one that outlives it, and runs again and again. */
function livesInHandler(fn: FunctionUnit, owner: Node): boolean {
  for (let f: FunctionUnit | undefined = fn; f && f.syntax !== owner; f = f.outer)
    if (isHandler(f)) return !handlerAround(f.outer);
  return false;
}

const handlerAround = (fn: FunctionUnit | undefined): boolean => {
  for (let f = fn; f; f = f.outer) if (isHandler(f)) return true;
  return false;
};

/**
 * Do values of the receiver's type live as long as the process: a package variable holds one, or it serves requests by
 * methods that are registered, and no handler makes one for itself?
 */
function livesLong(method: FunctionUnit, owner: Ident): boolean {
  const pkg = method.package;
  const type = pkg.objectOf(owner);
  if (type?.kind !== 'type') return false;
  if (pkg.usesOf(type).some((u) => u.function && handlerAround(u.function) && isMade(u))) return false;
  if (pkg.collect(registered).includes(owner.name)) return true;
  if (pkg.methodsOf(owner.name).some((m) => m.name.endsWith('.ServeHTTP') && isHandler(m))) return true;
  return pkg.recallAll(typesOfVariables(pkg), hasVariables).some(({ values }) => values.includes(owner.name));
}

/** `&page{}`, `page{}`, `new(page)`: not a mention in a signature or a receiver. */
function isMade({ parent, ident, decl }: Use): boolean {
  if (parent.kind === 'CompositeLit') return parent.type === ident;
  const { parents } = declFacts(decl);
  return parent.kind === 'CallExpr' && parent.args.includes(ident) && parents.get(parent) !== undefined;
}

/** The types of whose values a method that handles requests is passed on: `mux.HandleFunc("/", s.handle)`. */
const registered: PackageFact<string> = {
  name: 'types with registered handlers',
  of: (fn) => {
    if (!fn.package.imports('net/http') || fn.outer) return [];
    const found: string[] = [];
    walk(fn.syntax, (n) => {
      if (n.kind !== 'CallExpr') return;
      for (const a of n.args) {
        const m = a.kind === 'SelectorExpr' ? fn.package.member(fn.package.typeOf(a.x), a.sel.name) : undefined;
        if (m?.kind === 'method' && m.path === fn.package.path && m.function && isHandler(m.function))
          found.push(m.owner);
      }
    });
    return found;
  },
};

const typesOfVariables = (pkg: PackageView) => ({
  name: 'types of package variables',
  answer: ({ syntax }: { readonly syntax: Node }): string[] =>
    syntax.kind !== 'GenDecl'
      ? []
      : syntax.specs.flatMap((spec) =>
          spec.kind !== 'ValueSpec' || spec.isConst
            ? []
            : spec.names.flatMap((ident) => {
                const variable = pkg.objectOf(ident);
                const type = variable?.kind === 'var' ? pkg.typeOfObject(variable) : undefined;
                const named = type?.kind === 'pointer' ? type.element : type;
                return named?.kind === 'named' && named.path === pkg.path ? [named.name] : [];
              }),
        ),
});

const hasVariables = ({ syntax }: { readonly syntax: Node }): boolean =>
  syntax.kind === 'GenDecl' && syntax.specs.some((s) => s.kind === 'ValueSpec' && !s.isConst);

const fills = /register|^add|^init|^new|^must|setup|load|configure|define|declare|enable/i;

/** Runs for every request: a handler, a literal in one, or a function that a handler of the package calls. */
function servesRequests(fn: FunctionUnit): boolean {
  const outer = outermostOf(fn);
  const { syntax } = outer;
  if (outer.file.isTest) return false;
  if (fn.outer && handlerAround(fn)) return true;
  if (syntax.kind !== 'FuncDecl' || fills.test(syntax.name.name)) return false;
  return isHandler(outer) || (!isProcessLifetime(fn) && isCalledByHandler(outer));
}

const isCalledByHandler = (fn: FunctionUnit): boolean =>
  fn.package.callsTo(fn).some(({ function: caller }) => !caller.file.isTest && handlerAround(caller));

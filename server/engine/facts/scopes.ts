import { Aging } from '../aging.ts';
import {
  type Decl,
  type FuncDecl,
  type FuncLit,
  home,
  type Ident,
  type Node,
  type TypeSpec,
  type ValueSpec,
} from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Definition } from './definition.ts';
import type { LocalConst, LocalType, LocalVar } from './objects.ts';
import { Resolver } from './resolver.ts';

export type LocalObject = LocalVar | LocalConst | LocalType;

/** What one walk over a declaration finds; plain data that lives as long as the declaration does. */
export interface DeclFacts {
  /** Declaring and using identifiers that stand for something inside the declaration. */
  readonly locals: ReadonlyMap<Ident, LocalObject>;
  /** Uses of names from outside: package level, imports, universe. */
  readonly free: readonly Ident[];
  readonly definitions: ReadonlyMap<LocalVar, Definition>;
  /** Every time a variable is assigned after its definition, or its address is taken. */
  readonly assignments: ReadonlyMap<LocalVar, readonly Node[]>;
  readonly uses: ReadonlyMap<LocalObject, readonly Ident[]>;
  /** The declared function and all literals, outermost first, with what is directly around each. */
  readonly functions: readonly {
    readonly syntax: FuncDecl | FuncLit;
    readonly outer: FuncDecl | FuncLit | undefined;
  }[];
  readonly parents: ReadonlyMap<Node, Node>;
}

const known = new Aging<Decl, DeclFacts>();

/** Resolves the names of a declaration by Go's scope rules (Go spec, "Declarations and scope"). */
export function declFacts(decl: Decl): DeclFacts {
  const before = known.get(decl);
  if (before) return before;
  const resolver = new Resolver();
  const { syntax } = decl;
  if (syntax.kind === 'FuncDecl') resolver.funcDecl(syntax);
  else if (syntax.kind === 'GenDecl')
    for (const spec of syntax.specs) resolver.packageSpec(spec as ValueSpec | TypeSpec);
  const facts = resolver.facts();
  known.set(decl, facts);
  for (const ident of facts.free) ident[home] = decl;
  for (const ident of facts.locals.keys()) ident[home] = decl;
  walk(syntax, (n) => {
    if (n.kind === 'Ident') n[home] ??= null;
  });
  return facts;
}

/** The declaration in which a name is used, or declared as a local one; null for none; known once its facts are. */
export const homeOf = (ident: Ident): Decl | null | undefined => ident[home];

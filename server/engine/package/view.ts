import type { ImportedPackage, Obj } from '../facts/objects.ts';
import type { Type } from '../facts/types.ts';
import type { Place } from '../finding.ts';
import type { Cfg } from '../flow/cfg.ts';
import type { Published } from '../published.ts';
import type { CallExpr, Decl, Expr, FuncDecl, FuncLit, Ident, Node, SourceFile } from '../syntax/ast.ts';
import type { Asking } from './asking.ts';
import type { Question, Recalled } from './collect.ts';
import type { Conclusion, PackageFact } from './facts.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * A package as rules see it: its files joined, build tags applied, names resolved, types as far as they are known.
 * Queries are memoised; a view is never changed. An edit makes a new view; what was found out about declarations is kept
 * in the package's memory while it rests on nothing that changed.
 *
 * What is known of names and types rests on outlines only: signatures, types, constants and package variables, never on
 * the body of a function. Bodies are looked at through `FunctionUnit`, which notes that they were.
 */
export interface PackageView {
  /** Import path as far as go.mod tells, else the folder's name. */
  readonly path: string;
  readonly name: string;
  readonly files: readonly SourceFile[];
  /** From the nearest go.mod; go 1.16 where there is none. */
  readonly goVersion: GoVersion;
  /** Package main, or under `cmd/`, `hack/`: its goroutines live as long as the process. */
  readonly isCommand: boolean;
  /**
   * Every function with a body: declared ones in source order, each followed by the literals in it. Who looks at all of
   * them is asked again after every edit: see `collect`, `callsTo` and `usesOf`.
   */
  readonly functions: readonly FunctionUnit[];
  /** The functions of one declaration, in source order. */
  functionsIn(decl: Decl): readonly FunctionUnit[];
  /** What every function has to say to a question, in source order; kept from edit to edit. */
  collect<T>(fact: PackageFact<T>): readonly T[];
  /** What follows from that, by name; to be preferred where few of the words matter. */
  conclude<T>(conclusion: Conclusion<T>): ReadonlyMap<string, string>;
  /** The answer to a question about a declaration, kept from edit to edit. */
  recall<T>(question: Question<T>, decl: Decl): T;
  /** What was published of its files. */
  readonly published: Published;
  /** What there is to say to a question about the declarations for which `isAsked` holds, in the order of the source. */
  recallAll<T>(question: Question<readonly T[]>, isAsked: (decl: Decl) => boolean): readonly Recalled<T>[];
  /** Notes what answers rest on. */
  readonly asking: Asking;
  readonly knowledge: Knowledge;

  /** What the identifier declares or uses; undefined when it cannot be told (dot imports, broken code, field names, labels). */
  objectOf(ident: Ident): Obj | undefined;
  /** What the package declares by this name. Whoever asks for a name that he does not mention notes its outline. */
  named(name: string): Obj | undefined;
  /** What a file's import of this path is called. */
  importedBy(file: SourceFile, path: string): ImportedPackage | undefined;
  /** Does a file of the package import this one? */
  imports(path: string): boolean;
  /** The type of an expression, or the type that a type expression denotes. */
  typeOf(expr: Expr): Type;
  typeOfObject(obj: Obj): Type;
  /** Looks behind named types (also those of other packages that are known) and aliases; type arguments substituted. */
  underlying(type: Type): Type;
  /** Fields and methods, promoted ones too (Go spec, "Selectors"). */
  member(type: Type, name: string): Member | undefined;
  calleeOf(call: CallExpr): Callee;
  functionOf(syntax: FuncDecl | FuncLit): FunctionUnit | undefined;
  /** Methods declared in this package on the named type. */
  methodsOf(typeName: string): readonly FunctionUnit[];
  /** Every use of the object in the package, the declaring identifier excluded. */
  usesOf(obj: Obj): readonly Use[];
  isUsedTwice(file: SourceFile, imported: ImportedPackage): boolean;
  /** Every selector in the package that names this field of a type of the package (also through embedding), and composite-literal keys. */
  usesOfField(typeName: string, field: string): readonly Use[];
  /** Every call in the package that names this function or method. */
  callsTo(fn: FunctionUnit): readonly CallSite[];
  /** The constant value of an expression, where plain folding gives one: integers, strings, booleans, durations in nanoseconds. */
  constantOf(expr: Expr): bigint | string | boolean | undefined;
}

export interface GoVersion {
  readonly major: number;
  readonly minor: number;
}

/** A declared function or a function literal that has a body. */
export interface FunctionUnit {
  readonly package: PackageView;
  readonly file: SourceFile;
  readonly decl: Decl;
  readonly syntax: FuncDecl | FuncLit;
  /** The function around a literal; undefined for declared functions and literals in package variables. */
  readonly outer: FunctionUnit | undefined;
  /** Outermost named function: `name`, `T.name` or `(*T).name`; "" for literals in package variables. */
  readonly name: string;
  /** Literals directly inside (not in deeper literals). */
  readonly literals: readonly FunctionUnit[];
  /** Built when first asked. */
  readonly cfg: Cfg;
  /** Absolute place of a node of this declaration. */
  place(node: Node | { readonly start: number; readonly end: number }): Place;
  /** The node's source text. */
  textOf(node: { readonly start: number; readonly end: number }): string;
  /** The chain of nodes from the function's body down to the node's parent (nearest last); literals inside included. */
  ancestors(node: Node): readonly Node[];
}

export type Member =
  | {
      readonly kind: 'field';
      readonly name: string;
      readonly type: Type /** Named type that declares it. */;
      readonly owner: string;
      readonly path: string;
    }
  | {
      readonly kind: 'method';
      readonly name: string;
      readonly type: Type;
      readonly owner: string;
      readonly path: string;
      readonly function: FunctionUnit | undefined;
    };

/** Who is called. `external` names functions and methods of other packages by path, receiver type (or "") and name. */
export type Callee =
  | {
      readonly kind: 'function';
      readonly function: FunctionUnit /** The operand of a method call. */;
      readonly receiver: Expr | undefined;
    }
  | {
      readonly kind: 'external';
      readonly path: string;
      readonly receiver: string;
      readonly name: string;
      readonly operand: Expr | undefined;
    }
  /** A literal called at once, or a local variable that holds one literal and is never assigned again. */
  | { readonly kind: 'literal'; readonly function: FunctionUnit }
  | { readonly kind: 'builtin'; readonly name: string }
  | { readonly kind: 'conversion'; readonly type: Type }
  /** An interface method of this package, a func-typed variable or field …: code that cannot be seen. */
  | { readonly kind: 'dynamic'; readonly path: string; readonly receiver: string; readonly name: string }
  | { readonly kind: 'unknown' };

export interface CallSite {
  /** In which the call stands. */
  readonly function: FunctionUnit;
  readonly call: CallExpr;
}

export interface Use {
  readonly file: SourceFile;
  readonly decl: Decl;
  /** Missing at package level. */
  readonly function: FunctionUnit | undefined;
  readonly ident: Ident;
  /** The largest selector that ends in the identifier (`s.mu` for a field use), else the identifier. */
  readonly expr: Expr;
  readonly parent: Node;
}

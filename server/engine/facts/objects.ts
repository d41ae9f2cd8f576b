import type { Decl, FuncDecl, FuncLit, Ident, ImportSpec, TypeSpec, ValueSpec } from '../syntax/ast.ts';

/** What an identifier stands for (Go spec, "Declarations and scope"). Objects are compared by identity. */
export type Obj =
  | LocalVar
  | LocalConst
  | LocalType
  | PackageVar
  | PackageConst
  | PackageType
  | PackageFunc
  | ImportedPackage
  | Universe;

/** A variable of a function: local, parameter, receiver, named result, or the variable of a type switch clause. */
export interface LocalVar {
  readonly kind: 'local';
  readonly role: 'var' | 'param' | 'receiver' | 'result';
  readonly name: string;
  readonly ident: Ident;
  /** The innermost function whose scope declares it: captured when used in another one. */
  readonly owner: FuncDecl | FuncLit;
  /** A loop variable of a `for` clause or `range` (per iteration since Go 1.22). */
  readonly loop: boolean;
}
export interface LocalConst {
  readonly kind: 'localConst';
  readonly name: string;
  readonly ident: Ident;
  readonly spec: ValueSpec;
}
export interface LocalType {
  readonly kind: 'localType';
  readonly name: string;
  readonly ident: Ident;
  /** Missing for type parameters. */
  readonly spec: TypeSpec | undefined;
}
interface PackageLevel {
  readonly name: string;
  readonly ident: Ident;
  readonly decl: Decl;
}
export interface PackageVar extends PackageLevel {
  readonly kind: 'var';
  readonly spec: ValueSpec;
}
export interface PackageConst extends PackageLevel {
  readonly kind: 'const';
  readonly spec: ValueSpec;
}
export interface PackageType extends PackageLevel {
  readonly kind: 'type';
  readonly spec: TypeSpec;
}
/** A function, not a method: those are found through their receiver's type. */
export interface PackageFunc extends PackageLevel {
  readonly kind: 'func';
  readonly syntax: FuncDecl;
}
export interface ImportedPackage {
  readonly kind: 'package';
  readonly name: string;
  readonly path: string;
  readonly spec: ImportSpec;
}
/** `true`, `nil`, `iota`, `append`, `int`, `error` … */
export interface Universe {
  readonly kind: 'universe';
  readonly name: string;
  readonly what: 'type' | 'const' | 'nil' | 'builtin';
}

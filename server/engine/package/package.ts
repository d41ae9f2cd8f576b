import type { Obj } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import type { Type } from '../facts/types.ts';
import type { CallExpr, Decl, Expr, FuncDecl, FuncLit, Ident, Node, SourceFile } from '../syntax/ast.ts';
import { defaultPlatform, isBuilt, type Platform } from './buildTags.ts';
import { calleeOf } from './callee.ts';
import { type Constant, constantOf } from './constants.ts';
import { functionsOf } from './functions.ts';
import type { Knowledge } from './knowledge.ts';
import { member } from './members.ts';
import { type PackageScope, packageScope } from './scope.ts';
import { Types } from './typeOf.ts';
import { fieldUses } from './uses.ts';
import type { Callee, FunctionUnit, GoVersion, Member, PackageView, Use } from './view.ts';

export interface PackageInput {
  /** Import path as far as it is known, else the folder's name. */
  readonly path: string;
  /** Files of one package clause; those that the platform does not build are left out. */
  readonly files: readonly SourceFile[];
  readonly goVersion: GoVersion;
  readonly knowledge: Knowledge;
  readonly platform?: Platform;
}

/** Joins the files of a package. Nothing is computed before it is asked for. */
export function createPackage(input: PackageInput): PackageView {
  return new JoinedPackage(input);
}

/** `cmd/`, `hack/`: what lives there is a program, whose goroutines may live as long as it does. */
const commandPath = /(^|\/)(cmd|hack)(\/|$)/;

class JoinedPackage implements PackageView {
  readonly path: string;
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly goVersion: GoVersion;
  readonly isCommand: boolean;
  readonly functions: readonly FunctionUnit[];
  readonly knowledge: Knowledge;
  readonly scope: PackageScope;
  readonly #types: Types;
  readonly #fileOf = new Map<Decl, SourceFile>();
  readonly #declOf = new Map<Ident, Decl>();
  readonly #bySyntax = new Map<FuncDecl | FuncLit, FunctionUnit>();
  readonly #callees = new Map<CallExpr, Callee>();
  #uses: Map<Obj, Use[]> | undefined;
  #fieldUses: ReturnType<typeof fieldUses> | undefined;

  constructor(input: PackageInput) {
    const platform = input.platform ?? defaultPlatform;
    // Findings must not depend on the order in which files were loaded.
    this.files = input.files.filter((f) => isBuilt(f, platform)).sort((a, b) => (a.name < b.name ? -1 : 1));
    this.path = input.path;
    this.name = this.files[0]?.packageName ?? '';
    this.goVersion = input.goVersion;
    this.knowledge = input.knowledge;
    this.isCommand = this.name === 'main' || commandPath.test(input.path);
    this.scope = packageScope(this.files, input.knowledge);
    this.#types = new Types(this);
    for (const file of this.files)
      for (const decl of file.decls) {
        this.#fileOf.set(decl, file);
        for (const ident of declFacts(decl).free) this.#declOf.set(ident, decl);
      }
    this.functions = this.files.flatMap((f) => functionsOf(this, f));
    for (const f of this.functions) this.#bySyntax.set(f.syntax, f);
    for (const f of this.functions)
      for (const ident of declFacts(f.decl).locals.keys()) this.#declOf.set(ident, f.decl);
  }

  objectOf(ident: Ident): Obj | undefined {
    const decl = this.#declOf.get(ident);
    if (!decl) return this.#declared(ident);
    const local = declFacts(decl).locals.get(ident);
    if (local) return local;
    const file = this.#fileOf.get(decl);
    return file && this.scope.lookup(ident, file);
  }

  /** A declaring identifier at package level. */
  #declared(ident: Ident): Obj | undefined {
    const found = this.scope.names.get(ident.name);
    return found && 'ident' in found && found.ident === ident ? found : undefined;
  }

  declOf(ident: Ident): Decl | undefined {
    return this.#declOf.get(ident);
  }

  typeOf(expr: Expr): Type {
    return this.#types.of(expr);
  }

  typeOfObject(obj: Obj): Type {
    return this.#types.ofObject(obj);
  }

  underlying(type: Type): Type {
    return this.#types.underlying(type);
  }

  member(type: Type, name: string): Member | undefined {
    return member(this, type, name);
  }

  calleeOf(call: CallExpr): Callee {
    const before = this.#callees.get(call);
    if (before) return before;
    const callee = calleeOf(this, call);
    // What is answered in the middle of a type that depends on itself is not the last word.
    if (!this.#types.isBusy) this.#callees.set(call, callee);
    return callee;
  }

  functionOf(syntax: FuncDecl | FuncLit): FunctionUnit | undefined {
    return this.#bySyntax.get(syntax);
  }

  methodsOf(typeName: string): readonly FunctionUnit[] {
    const units: FunctionUnit[] = [];
    for (const m of this.scope.methods.get(typeName) ?? []) {
      const unit = this.#bySyntax.get(m.syntax);
      if (unit) units.push(unit);
    }
    return units;
  }

  usesOf(obj: Obj): readonly Use[] {
    this.#uses ??= this.#collectUses();
    return this.#uses.get(obj) ?? [];
  }

  usesOfField(typeName: string, field: string): readonly Use[] {
    this.#fieldUses ??= fieldUses(this);
    return this.#fieldUses.get(`${typeName}.${field}`) ?? [];
  }

  constantOf(expr: Expr): Constant | undefined {
    return constantOf(this, expr);
  }

  #collectUses(): Map<Obj, Use[]> {
    const uses = new Map<Obj, Use[]>();
    for (const file of this.files)
      for (const decl of file.decls) {
        const facts = declFacts(decl);
        const note = (obj: Obj | undefined, ident: Ident): void => {
          if (!obj || ('ident' in obj && obj.ident === ident)) return;
          const use = {
            file,
            decl,
            function: this.functionAround(decl, ident),
            ident,
            expr: ident,
            parent: facts.parents.get(ident) ?? ident,
          };
          (uses.get(obj) ?? uses.set(obj, []).get(obj))?.push(use);
        };
        for (const [ident, obj] of facts.locals) note(obj, ident);
        for (const ident of facts.free) note(this.scope.lookup(ident, file), ident);
      }
    return uses;
  }

  functionAround(decl: Decl, node: Node): FunctionUnit | undefined {
    const { parents } = declFacts(decl);
    for (let n: Node | undefined = node; n; n = parents.get(n)) {
      if (n.kind === 'FuncDecl' || n.kind === 'FuncLit') return this.#bySyntax.get(n);
    }
    return undefined;
  }
}

export type { JoinedPackage };

import type { ImportedPackage, Obj } from '../facts/objects.ts';
import { declFacts, homeOf } from '../facts/scopes.ts';
import type { Type } from '../facts/types.ts';
import { Published } from '../published.ts';
import type { CallExpr, Decl, Expr, FuncDecl, FuncLit, Ident, Node, SourceFile } from '../syntax/ast.ts';
import type { Ground } from './anchors.ts';
import { Asking } from './asking.ts';
import { defaultPlatform, isBuilt, type Platform } from './buildTags.ts';
import { calleeOf } from './callee.ts';
import { importOf, methodList } from './changes.ts';
import { collected, type Question, type Recalled, recalled, recalledAll } from './collect.ts';
import { type Constant, constantOf } from './constants.ts';
import type { Conclusion, Fact, PackageFact } from './facts.ts';
import { functionsOf } from './functions.ts';
import type { Knowledge } from './knowledge.ts';
import { member } from './members.ts';
import type { PackageMemory } from './memory.ts';
import { type Method, PackageNames, type PackageScope } from './scope.ts';
import { Terrain } from './terrain.ts';
import { Types } from './typeOf.ts';
import { callMention, callsIn, fieldMention, fieldsUsed, isLocal, isUsedTwice, usesOf, usesOfFieldIn } from './uses.ts';
import type { Callee, CallSite, FunctionUnit, GoVersion, Member, PackageView, Use } from './view.ts';

export interface PackageInput {
  /** Import path as far as it is known, else the folder's name. */
  readonly path: string;
  /** Files of one package clause; those that the platform does not build are left out. */
  readonly files: readonly SourceFile[];
  readonly goVersion: GoVersion;
  readonly knowledge: Knowledge;
  readonly platform?: Platform;
  /** What is kept from one edit to the next; brought up to date here. */
  readonly memory?: PackageMemory;
}

/** Joins the files of a package. Nothing is computed before it is asked for. */
export function createPackage(input: PackageInput): PackageView {
  return new JoinedPackage(input);
}

/** `cmd/`, `hack/`: what lives there is a program, whose goroutines may live as long as it does. */
const commandPath = /(^|\/)(cmd|hack)(\/|$)/;

interface Concluded {
  readonly value: ReadonlyMap<string, string>;
  readonly version: number;
}

class JoinedPackage implements PackageView, Ground {
  readonly path: string;
  readonly name: string;
  readonly files: readonly SourceFile[];
  readonly goVersion: GoVersion;
  readonly isCommand: boolean;
  readonly knowledge: Knowledge;
  readonly scope: PackageScope;
  readonly asking = new Asking();
  readonly memory: PackageMemory | undefined;
  readonly published: Published;
  readonly #types: Types;
  readonly #terrain: Terrain;
  readonly #bySyntax = new Map<FuncDecl | FuncLit, FunctionUnit>();
  readonly #callees = new Map<CallExpr, Callee>();
  readonly #units = new Map<Decl, readonly FunctionUnit[]>();
  /** The facts of all declarations are there. */
  #isKnown = false;
  readonly #uses = new Map<Obj | string, readonly Use[]>();
  readonly #collected = new Map<string, ReturnType<typeof collected>>();
  readonly #concluded = new Map<string, Concluded>();
  #functions: readonly FunctionUnit[] | undefined;
  #imported: ReadonlySet<string> | undefined;

  constructor(input: PackageInput) {
    const platform = input.platform ?? defaultPlatform;
    // Findings must not depend on the order in which files were loaded.
    this.files = input.files.filter((f) => isBuilt(f, platform)).sort((a, b) => (a.name < b.name ? -1 : 1));
    this.path = input.path;
    this.name = this.files[0]?.packageName ?? '';
    this.goVersion = input.goVersion;
    this.knowledge = input.knowledge;
    this.memory = input.memory;
    this.published = input.memory?.published ?? new Published();
    this.isCommand = this.name === 'main' || commandPath.test(input.path);
    const byName = new Map(this.files.map((f) => [f.name, f]));
    const names = input.memory?.names ?? new PackageNames();
    names.update(byName, input.knowledge);
    this.scope = names.scope(input.knowledge);
    this.#types = new Types(this);
    const { major, minor } = input.goVersion;
    input.memory?.update(byName, `${input.path} ${this.name} ${major}.${minor}`);
    this.#terrain = input.memory?.terrain ?? new Terrain();
    if (!input.memory) this.#terrain.update(byName);
  }

  get functions(): readonly FunctionUnit[] {
    this.asking.noteEverything();
    this.#functions ??= this.files.flatMap((f) => f.decls.flatMap((d) => this.functionsIn(d)));
    return this.#functions;
  }

  functionsIn(decl: Decl): readonly FunctionUnit[] {
    let units = this.#units.get(decl);
    if (!units) {
      const at = this.#terrain.at(decl);
      units = at ? functionsOf(this, at.file, decl, at.start) : [];
      this.#units.set(decl, units);
      for (const u of units) this.#bySyntax.set(u.syntax, u);
      declFacts(decl);
    }
    return units;
  }

  /** The declarations that mention a word, in the order of the source. */
  declsWith(word: string): readonly Decl[] {
    return this.#terrain.with(word);
  }

  startOf(decl: Decl): number | undefined {
    return this.#terrain.at(decl)?.start;
  }

  fileOf(decl: Decl): SourceFile | undefined {
    return this.#terrain.at(decl)?.file;
  }

  fileNamed(name: string): SourceFile | undefined {
    return this.#terrain.fileNamed(name);
  }

  objectOf(ident: Ident): Obj | undefined {
    const decl = this.declOf(ident);
    if (!decl) return this.#declared(ident);
    const local = declFacts(decl).locals.get(ident);
    if (local) return local;
    const file = this.fileOf(decl);
    return file && this.#handedOut(this.scope.lookup(ident, file));
  }

  /** A declaring identifier at package level. */
  #declared(ident: Ident): Obj | undefined {
    const found = this.scope.names.get(ident.name);
    return found && 'ident' in found && found.ident === ident ? this.#handedOut(found) : undefined;
  }

  /** What the package declares by this name. */
  named(name: string): Obj | undefined {
    return this.#handedOut(this.scope.names.get(name));
  }

  methodNamed(type: string, name: string): Method | undefined {
    const found = this.scope.methods.get(type)?.find((m) => m.syntax.name.name === name);
    if (found) declFacts(found.decl);
    return found;
  }

  /** Whoever holds a declaration may ask about the names in it. */
  #handedOut(obj: Obj | undefined): Obj | undefined {
    if (obj && 'decl' in obj) declFacts(obj.decl);
    return obj;
  }

  /** The declaration in which a name is used, or declared as a local one. */
  declOf(ident: Ident): Decl | undefined {
    const decl = homeOf(ident);
    if (decl) return this.#terrain.at(decl) && decl;
    if (decl === null) return undefined;
    // Most of a package is never asked about; what has been handed out is known by its declaration.
    const object = this.scope.names.get(ident.name);
    if (this.#isKnown || (object && 'ident' in object && object.ident === ident)) return undefined;
    this.#isKnown = true;
    for (const d of this.#terrain.decls) declFacts(d);
    return homeOf(ident) ?? undefined;
  }

  imports(path: string): boolean {
    this.asking.noteOutline(importOf(path));
    this.#imported ??= new Set(this.files.flatMap((f) => f.imports.map((i) => i.path)));
    return this.#imported.has(path);
  }

  importedBy(file: SourceFile, path: string): ImportedPackage | undefined {
    return this.scope.importsOf(file).find((i) => i.path === path);
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
    this.asking.noteOutline(name);
    return member(this, type, name);
  }

  /** The same for a selector, which mentions the name. */
  selected(type: Type, name: string): Member | undefined {
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
    const unit = this.#bySyntax.get(syntax);
    if (unit || this.#units.size === this.#terrain.size) return unit;
    for (const decl of this.#terrain.decls) if (decl.syntax === syntax) return this.functionsIn(decl)[0];
    for (const decl of this.#terrain.decls) this.functionsIn(decl);
    return this.#bySyntax.get(syntax);
  }

  methodsOf(typeName: string): readonly FunctionUnit[] {
    this.asking.noteOutline(methodList(typeName));
    return (this.scope.methods.get(typeName) ?? []).flatMap((m) => this.functionsIn(m.decl).slice(0, 1));
  }

  usesOf(obj: Obj): readonly Use[] {
    // A local one is used in its declaration only.
    if (!isLocal(obj)) this.asking.noteName(obj.name);
    return this.#kept(obj, () => usesOf(this, obj));
  }

  isUsedTwice(file: SourceFile, imported: ImportedPackage): boolean {
    return isUsedTwice(this, file, imported);
  }

  usesOfField(typeName: string, field: string): readonly Use[] {
    const key = `${typeName}.${field}`;
    this.asking.noteOutline(field);
    const uses = this.#kept(key, () => {
      const { memory } = this;
      const decls = this.declsWith(field);
      // Types are asked only where it is used; which fields a declaration uses is kept.
      const own = memory ? decls.filter((d) => this.recall(fieldsUsed(this), d).includes(key)) : decls;
      return own.flatMap((d) => usesOfFieldIn(this, d, typeName, field));
    });
    this.asking.noteMentions(key, fieldMention(typeName, field), uses);
    return uses;
  }

  #kept(key: Obj | string, find: () => readonly Use[]): readonly Use[] {
    const uses = this.#uses.get(key) ?? find();
    this.#uses.set(key, uses);
    return uses;
  }

  callsTo(fn: FunctionUnit): readonly CallSite[] {
    const { syntax, decl: target } = fn;
    if (syntax.kind !== 'FuncDecl') return [];
    const word = syntax.name.name;
    const calls = this.declsWith(word).flatMap((d) => callsIn(this, d, target, word));
    this.asking.noteMentions(
      `call of ${fn.name}`,
      callMention(target, word),
      calls.map((c) => ({ decl: c.function.decl })),
    );
    return calls;
  }

  constantOf(expr: Expr): Constant | undefined {
    return constantOf(this, expr);
  }

  collect<T>(fact: PackageFact<T>): readonly T[] {
    const { version, values } = this.#collect(fact);
    this.asking.noteFact(fact as PackageFact<unknown>, version);
    return values as readonly T[];
  }

  conclude<T>(conclusion: Conclusion<T>): ReadonlyMap<string, string> {
    const { version, value } = this.#conclude(conclusion as Conclusion<unknown>);
    this.asking.noteFact(conclusion as Conclusion<unknown>, version);
    return value;
  }

  versionOf(fact: Fact): number {
    return 'from' in fact ? this.#conclude(fact).version : this.#collect(fact).version;
  }

  #conclude(conclusion: Conclusion<unknown>): Concluded {
    const before = this.#concluded.get(conclusion.name);
    if (before) return before;
    const value = conclusion.of(this.#collect(conclusion.from).values);
    const version = this.memory?.versionOfConclusion(conclusion.name, JSON.stringify([...value])) ?? 0;
    const answer = { value, version };
    this.#concluded.set(conclusion.name, answer);
    return answer;
  }

  #collect(fact: PackageFact<unknown>): ReturnType<typeof collected> {
    const answer = this.#collected.get(fact.name) ?? collected(this, fact);
    this.#collected.set(fact.name, answer);
    return answer;
  }

  recallAll<T>(question: Question<readonly T[]>, isAsked: (decl: Decl) => boolean): readonly Recalled<T>[] {
    return recalledAll(this, question, isAsked);
  }

  recall<T>(question: Question<T>, decl: Decl): T {
    return recalled(this, question, decl);
  }

  functionAround(decl: Decl, node: Node): FunctionUnit | undefined {
    const { parents } = declFacts(decl);
    for (let n: Node | undefined = node; n; n = parents.get(n)) {
      if (n.kind !== 'FuncDecl' && n.kind !== 'FuncLit') continue;
      const around = n;
      return this.functionsIn(decl).find((u) => u.syntax === around);
    }
    return undefined;
  }
}

export type { JoinedPackage };

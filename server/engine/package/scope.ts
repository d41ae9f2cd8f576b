import type { ImportedPackage, Obj, Universe } from '../facts/objects.ts';
import type { Decl, Expr, FuncDecl, Ident, SourceFile } from '../syntax/ast.ts';
import { type Knowledge, lastSegment } from './knowledge.ts';

export interface Method {
  readonly decl: Decl;
  readonly syntax: FuncDecl;
  /** The name of the receiver's type. */
  readonly on: string;
  readonly pointer: boolean;
}

/** The names of a package and of its files' imports. */
export interface PackageScope {
  readonly names: ReadonlyMap<string, Obj>;
  /** By the receiver's type name. */
  readonly methods: ReadonlyMap<string, readonly Method[]>;
  lookup(ident: Ident, file: SourceFile): Obj | undefined;
  importsOf(file: SourceFile): readonly ImportedPackage[];
}

const types =
  'any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr';
const builtins =
  'append cap clear close complex copy delete imag len make max min new panic print println real recover';
const universe = new Map<string, Universe>();
for (const name of types.split(' ')) universe.set(name, { kind: 'universe', name, what: 'type' });
for (const name of builtins.split(' ')) universe.set(name, { kind: 'universe', name, what: 'builtin' });
for (const name of ['true', 'false', 'iota']) universe.set(name, { kind: 'universe', name, what: 'const' });
universe.set('nil', { kind: 'universe', name: 'nil', what: 'nil' });

/** The names of a package. An edit costs what the files that were touched declare. */
export class PackageNames {
  #files: ReadonlyMap<string, SourceFile> = new Map();
  readonly #names = new Map<string, Obj>();
  readonly #methods = new Map<string, readonly Method[]>();
  /** By name, and by type, the files that declare it or methods of it. */
  readonly #declaring = new Map<string, Set<string>>();
  readonly #extending = new Map<string, Set<string>>();

  update(files: ReadonlyMap<string, SourceFile>, knowledge: Knowledge): void {
    const before = this.#files;
    this.#files = files;
    const names = new Set<string>();
    const types = new Set<string>();
    for (const file of new Set([...before.keys(), ...files.keys()])) {
      const [old, now] = [before.get(file), files.get(file)];
      if (old === now) continue;
      const [was, is] = [old && partOf(old, knowledge), now && partOf(now, knowledge)];
      for (const key of differing(was?.names, is?.names, (a, b) => a === b)) {
        names.add(key);
        index(this.#declaring, key, file, is?.names.has(key) ?? false);
      }
      for (const key of differing(was?.methods, is?.methods, isSameList)) {
        types.add(key);
        index(this.#extending, key, file, is?.methods.has(key) ?? false);
      }
    }
    for (const name of names) {
      // Of two with the same name the last one counts, by the names of their files.
      const object = this.#partsIn(this.#declaring.get(name), knowledge).at(-1)?.names.get(name);
      if (object) this.#names.set(name, object);
      else this.#names.delete(name);
    }
    for (const type of types) {
      const all = this.#partsIn(this.#extending.get(type), knowledge).flatMap((p) => p.methods.get(type) ?? []);
      if (all.length > 0) this.#methods.set(type, all);
      else this.#methods.delete(type);
    }
  }

  #partsIn(names: ReadonlySet<string> | undefined, knowledge: Knowledge): Part[] {
    return [...(names ?? [])].sort().flatMap((name) => {
      const file = this.#files.get(name);
      return file ? [partOf(file, knowledge)] : [];
    });
  }

  scope(knowledge: Knowledge): PackageScope {
    const names = this.#names;
    return {
      names,
      methods: this.#methods,
      importsOf: (file) => [...partOf(file, knowledge).imports.values()],
      lookup: (ident, file) => {
        const { imports, isDotted } = partOf(file, knowledge);
        const found = names.get(ident.name) ?? imports.get(ident.name);
        // With a dot import, a name that is not ours may be the imported package's, which hides the universe.
        return found ?? (isDotted && !universe.has(ident.name) ? undefined : universe.get(ident.name));
      },
    };
  }
}

/** The keys of which two maps hold different things. */
function* differing<T>(
  a: ReadonlyMap<string, T> | undefined,
  b: ReadonlyMap<string, T> | undefined,
  isSame: (x: T, y: T) => boolean,
): Generator<string> {
  for (const [key, x] of a ?? []) {
    const y = b?.get(key);
    if (y === undefined || !isSame(x, y)) yield key;
  }
  for (const key of b?.keys() ?? []) if (!a?.has(key)) yield key;
}

const isSameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((x, i) => x === b[i]);

function index(all: Map<string, Set<string>>, key: string, file: string, isThere: boolean): void {
  const own = all.get(key) ?? new Set();
  if (isThere) all.set(key, own.add(file));
  else if (own.delete(file) && own.size === 0) all.delete(key);
}

/** What one file adds to its package, and what it imports. */
interface Part {
  readonly knowledge: Knowledge;
  readonly names: ReadonlyMap<string, Obj>;
  readonly methods: ReadonlyMap<string, readonly Method[]>;
  readonly imports: ReadonlyMap<string, ImportedPackage>;
  readonly isDotted: boolean;
}

const parts = new WeakMap<SourceFile, Part>();

function partOf(file: SourceFile, knowledge: Knowledge): Part {
  const before = parts.get(file);
  if (before?.knowledge === knowledge) return before;
  const names = new Map<string, Obj>();
  const methods = new Map<string, Method[]>();
  for (const decl of file.decls) {
    const { objects, method } = declaredBy(decl);
    for (const o of objects) names.set(o.name, o);
    if (!method) continue;
    const own = methods.get(method.on);
    if (own) own.push(method);
    else methods.set(method.on, [method]);
  }
  const imports = new Map<string, ImportedPackage>();
  for (const spec of file.imports) {
    const name = spec.name ?? lastSegment(spec.path);
    if (name !== '_' && name !== '.') imports.set(name, { kind: 'package', name, path: spec.path, spec });
  }
  const part = { knowledge, names, methods, imports, isDotted: file.imports.some((i) => i.name === '.') };
  parts.set(file, part);
  return part;
}

/** What a declaration adds to its package: the same objects for as long as it is there. */
interface Declared {
  readonly objects: readonly Obj[];
  readonly method: Method | undefined;
}

const declared = new WeakMap<Decl, Declared>();

function declaredBy(decl: Decl): Declared {
  const known = declared.get(decl) ?? { objects: objectsOf(decl), method: methodOf(decl) };
  declared.set(decl, known);
  return known;
}

function methodOf(decl: Decl): Method | undefined {
  const { syntax } = decl;
  const on = syntax.kind === 'FuncDecl' && syntax.receiver ? receiverType(syntax.receiver.type) : undefined;
  return syntax.kind === 'FuncDecl' && on ? { decl, syntax, on: on.name, pointer: on.pointer } : undefined;
}

function objectsOf(decl: Decl): Obj[] {
  const { syntax } = decl;
  if (syntax.kind === 'FuncDecl') {
    const { name, receiver } = syntax;
    return receiver ? [] : [{ kind: 'func', name: name.name, ident: name, decl, syntax }];
  }
  if (syntax.kind !== 'GenDecl') return [];
  return syntax.specs.flatMap((spec): Obj[] => {
    if (spec.kind === 'TypeSpec') return [{ kind: 'type', name: spec.name.name, ident: spec.name, decl, spec }];
    const kind = spec.isConst ? 'const' : 'var';
    return spec.names.flatMap((ident) => (ident.name === '_' ? [] : [{ kind, name: ident.name, ident, decl, spec }]));
  });
}

export function receiverType(type: Expr): { readonly name: string; readonly pointer: boolean } | undefined {
  if (type.kind === 'ParenExpr') return receiverType(type.x);
  if (type.kind === 'StarExpr') {
    const inner = receiverType(type.x);
    return inner && { name: inner.name, pointer: true };
  }
  if (type.kind === 'IndexExpr') return receiverType(type.x);
  return type.kind === 'Ident' ? { name: type.name, pointer: false } : undefined;
}

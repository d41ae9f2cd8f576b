import type { ImportedPackage, Obj, Universe } from '../facts/objects.ts';
import type { Decl, Expr, FuncDecl, Ident, SourceFile } from '../syntax/ast.ts';
import { type Knowledge, lastSegment } from './knowledge.ts';

export interface Method {
  readonly file: SourceFile;
  readonly decl: Decl;
  readonly syntax: FuncDecl;
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
    const note = (file: SourceFile | undefined, isThere: boolean): void => {
      if (!file) return;
      const part = partOf(file, knowledge);
      for (const [all, index, changed] of [
        [part.names, this.#declaring, names],
        [part.methods, this.#extending, types],
      ] as const)
        for (const key of all.keys()) {
          changed.add(key);
          const own = index.get(key) ?? new Set();
          if (isThere) index.set(key, own.add(file.name));
          else if (own.delete(file.name) && own.size === 0) index.delete(key);
        }
    };
    for (const [name, old] of before) if (files.get(name) !== old) note(old, false);
    for (const [name, file] of files) if (before.get(name) !== file) note(file, true);
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

/** What one file adds to its package, and what it imports. */
interface Part {
  readonly knowledge: Knowledge;
  readonly names: ReadonlyMap<string, Obj>;
  readonly methods: ReadonlyMap<string, Method[]>;
  readonly imports: ReadonlyMap<string, ImportedPackage>;
  readonly isDotted: boolean;
}

const parts = new WeakMap<SourceFile, Part>();

function partOf(file: SourceFile, knowledge: Knowledge): Part {
  const before = parts.get(file);
  if (before?.knowledge === knowledge) return before;
  const names = new Map<string, Obj>();
  const methods = new Map<string, Method[]>();
  for (const decl of file.decls) declare(file, decl, names, methods);
  const imports = new Map<string, ImportedPackage>();
  for (const spec of file.imports) {
    const name = spec.name ?? lastSegment(spec.path);
    if (name !== '_' && name !== '.') imports.set(name, { kind: 'package', name, path: spec.path, spec });
  }
  const part = { knowledge, names, methods, imports, isDotted: file.imports.some((i) => i.name === '.') };
  parts.set(file, part);
  return part;
}

function declare(file: SourceFile, decl: Decl, names: Map<string, Obj>, methods: Map<string, Method[]>): void {
  const { syntax } = decl;
  if (syntax.kind === 'FuncDecl') {
    const { name, receiver } = syntax;
    if (!receiver) names.set(name.name, { kind: 'func', name: name.name, ident: name, file, decl, syntax });
    else {
      const on = receiverType(receiver.type);
      if (on)
        (methods.get(on.name) ?? methods.set(on.name, []).get(on.name))?.push({
          file,
          decl,
          syntax,
          pointer: on.pointer,
        });
    }
  } else if (syntax.kind === 'GenDecl') {
    for (const spec of syntax.specs) {
      if (spec.kind === 'TypeSpec')
        names.set(spec.name.name, { kind: 'type', name: spec.name.name, ident: spec.name, file, decl, spec });
      else
        for (const ident of spec.names)
          if (ident.name !== '_')
            names.set(ident.name, { kind: spec.isConst ? 'const' : 'var', name: ident.name, ident, file, decl, spec });
    }
  }
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

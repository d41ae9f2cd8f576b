import type { ImportedPackage, Obj, Universe } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
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

export function packageScope(files: readonly SourceFile[], knowledge: Knowledge): PackageScope {
  const names = new Map<string, Obj>();
  const methods = new Map<string, Method[]>();
  const imports = new Map<SourceFile, Map<string, ImportedPackage>>();
  for (const file of files) {
    for (const decl of file.decls) declare(file, decl, names, methods);
    const map = new Map<string, ImportedPackage>();
    for (const spec of file.imports) {
      const name = spec.name ?? knowledge.packageName(spec.path) ?? lastSegment(spec.path);
      if (name !== '_' && name !== '.') map.set(name, { kind: 'package', name, path: spec.path, spec });
    }
    imports.set(file, map);
  }
  const dotted = new Set(files.filter((f) => f.imports.some((i) => i.name === '.')));
  return {
    names,
    methods,
    lookup: (ident, file) => {
      const found = names.get(ident.name) ?? imports.get(file)?.get(ident.name);
      // With a dot import, a name that is not ours may be the imported package's, which hides the universe.
      return found ?? (dotted.has(file) && !universe.has(ident.name) ? undefined : universe.get(ident.name));
    },
  };
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
  declFacts(decl);
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

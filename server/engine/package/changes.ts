import type { Decl, SourceFile } from '../syntax/ast.ts';
import { receiverType } from './scope.ts';
import { hashOf, includes, outlineOf, outlineWordsOf, wordsOf } from './words.ts';

export interface Changes {
  /** Declarations that are gone, new, or mean something else because what they mention does. */
  readonly decls: ReadonlySet<Decl>;
  /** Hashes of the words that stand in them. */
  readonly words: ReadonlySet<number>;
  /** Hashes of the names whose outlines, or those of what they mention, are others; and of lists of methods. */
  readonly outlines: ReadonlySet<number>;
}

type Files = ReadonlyMap<string, SourceFile>;

/** The name under which the import lines of a file are read: a fix may take one away. */
export const importLines = (file: string): string => `imports of ${file}`;
/** The name under which it is read whether a package is imported anywhere. */
export const importOf = (path: string): string => `import of ${path}`;
/** The name under which the values of all package variables are read. */
export const packageVariables = 'package variables';
/** The name under which the list of a type's methods is read. */
export const methodList = (type: string): string => `methods of ${type}`;

/** What an edit (or several) has changed. It costs what the files that were touched cost, unless an outline changed. */
export function changes(before: Files, now: Files): Changes {
  const decls = new Set<Decl>();
  const words = new Set<number>();
  const tally = new Tally();
  const imports = new Set<number>();
  const meant: { readonly file: SourceFile; readonly names: ReadonlySet<number> }[] = [];
  for (const name of new Set([...before.keys(), ...now.keys()])) {
    const [old, file] = [before.get(name), now.get(name)];
    if (old === file) continue;
    const [oldDecls, newDecls] = [new Set(old?.decls), new Set(file?.decls)];
    // Another kind of file: everything in it is looked at with other eyes.
    const isOther = old?.isTest !== file?.isTest || hasDots(old) !== hasDots(file);
    for (const d of oldDecls) if (isOther || !newDecls.has(d)) note(d, -1);
    for (const d of newDecls) if (isOther || !oldDecls.has(d)) note(d, 1);
    if (old && file && headOf(old) !== headOf(file)) words.add(hashOf(importLines(name)));
    for (const path of differing(pathsOf(old), pathsOf(file))) imports.add(hashOf(importOf(path)));
    const names = old && file ? importedOtherwise(old, file) : [];
    if (file && names.length > 0) meant.push({ file, names: new Set(names.map(hashOf)) });
  }
  const names = tally.changed();
  for (const { file, names: imported } of meant)
    for (const d of file.decls)
      if (mentionsAny(wordsOf(d), imported)) {
        note(d, 0);
        if (mentionsAny(outlineWordsOf(d), imported)) for (const n of declared(d)) names.add(hashOf(n));
      }
  if (names.size > 0) for (const d of affected(now, names)) note(d, 0);
  return { decls, words, outlines: new Set([...names, ...imports]) };

  function note(decl: Decl, by: -1 | 0 | 1): void {
    if (by !== 0) tally.add(decl, by);
    if (decls.has(decl)) return;
    decls.add(decl);
    for (const w of wordsOf(decl)) words.add(w);
  }
}

/** Which names have another outline than before: those whose outlines do not cancel out. */
class Tally {
  readonly #counts = new Map<string, Map<string, number>>();

  add(decl: Decl, by: number): void {
    const outline = outlineOf(decl);
    for (const name of [...declared(decl), ...listed(decl)]) {
      const counts = this.#counts.get(name) ?? new Map<string, number>();
      this.#counts.set(name, counts);
      counts.set(outline, (counts.get(outline) ?? 0) + by);
    }
  }

  changed(): Set<number> {
    const names = [...this.#counts].filter(([, counts]) => [...counts.values()].some((n) => n !== 0));
    return new Set(names.map(([name]) => hashOf(name)));
  }
}

/** Everything that mentions one of the names, or a name whose outline does, and so on. */
function affected(files: Files, names: Set<number>): Decl[] {
  const all = [...files.values()].flatMap((f) => f.decls);
  let open = all;
  for (let size = -1; size !== names.size; ) {
    size = names.size;
    open = open.filter((d) => {
      if (!mentionsAny(outlineWordsOf(d), names)) return true;
      for (const n of declared(d)) names.add(hashOf(n));
      return false;
    });
  }
  return all.filter((d) => mentionsAny(wordsOf(d), names));
}

function mentionsAny(words: Uint32Array, names: ReadonlySet<number>): boolean {
  if (names.size < 8) {
    for (const n of names) if (includes(words, n)) return true;
    return false;
  }
  for (const w of words) if (names.has(w)) return true;
  return false;
}

/** What a declaration declares: a method by its own name, for who uses it must name it. */
function declared({ syntax }: Decl): string[] {
  if (syntax.kind === 'FuncDecl') return [syntax.name.name];
  if (syntax.kind === 'BadDecl') return [];
  return syntax.specs.flatMap((s) => (s.kind === 'TypeSpec' ? [s.name.name] : s.names.map((n) => n.name)));
}

function listed({ syntax }: Decl): string[] {
  if (syntax.kind === 'GenDecl')
    return syntax.specs.some((s) => s.kind === 'ValueSpec' && !s.isConst) ? [packageVariables] : [];
  const type = syntax.kind === 'FuncDecl' && syntax.receiver ? receiverType(syntax.receiver.type) : undefined;
  return type ? [methodList(type.name)] : [];
}

const headOf = (f: SourceFile): string => f.text.slice(0, f.imports.at(-1)?.end ?? 0);
const pathsOf = (f: SourceFile | undefined): ReadonlySet<string> => new Set(f?.imports.map((i) => i.path));
const differing = (a: ReadonlySet<string>, b: ReadonlySet<string>): string[] =>
  [...a, ...b].filter((x) => a.has(x) !== b.has(x));
const hasDots = (f: SourceFile | undefined): boolean => f?.imports.some((i) => i.name === '.') ?? false;

/** The names that stood, or now stand, for another package. */
function importedOtherwise(old: SourceFile, file: SourceFile): string[] {
  const [before, now] = [namesOf(old), namesOf(file)];
  return [...new Set([...before.keys(), ...now.keys()])].filter((n) => before.get(n) !== now.get(n));
}

/** By every name that the import may have: which one it is, the package's own clause says. */
function namesOf(file: SourceFile): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, path } of file.imports)
    for (const word of name === undefined ? path.split(/[^\p{L}\p{N}_]+/u) : [name])
      names.set(word, `${names.get(word) ?? ''} ${path}`);
  return names;
}

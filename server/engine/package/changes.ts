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
  const touched = [...new Set([...before.keys(), ...now.keys()])].filter((name) => before.get(name) !== now.get(name));
  for (const name of touched) {
    const [old, file] = [before.get(name), now.get(name)];
    const [oldDecls, newDecls] = [new Set(old?.decls), new Set(file?.decls)];
    // Another kind of file: everything in it is looked at with other eyes.
    const isOther = old?.isTest !== file?.isTest || hasDots(old) !== hasDots(file);
    for (const d of oldDecls) if (isOther || !newDecls.has(d)) note(d, -1);
    for (const d of newDecls) if (isOther || !oldDecls.has(d)) note(d, 1);
    if (old && file && headOf(old) !== headOf(file)) words.add(hashOf(importLines(name)));
    const names = old && file ? importedOtherwise(old, file) : [];
    if (file && names.length > 0) meant.push({ file, names: new Set(names.map(hashOf)) });
  }
  if (touched.some((name) => differing(pathsOf(before.get(name)), pathsOf(now.get(name))).length > 0))
    for (const path of differing(allPaths(before), allPaths(now))) imports.add(hashOf(importOf(path)));
  const names = tally.changed();
  for (const { file, names: imported } of meant)
    for (const d of file.decls)
      if (mentionsAny(wordsOf(d), imported)) {
        note(d, 0);
        if (mentionsAny(outlineWordsOf(d), imported)) for (const n of named(d)) names.set(keyOf(n), n);
      }
  const { reached, touches } = reach(now, [...names.values()]);
  if (names.size > 0) for (const f of now.values()) for (const d of f.decls) if (touches(d)) note(d, 0);
  return { decls, words, outlines: new Set([...reached, ...imports]) };

  function note(decl: Decl, by: -1 | 0 | 1): void {
    if (by !== 0) tally.add(decl, by);
    if (decls.has(decl)) return;
    decls.add(decl);
    for (const w of wordsOf(decl)) words.add(w);
  }
}

/** A name that a declaration gives: of a type's method, or at package level. */
interface Name {
  readonly type: string | undefined;
  readonly name: string;
}

const keyOf = ({ type, name }: Name): string => `${type ?? ''}.${name}`;

/** Which names have another outline than before: those whose outlines do not cancel out. */
class Tally {
  readonly #counts = new Map<string, { readonly name: Name; readonly outlines: Map<string, number> }>();

  add(decl: Decl, by: number): void {
    const outline = outlineOf(decl);
    for (const name of [...named(decl), ...listed(decl)]) {
      const counts = this.#counts.get(keyOf(name)) ?? { name, outlines: new Map<string, number>() };
      this.#counts.set(keyOf(name), counts);
      counts.outlines.set(outline, (counts.outlines.get(outline) ?? 0) + by);
    }
  }

  changed(): Map<string, Name> {
    const all = [...this.#counts].filter(([, { outlines }]) => [...outlines.values()].some((n) => n !== 0));
    return new Map(all.map(([key, { name }]) => [key, name]));
  }
}

/**
 * Who is touched by names whose outlines changed: whoever mentions one that leads to it. A package-level name leads where
 * its outline leads; a type, where its methods' outlines lead as well, for a value of it is needed to call them. So a
 * method touches only those who mention its name and something that leads to its type.
 */
function reach(
  files: Files,
  changed: readonly Name[],
): { readonly reached: Set<number>; readonly touches: (decl: Decl) => boolean } {
  const reached = new Set(changed.flatMap((n) => (n.type === undefined ? [hashOf(n.name)] : [])));
  const byType = new Map<string, Set<number>>();
  for (const { type, name } of changed)
    if (type !== undefined) byType.set(type, (byType.get(type) ?? new Set()).add(hashOf(name)));
  const outlines = changed.length === 0 ? [] : [...files.values()].flatMap((f) => f.decls.map(leadingFrom));
  const methods = [...byType].map(([type, names]) => {
    const ways = new Set([hashOf(type)]);
    spread(outlines, ways);
    return { names, ways };
  });
  const callsOne = (words: Uint32Array): boolean =>
    methods.some((m) => mentionsAny(words, m.names) && mentionsAny(words, m.ways));
  // The value of a variable or a constant may be what a method answers.
  for (const { names, words, isValue } of outlines)
    if (isValue && callsOne(words)) for (const n of names) reached.add(n);
  spread(outlines, reached);
  const touches = (d: Decl): boolean => mentionsAny(wordsOf(d), reached) || callsOne(wordsOf(d));
  return { reached: new Set([...reached, ...methods.flatMap((m) => [...m.names])]), touches };
}

interface Leading {
  /** Hashes of the names that lead where the words lead. */
  readonly names: readonly number[];
  readonly words: Uint32Array;
  readonly isValue: boolean;
}

const leading = new WeakMap<Decl, Leading>();

function leadingFrom(decl: Decl): Leading {
  const before = leading.get(decl);
  if (before) return before;
  const names = named(decl).map(({ type, name }) => hashOf(type ?? name));
  const made = { names, words: outlineWordsOf(decl), isValue: decl.syntax.kind === 'GenDecl' };
  leading.set(decl, made);
  return made;
}

/** Adds every name that leads to one that is there. */
function spread(outlines: readonly Leading[], to: Set<number>): void {
  let open = outlines;
  for (let size = -1; size !== to.size; ) {
    size = to.size;
    open = open.filter(({ names, words }) => {
      if (!mentionsAny(words, to)) return true;
      for (const n of names) to.add(n);
      return false;
    });
  }
}

function mentionsAny(words: Uint32Array, names: ReadonlySet<number>): boolean {
  if (names.size < 8) {
    for (const n of names) if (includes(words, n)) return true;
    return false;
  }
  for (const w of words) if (names.has(w)) return true;
  return false;
}

function named({ syntax }: Decl): Name[] {
  const atTop = (name: string): Name => ({ type: undefined, name });
  if (syntax.kind === 'FuncDecl') {
    const type = syntax.receiver && (receiverType(syntax.receiver.type)?.name ?? '');
    return [{ type, name: syntax.name.name }];
  }
  if (syntax.kind === 'BadDecl') return [];
  return syntax.specs.flatMap((s) =>
    s.kind === 'TypeSpec' ? [atTop(s.name.name)] : s.names.map((n) => atTop(n.name)),
  );
}

function listed({ syntax }: Decl): Name[] {
  if (syntax.kind === 'GenDecl')
    return syntax.specs.some((s) => s.kind === 'ValueSpec' && !s.isConst)
      ? [{ type: undefined, name: packageVariables }]
      : [];
  const type = syntax.kind === 'FuncDecl' && syntax.receiver ? receiverType(syntax.receiver.type) : undefined;
  return type ? [{ type: undefined, name: methodList(type.name) }] : [];
}

const headOf = (f: SourceFile): string => f.text.slice(0, f.imports.at(-1)?.end ?? 0);
const allPaths = (files: Files): ReadonlySet<string> => new Set([...files.values()].flatMap((f) => [...pathsOf(f)]));
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
  const paths = new Map<string, Set<string>>();
  for (const { name, path } of file.imports)
    for (const word of name === undefined ? path.split(/[^\p{L}\p{N}_]+/u) : [name]) {
      const own = paths.get(word) ?? new Set();
      own.delete(path);
      paths.set(word, own.add(path));
    }
  return new Map([...paths].map(([word, own]) => [word, [...own].join(' ')]));
}

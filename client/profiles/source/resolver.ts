import { type Candidate, candidates, type Rule, type SourcePlaces } from './candidates.ts';
import { declaredFunctions, isClosure } from './goFunctions.ts';
import { importPathOf } from './modulePath.ts';
import { baseName, cleaned, commonSuffix, isAbsolute, isNetworkPath, isPlainPath, withoutSuffix } from './paths.ts';
import { findFunction, lineWithin } from './today.ts';

/** The files of this machine, or of a virtual workspace. */
export interface SourceFiles {
  /** Undefined if there is no such file. */
  readText(path: string): Promise<string | undefined>;
  /** Files of the workspace of that name, as paths. */
  named(name: string): Promise<readonly string[]>;
  places(): Promise<Omit<SourcePlaces, 'learned' | 'build'>>;
}

/** A frame as the profile tells it; lines count from 1, 0 if unknown. */
export interface WantedSource {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly startLine: number;
}

export type FoundSource =
  | {
      readonly state: 'found';
      readonly path: string;
      /** Counts from 0, in the text as it is today. */
      readonly line: number;
      readonly agreement: Agreement;
      /** What was learned by finding it: a prefix of the profile's paths, and the folder that it stands for. */
      readonly learned?: { readonly prefix: string; readonly folder: string };
    }
  | {
      readonly state: 'notFound';
      readonly tried: readonly Candidate[];
      /** Why nothing was tried, where nothing was. */
      readonly refusal?: 'network path' | 'no file' | 'outside' | undefined;
    };

/** `known`: only in folders that the user has opened, mapped or installed; `anywhere`: also where the profile says. */
export type Reach = 'known' | 'anywhere';

/**
 * How a file agrees with the profile: the function begins where the profile says; it is there, but elsewhere; it is not
 * there, so that the file is another version, or another file of that name.
 */
export type Agreement = 'same' | 'moved' | 'different';

/** Files that nobody edits: where the function has moved in one, it is another version. */
const fixed: readonly Rule[] = ['Go installation', 'module cache'];

/** Finds sources, and learns from each file found where its neighbours lie. */
export class SourceResolver {
  readonly #files: SourceFiles;
  readonly #learned = new Map<string, string>();

  constructor(files: SourceFiles) {
    this.#files = files;
  }

  /**
   * `build`: how the program was built, where that is known. Reads files: for what the user asked to see only, and, where
   * the profile alone names a file, only within `reach`.
   */
  async resolve(wanted: WantedSource, build?: SourcePlaces['build'], reach: Reach = 'anywhere'): Promise<FoundSource> {
    const file = cleaned(wanted.file);
    if (!isPlainPath(file))
      return { state: 'notFound', tried: [], refusal: isNetworkPath(file) ? 'network path' : 'no file' };
    const places = { ...(await this.#files.places()), learned: this.#learned, build };
    const all = candidates(wanted.function, file, places);
    const tried = reach === 'anywhere' ? all : all.filter((c) => c.rule !== 'exact path' || isKnown(c.path, places));
    let second: (Extract<FoundSource, { state: 'found' }> & { readonly rule: Rule }) | undefined;
    for (const { path, rule } of [...tried, ...(await this.#inWorkspace(file, tried))]) {
      const text = await this.#files.readText(path);
      if (text === undefined) continue;
      const { line, agreement } = placeIn(text, wanted);
      // By its name alone, a file is only taken if the function is exactly there, in that package.
      if (rule === 'workspace search' && !isConvincing(agreement, file, path, text, wanted)) continue;
      if (agreement === 'same' || (agreement === 'moved' && !fixed.includes(rule)))
        return this.#found(file, path, line, agreement, rule);
      if (!second || (second.agreement === 'different' && agreement === 'moved'))
        second = { state: 'found', path, line, agreement, rule };
    }
    if (!second) return { state: 'notFound', tried, refusal: tried.length < all.length ? 'outside' : undefined };
    const { rule: _, ...found } = second;
    return found;
  }

  /** Whatever prefix a container or another machine had: what differs in front of the common end. */
  #found(file: string, path: string, line: number, agreement: Agreement, rule: Rule): FoundSource {
    const common = commonSuffix(file, path);
    const found = { state: 'found', path, line, agreement } as const;
    if (common === 0 || file === path || !isAbsolute(file)) return found;
    const [prefix, folder] = [withoutSuffix(file, common), withoutSuffix(path, common)];
    this.#learned.set(prefix, folder);
    return rule === 'workspace search' && prefix !== '' ? { ...found, learned: { prefix, folder } } : found;
  }

  /** Files of the workspace by the longest common end of their paths. */
  async #inWorkspace(file: string, tried: readonly Candidate[]): Promise<Candidate[]> {
    const known = new Set(tried.map((c) => c.path));
    const same = (await this.#files.named(baseName(file))).filter((path) => !known.has(path));
    return same
      .map((path) => ({ path, common: commonSuffix(path, file) }))
      .sort((a, b) => b.common - a.common)
      .map(({ path }) => ({ path, rule: 'workspace search' }));
  }
}

/** In a folder that is the user's own, or of Go. */
function isKnown(path: string, { mapped, learned, modules, standard, moduleCaches }: SourcePlaces): boolean {
  const folders = [...modules, ...standard].map(({ folder }) => folder);
  const all = [...folders, ...moduleCaches, ...mapped.values(), ...learned.values()];
  return all.some((folder) => folder !== '' && path.startsWith(`${folder.replace(/\/+$/, '')}/`));
}

/** Its folder's name agrees too, or the function begins at the very line, in a package of that name. */
function isConvincing(
  agreement: Agreement,
  file: string,
  path: string,
  text: string,
  { function: name, startLine }: WantedSource,
): boolean {
  if (agreement === 'different') return false;
  if (commonSuffix(file, path) >= 2) return true;
  const clause = /^package\s+(\w+)/m.exec(text)?.[1] ?? '';
  return agreement === 'same' && startLine > 0 && baseName(importPathOf(name)) === clause;
}

/** The line in today's text: by function first, since lines move. */
function placeIn(text: string, wanted: WantedSource): { readonly line: number; readonly agreement: Agreement } {
  const own = findFunction(declaredFunctions(text), wanted);
  const { startLine } = wanted;
  // Functions of variables' values, `glob..func1`, belong to no declaration.
  const isClosureThere = isClosure(wanted.function) && /\bfunc\b/.test(text.split('\n')[startLine - 1] ?? '');
  if (!own) {
    const line = Math.max(0, (wanted.line || startLine) - 1);
    return { line, agreement: isClosureThere ? 'same' : 'different' };
  }
  const begins = isClosure(wanted.function) ? isClosureThere : own.line === startLine - 1;
  return { line: lineWithin(own, wanted), agreement: startLine === 0 || begins ? 'same' : 'moved' };
}

import { candidates, type SourcePlaces } from './candidates.ts';
import { type DeclaredFunction, declaredFunctions, isClosure, nameInPackage } from './goFunctions.ts';
import { baseName, cleaned, commonSuffix, withoutSuffix } from './paths.ts';

/** The files of this machine, or of a virtual workspace. */
export interface SourceFiles {
  /** Undefined if there is no such file. */
  readText(path: string): Promise<string | undefined>;
  /** Files of the workspace of that name, as paths. */
  named(name: string): Promise<readonly string[]>;
  places(): Promise<Omit<SourcePlaces, 'learned'>>;
}

/** A frame as the profile tells it; lines count from 1, 0 if unknown. */
export interface WantedSource {
  readonly function: string;
  readonly file: string;
  readonly line: number;
  readonly startLine: number;
}

export type FoundSource =
  | { readonly state: 'found'; readonly path: string /** Counts from 0. */; readonly line: number }
  | { readonly state: 'notFound'; readonly tried: readonly string[] };

/** A path must agree with the profile's in its file's name and folder, or more, to be taken for it. */
const leastCommon = 2;

/** Finds sources, and learns from each file found where its neighbours lie. */
export class SourceResolver {
  readonly #files: SourceFiles;
  readonly #learned = new Map<string, string>();

  constructor(files: SourceFiles) {
    this.#files = files;
  }

  async resolve(wanted: WantedSource): Promise<FoundSource> {
    const places = { ...(await this.#files.places()), learned: this.#learned };
    const tried = candidates(wanted.function, wanted.file, places);
    const bySuffix = (await this.#bySuffix(wanted.file)).filter((p) => !tried.includes(p));
    let second: FoundSource | undefined;
    for (const path of [...tried, ...bySuffix]) {
      const text = await this.#files.readText(path);
      if (text === undefined) continue;
      const place = placeIn(text, wanted);
      // A file without the function is another version, or another file of that name.
      second ??= { state: 'found', path, line: place.line };
      if (!place.isSure) continue;
      this.#learn(cleaned(wanted.file), path);
      return { state: 'found', path, line: place.line };
    }
    return second ?? { state: 'notFound', tried };
  }

  async #bySuffix(file: string): Promise<string[]> {
    const path = cleaned(file);
    const same = (await this.#files.named(baseName(path))).map((p) => ({ p, common: commonSuffix(p, path) }));
    return same
      .filter(({ common }) => common >= leastCommon)
      .sort((a, b) => b.common - a.common)
      .map(({ p }) => p);
  }

  /** Whatever prefix a container or another machine had: what differs in front of the common end. */
  #learn(wanted: string, found: string): void {
    const common = commonSuffix(wanted, found);
    if (common > 0 && wanted !== found) this.#learned.set(withoutSuffix(wanted, common), withoutSuffix(found, common));
  }
}

/** The line in today's text: by function first, since lines move. Counts from 0. */
function placeIn(text: string, wanted: WantedSource): { readonly line: number; readonly isSure: boolean } {
  const own = findFunction(declaredFunctions(text), wanted);
  if (!own) return { line: Math.max(0, wanted.line - 1), isSure: false };
  return { line: lineWithin(own, wanted), isSure: true };
}

/** The declaration that a frame's function is, or lies in; of several of one name the nearest. */
export function findFunction(
  declared: readonly DeclaredFunction[],
  { function: name, line, startLine }: Pick<WantedSource, 'function' | 'line' | 'startLine'>,
): DeclaredFunction | undefined {
  const local = nameInPackage(name);
  const at = (line || startLine) - 1;
  return declared.filter((d) => d.name === local).sort((a, b) => Math.abs(a.line - at) - Math.abs(b.line - at))[0];
}

/**
 * A line of a function in today's text: as far from the function's start as it was. A closure's own start says nothing of
 * how far its function moved, so its lines are taken as written as long as they lie within it. Counts from 0.
 */
export function lineWithin(
  own: DeclaredFunction,
  wanted: Pick<WantedSource, 'function' | 'line' | 'startLine'>,
): number {
  const { line, startLine } = wanted;
  const isMeasured = startLine > 0 && line >= startLine && !isClosure(wanted.function);
  const today = isMeasured ? own.line + (line - startLine) : line - 1;
  if (today < own.line) return own.line;
  return Math.min(today, own.endLine);
}

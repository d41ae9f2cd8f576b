import type { Decl, SourceFile } from '../syntax/ast.ts';
import type { Anchored } from './anchors.ts';
import type { Mention } from './asking.ts';
import type { Fact } from './facts.ts';

/** An answer about a declaration, with what it rests on beyond that declaration and the outlines of what that mentions. */
export interface Kept {
  readonly of: Answers;
  readonly decl: Decl;
  readonly file: string;
  readonly answer: Anchored;
  /** Nothing was said, and no fact can change that. */
  readonly isSilent: boolean;
  /** Bodies other than the declaration's own. */
  readonly decls: readonly Decl[];
  /** Hashes of names of which every mention counts. */
  readonly names: readonly number[];
  readonly mentions: readonly (Mention & { readonly hash: number })[];
  /** Declarations that may hold a use that was not there before. */
  suspects: Set<Decl> | undefined;
  /** Hashes of names that were looked up without being mentioned. */
  readonly outlines: readonly number[];
  /** Facts about the package, with the version that was read. */
  readonly facts: readonly (readonly [Fact, number])[];
  readonly everything: boolean;
}

/** What all declarations of a file have said to one question. */
export interface FilePart {
  file: SourceFile;
  /** Those that have something to say, or may have when a fact changes. */
  readonly speaking: Set<Decl>;
  /** Those that have to be asked: new ones, and those whose answers no longer hold. */
  readonly open: Set<Decl>;
  /** In the order of the source, placed where they stood when it was last looked at. */
  found: readonly { readonly decl: Decl; readonly values: readonly unknown[] }[];
  /** They still stand there, as far as the text tells. */
  isPlaced: boolean;
  /** What the answers rest on. */
  facts: ReadonlyMap<Fact, number>;
  /** Files in which the answers have places. */
  places: ReadonlySet<string>;
  /** Tells whether the answers are what they were; places count from their declarations. */
  stamp: string;
}

/** What is kept of one question. */
export class Answers {
  readonly all = new Map<Decl, Kept>();
  readonly #parts = new Map<string, FilePart>();
  /** Another one for other answers; the same for the same ones, wherever they have moved to. */
  version = 0;

  /** By file name. */
  get parts(): ReadonlyMap<string, FilePart> {
    return this.#parts;
  }

  setPart(name: string, part: FilePart): void {
    if ((this.#parts.get(name)?.stamp ?? '') !== part.stamp) this.version++;
    this.#parts.set(name, part);
  }

  dropPart(name: string): void {
    if ((this.#parts.get(name)?.stamp ?? '') !== '') this.version++;
    this.#parts.delete(name);
  }
}

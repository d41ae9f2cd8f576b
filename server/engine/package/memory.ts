import type { Decl, SourceFile } from '../syntax/ast.ts';
import { type Anchored, anchored, type Ground, placed } from './anchors.ts';
import type { Mention, Reads } from './asking.ts';
import { type Changes, changes } from './changes.ts';
import type { PackageFact } from './facts.ts';
import type { JoinedPackage } from './package.ts';
import { Terrain } from './terrain.ts';
import { hashOf, mentions } from './words.ts';

interface Kept {
  readonly file: string;
  readonly answer: Anchored;
  /** Bodies other than the declaration's own. */
  readonly decls: readonly Decl[];
  readonly names: readonly number[];
  readonly mentions: readonly (Mention & { readonly hash: number })[];
  /** Declarations that may hold a use that was not there before. */
  readonly suspects: Set<Decl>;
  readonly outlines: readonly number[];
  readonly facts: readonly (readonly [PackageFact<unknown>, string])[];
  readonly everything: boolean;
}

const maxSuspects = 40;

/** What is kept of one question. */
class Answers {
  readonly all = new Map<Decl, Kept>();
  /** Those that rest on more than their own declaration. */
  readonly dependent = new Map<Decl, Kept>();
  /** Per file, as it was, the declarations that had something to say. */
  readonly speaking = new Map<string, { readonly file: SourceFile; readonly decls: readonly Decl[] }>();

  forget(decl: Decl): void {
    const kept = this.all.get(decl);
    if (!kept) return;
    this.all.delete(decl);
    this.dependent.delete(decl);
    this.speaking.delete(kept.file);
  }
}

/**
 * What is kept of a package from one edit to the next: the answers about each of its declarations, with what they rest
 * on. An answer is kept while its declaration, what it rests on, and the outlines of all that these mention stay as they
 * are; it is the one that would be found again.
 */
export class PackageMemory {
  readonly terrain = new Terrain();
  readonly #answers = new Map<string, Answers>();
  #files: ReadonlyMap<string, SourceFile> = new Map();
  #environment = '';

  /** Forgets what a change has touched. `environment` is all that is not the files' own; another one is another package. */
  update(files: ReadonlyMap<string, SourceFile>, environment: string): void {
    if (environment !== this.#environment) this.#answers.clear();
    else if (this.#answers.size > 0) this.#forget(changes(this.#files, files));
    this.terrain.update(files);
    this.#files = files;
    this.#environment = environment;
  }

  #forget(changed: Changes): void {
    if (changed.decls.size === 0 && changed.words.size === 0) return;
    for (const answers of this.#answers.values()) {
      for (const decl of changed.decls) answers.forget(decl);
      for (const [decl, kept] of answers.dependent)
        if (isTouched(kept, changed)) answers.forget(decl);
        else if (kept.mentions.some((m) => changed.words.has(m.hash))) {
          for (const d of changed.decls) kept.suspects.add(d);
          answers.speaking.delete(kept.file);
          // Nobody has asked for a long time: what is kept must not grow with the edits.
          if (kept.suspects.size > maxSuspects) answers.forget(decl);
        }
    }
  }

  keep(question: string, decl: Decl, answer: unknown, reads: Reads, ground: Ground): void {
    const kept: Kept = {
      file: this.terrain.at(decl)?.file.name ?? '',
      answer: anchored(answer, ground),
      decls: [...reads.decls].filter((d) => d !== decl),
      names: [...reads.names].map(hashOf),
      mentions: [...reads.mentions.values()].map((m) => ({ ...m, hash: hashOf(m.word) })),
      suspects: new Set(),
      outlines: [...reads.outlines].map(hashOf),
      facts: [...reads.facts],
      everything: reads.everything,
    };
    const answers = this.#of(question);
    answers.all.set(decl, kept);
    if (kept.decls.length + kept.names.length + kept.outlines.length + kept.mentions.length > 0 || kept.everything)
      answers.dependent.set(decl, kept);
    else answers.dependent.delete(decl);
  }

  recall(question: string, decl: Decl, pkg: JoinedPackage): { readonly value: unknown } | undefined {
    const kept = this.#answers.get(question)?.all.get(decl);
    if (!kept?.facts.every(([fact, value]) => pkg.isStill(fact, value))) return undefined;
    for (const suspect of kept.suspects)
      if (this.terrain.at(suspect) && kept.mentions.some((m) => mentions(suspect, m.word) && m.isIn(pkg, suspect)))
        return undefined;
    kept.suspects.clear();
    return placed(kept.answer, pkg);
  }

  /** Tells whether an answer is what it was. */
  stampOf(question: string, decl: Decl): string {
    return this.#answers.get(question)?.all.get(decl)?.answer.stamp ?? '';
  }

  /** The declarations of a file that have something to say, or may have when a fact changes; undefined when not known. */
  speakingIn(question: string, file: SourceFile): readonly Decl[] | undefined {
    const known = this.#answers.get(question)?.speaking.get(file.name);
    return known?.file === file ? known.decls : undefined;
  }

  noteSpeaking(question: string, file: SourceFile, isSilent: (decl: Decl) => boolean): void {
    const answers = this.#of(question);
    const decls = file.decls.filter((d) => (answers.all.get(d)?.facts.length ?? 0) > 0 || !isSilent(d));
    answers.speaking.set(file.name, { file, decls });
  }

  #of(question: string): Answers {
    const answers = this.#answers.get(question) ?? new Answers();
    this.#answers.set(question, answers);
    return answers;
  }

  /** How many answers are kept. */
  get size(): number {
    let size = 0;
    for (const { all } of this.#answers.values()) size += all.size;
    return size;
  }
}

const isTouched = (kept: Kept, changed: Changes): boolean =>
  kept.everything ||
  kept.decls.some((d) => changed.decls.has(d)) ||
  kept.names.some((n) => changed.words.has(n)) ||
  kept.outlines.some((n) => changed.outlines.has(n));

import type { Decl, SourceFile } from '../syntax/ast.ts';
import { type Anchored, anchored, type Ground, placed } from './anchors.ts';
import type { Reads } from './asking.ts';
import { changes } from './changes.ts';
import type { PackageFact } from './facts.ts';
import { hashOf } from './words.ts';

interface Kept {
  readonly answer: Anchored;
  /** Bodies other than the declaration's own. */
  readonly decls: readonly Decl[];
  readonly names: readonly number[];
  readonly outlines: readonly number[];
  readonly facts: readonly (readonly [PackageFact<unknown>, string])[];
  readonly everything: boolean;
}

/**
 * What is kept of a package from one edit to the next: the answers about each of its declarations, with what they rest
 * on. An answer is kept while its declaration, what it rests on, and the outlines of all that these mention stay as they
 * are; it is the one that would be found again.
 */
export class PackageMemory {
  readonly #answers = new Map<string, Map<Decl, Kept>>();
  #files: ReadonlyMap<string, SourceFile> = new Map();
  #environment = '';

  /** Forgets what a change has touched. `environment` is all that is not the files' own; another one is another package. */
  update(files: readonly SourceFile[], environment: string): void {
    const now = new Map(files.map((f) => [f.name, f]));
    if (environment !== this.#environment) this.#answers.clear();
    else if (this.#answers.size > 0) this.#forget(changes(this.#files, now));
    this.#files = now;
    this.#environment = environment;
  }

  #forget(changed: ReturnType<typeof changes>): void {
    if (changed.decls.size === 0 && changed.words.size === 0) return;
    for (const kept of this.#answers.values())
      for (const [decl, k] of kept)
        if (
          changed.decls.has(decl) ||
          k.everything ||
          k.decls.some((d) => changed.decls.has(d)) ||
          k.names.some((n) => changed.words.has(n)) ||
          k.outlines.some((n) => changed.outlines.has(n))
        )
          kept.delete(decl);
  }

  keep(question: string, decl: Decl, answer: unknown, reads: Reads, ground: Ground): void {
    const kept = this.#answers.get(question) ?? new Map<Decl, Kept>();
    this.#answers.set(question, kept);
    kept.set(decl, {
      answer: anchored(answer, ground),
      decls: [...reads.decls].filter((d) => d !== decl),
      names: [...reads.names].map(hashOf),
      outlines: [...reads.outlines].map(hashOf),
      facts: [...reads.facts],
      everything: reads.everything,
    });
  }

  /** `isStill`: whether a fact about the package is what it was. */
  recall(
    question: string,
    decl: Decl,
    ground: Ground,
    isStill: (fact: PackageFact<unknown>, value: string) => boolean,
  ): { readonly value: unknown } | undefined {
    const kept = this.#answers.get(question)?.get(decl);
    if (!kept?.facts.every(([fact, value]) => isStill(fact, value))) return undefined;
    return placed(kept.answer, ground);
  }

  /** How many answers are kept. */
  get size(): number {
    let size = 0;
    for (const kept of this.#answers.values()) size += kept.size;
    return size;
  }
}

import type { Decl } from '../syntax/ast.ts';
import { hashOf, wordsOf } from './words.ts';

/** Which declarations mention a word. */
export class WordIndex {
  readonly #decls = new Map<number, Decl[]>();

  add(decl: Decl): void {
    for (const word of wordsOf(decl)) {
      const decls = this.#decls.get(word);
      if (decls) decls.push(decl);
      else this.#decls.set(word, [decl]);
    }
  }

  remove(decl: Decl): void {
    for (const word of wordsOf(decl)) {
      const decls = this.#decls.get(word) ?? [];
      const at = decls.indexOf(decl);
      if (at < 0) continue;
      decls[at] = decls.at(-1) as Decl;
      decls.pop();
      if (decls.length === 0) this.#decls.delete(word);
    }
  }

  clear(): void {
    this.#decls.clear();
  }

  /** In no order. */
  with(word: string): readonly Decl[] {
    return this.#decls.get(hashOf(word)) ?? [];
  }
}

import type { Decl, SourceFile } from '../syntax/ast.ts';
import { WordIndex } from './wordIndex.ts';

export interface Standing {
  readonly file: SourceFile;
  /** Absolute offset. */
  readonly start: number;
}

/** Where the declarations of a package stand, and which words they mention. An edit costs what the touched files cost. */
export class Terrain {
  #files: ReadonlyMap<string, SourceFile> = new Map();
  readonly #standing = new Map<Decl, Standing>();
  #words: WordIndex | undefined;

  update(files: ReadonlyMap<string, SourceFile>): void {
    for (const [name, old] of this.#files) {
      const file = files.get(name);
      if (file === old) continue;
      const still = new Set(file?.decls);
      for (const d of old.decls)
        if (!still.has(d)) {
          this.#standing.delete(d);
          this.#words?.remove(d);
        }
    }
    for (const [name, file] of files) {
      const old = this.#files.get(name);
      if (file === old) continue;
      const before = new Set(old?.decls);
      file.decls.forEach((d, i) => {
        this.#standing.set(d, { file, start: file.starts[i] ?? 0 });
        if (!before.has(d)) this.#words?.add(d);
      });
    }
    this.#files = files;
  }

  at(decl: Decl): Standing | undefined {
    return this.#standing.get(decl);
  }

  fileNamed(name: string): SourceFile | undefined {
    return this.#files.get(name);
  }

  get decls(): Iterable<Decl> {
    return this.#standing.keys();
  }

  get size(): number {
    return this.#standing.size;
  }

  /** The declarations that mention a word, in the order of the source. */
  with(word: string): readonly Decl[] {
    if (!this.#words) {
      this.#words = new WordIndex();
      for (const d of this.#standing.keys()) this.#words.add(d);
    }
    const found = [...this.#words.with(word)];
    return found.length < 2 ? found : found.sort((a, b) => this.#order(a, b));
  }

  #order(a: Decl, b: Decl): number {
    const [x, y] = [this.#standing.get(a), this.#standing.get(b)];
    if (!x || !y) return 0;
    return x.file === y.file ? x.start - y.start : x.file.name < y.file.name ? -1 : 1;
  }
}

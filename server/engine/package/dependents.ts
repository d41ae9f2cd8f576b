import type { Decl } from '../syntax/ast.ts';
import type { Changes } from './changes.ts';
import type { Kept } from './kept.ts';

/** Which answers rest on what, so that a change finds those that it touches without looking at the others. */
export class Dependents {
  readonly #byBody = new Index<Decl>();
  readonly #byName = new Index<number>();
  readonly #byOutline = new Index<number>();
  readonly #byMention = new Index<number>();
  readonly #onEverything = new Set<Kept>();

  add(kept: Kept): void {
    for (const d of kept.decls) this.#byBody.add(d, kept);
    for (const n of kept.names) this.#byName.add(n, kept);
    for (const n of kept.outlines) this.#byOutline.add(n, kept);
    for (const m of kept.mentions) this.#byMention.add(m.hash, kept);
    if (kept.everything) this.#onEverything.add(kept);
  }

  remove(kept: Kept): void {
    for (const d of kept.decls) this.#byBody.remove(d, kept);
    for (const n of kept.names) this.#byName.remove(n, kept);
    for (const n of kept.outlines) this.#byOutline.remove(n, kept);
    for (const m of kept.mentions) this.#byMention.remove(m.hash, kept);
    this.#onEverything.delete(kept);
  }

  clear(): void {
    for (const index of [this.#byBody, this.#byName, this.#byOutline, this.#byMention]) index.clear();
    this.#onEverything.clear();
  }

  /** The answers that have to be found again. */
  touchedBy({ decls, words, outlines }: Changes): Set<Kept> {
    const touched = new Set(this.#onEverything);
    for (const d of decls) for (const k of this.#byBody.of(d)) touched.add(k);
    for (const w of words) for (const k of this.#byName.of(w)) touched.add(k);
    for (const n of outlines) for (const k of this.#byOutline.of(n)) touched.add(k);
    return touched;
  }

  /** The answers that one more use of something would change, where a word of it has changed. */
  suspicious({ words }: Changes): Set<Kept> {
    const found = new Set<Kept>();
    for (const w of words) for (const k of this.#byMention.of(w)) found.add(k);
    return found;
  }

  /** How many entries there are; for tests of what is retained. */
  get size(): number {
    return [this.#byBody, this.#byName, this.#byOutline, this.#byMention].reduce(
      (sum, index) => sum + index.size,
      this.#onEverything.size,
    );
  }
}

const none: ReadonlySet<Kept> = new Set();

class Index<K> {
  readonly #sets = new Map<K, Set<Kept>>();

  add(key: K, kept: Kept): void {
    const set = this.#sets.get(key);
    if (set) set.add(kept);
    else this.#sets.set(key, new Set([kept]));
  }

  remove(key: K, kept: Kept): void {
    const set = this.#sets.get(key);
    if (set?.delete(kept) && set.size === 0) this.#sets.delete(key);
  }

  of(key: K): ReadonlySet<Kept> {
    return this.#sets.get(key) ?? none;
  }

  clear(): void {
    this.#sets.clear();
  }

  get size(): number {
    let size = 0;
    for (const set of this.#sets.values()) size += set.size;
    return size;
  }
}

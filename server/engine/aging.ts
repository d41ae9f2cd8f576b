/**
 * What is worked out about a piece of syntax and wanted again as long as somebody works there. What nobody asked for
 * during two checks is let go; it would be the same if it were worked out anew.
 */
export class Aging<K extends object, V extends object> {
  #young = new WeakMap<K, V>();
  #old = new WeakMap<K, V>();

  constructor() {
    all.push(this);
  }

  get(key: K): V | undefined {
    const young = this.#young.get(key);
    if (young) return young;
    const old = this.#old.get(key);
    if (old) this.#young.set(key, old);
    return old;
  }

  set(key: K, value: V): void {
    this.#young.set(key, value);
  }

  age(): void {
    this.#old = this.#young;
    this.#young = new WeakMap();
  }
}

const all: { age(): void }[] = [];

/** Called between two checks, never within one: who compares objects within a check must get the same ones. */
export function ageAll(): void {
  for (const a of all) a.age();
}

import type { StringColumns } from '../profile.ts';

// A global of every host this layer runs in, declared here since the layer has no library types.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

/** Collects strings; the empty one is number 0, as the format demands. */
export class StringMerger {
  readonly #numbers = new Map<string, number>([['', 0]]);

  add(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  columns(): StringColumns {
    const encoder = new TextEncoder();
    const encoded = Array.from(this.#numbers.keys(), (text) => encoder.encode(text));
    const offsets = new Uint32Array(encoded.length + 1);
    encoded.forEach(({ length }, i) => {
      offsets[i + 1] = offsets[i]! + length;
    });
    const bytes = new Uint8Array(offsets[encoded.length]!);
    encoded.forEach((text, i) => {
      bytes.set(text, offsets[i]!);
    });
    return { count: encoded.length, bytes, offsets };
  }
}

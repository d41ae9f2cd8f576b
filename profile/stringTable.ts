import type { StringColumns, StringIndex } from './profile.ts';

// A global of every host this layer runs in (node, worker, page), declared here since the layer has no library types.
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

/** Longer strings are cut: no name needs more, and one string must not exhaust the engine's string limit. */
const longestString = 1 << 20;

/** The strings of a profile, decoded when first asked for. */
export class StringTable {
  readonly #columns: StringColumns;
  readonly #decoded = new Map<number, string>();
  readonly #decoder = new TextDecoder();

  constructor(columns: StringColumns) {
    this.#columns = columns;
  }

  get count(): number {
    return this.#columns.count;
  }

  /** The string at `index`; invalid UTF-8 becomes U+FFFD. */
  at(index: StringIndex): string {
    const known = this.#decoded.get(index);
    if (known !== undefined) return known;
    const text = this.#decode(index);
    this.#decoded.set(index, text);
    return text;
  }

  #decode(index: StringIndex): string {
    const { bytes, offsets } = this.#columns;
    const start = offsets[index] ?? 0;
    const end = offsets[index + 1] ?? start;
    if (end - start > longestString) return `${this.#decoder.decode(bytes.subarray(start, start + longestString))}…`;
    return this.#decoder.decode(bytes.subarray(start, end));
  }
}

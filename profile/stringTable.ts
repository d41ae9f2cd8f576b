import type { StringColumns, StringIndex } from './profile.ts';

// A global of every host this layer runs in (node, worker, page), declared here since the layer has no library types.
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

/** Longer strings are cut: no name needs more, and one string must not exhaust the engine's string limit. */
const longestString = 1 << 20;

/** Strings that are decoded together, since a call of the decoder costs more than what it does for one name. */
const blockSize = 64;
/** Blocks longer than this are decoded string by string. */
const longestBlock = 1 << 16;

/** The strings of a profile, decoded when first asked for. */
export class StringTable {
  readonly #columns: StringColumns;
  readonly #decoded: (string | undefined)[] = [];
  readonly #decoder = new TextDecoder();

  constructor(columns: StringColumns) {
    this.#columns = columns;
  }

  get count(): number {
    return this.#columns.count;
  }

  /** The string at `index`; invalid UTF-8 becomes U+FFFD. */
  at(index: StringIndex): string {
    const known = this.#decoded[index];
    if (known !== undefined) return known;
    if (!this.#decodeBlock(index)) this.#decoded[index] = this.#decode(index);
    return this.#decoded[index]!;
  }

  /**
   * Decodes the block around a string if each byte of it becomes one character, as those of ASCII do: no sequence of bytes
   * becomes more, so that places in bytes are then places in the text.
   */
  #decodeBlock(index: number): boolean {
    const { bytes, offsets, count } = this.#columns;
    const first = index - (index % blockSize);
    const last = Math.min(first + blockSize, count);
    if (index >= count) return false;
    const start = offsets[first]!;
    const length = offsets[last]! - start;
    if (length > longestBlock) return false;
    const text = this.#decoder.decode(bytes.subarray(start, start + length));
    if (text.length !== length) return false;
    for (let i = first; i < last; i++) this.#decoded[i] = text.slice(offsets[i]! - start, offsets[i + 1]! - start);
    return true;
  }

  #decode(index: StringIndex): string {
    const { bytes, offsets } = this.#columns;
    const start = offsets[index] ?? 0;
    const end = offsets[index + 1] ?? start;
    if (end - start > longestString) return `${this.#decoder.decode(bytes.subarray(start, start + longestString))}…`;
    return this.#decoder.decode(bytes.subarray(start, end));
  }
}

import { RegionTable } from '../decode/regions.ts';

// A global of every host this layer runs in, declared here since the layer has no library types.
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

/** Names no longer than this are kept whole. */
const longestText = 1 << 16;

/** Numbers stretches of a text by content and decodes each of them once. */
export class TextPool {
  readonly #bytes: Uint8Array;
  readonly #regions: RegionTable;
  readonly #texts = new Map<number, string>();
  readonly #decoder = new TextDecoder();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#regions = new RegionTable(bytes);
  }

  number(start: number, end: number): number {
    return this.#regions.number(start, end);
  }

  text(number: number): string {
    const known = this.#texts.get(number);
    if (known !== undefined) return known;
    const start = this.#regions.start(number);
    const end = Math.min(this.#regions.end(number), start + longestText);
    const text = this.#decoder.decode(this.#bytes.subarray(start, end));
    this.#texts.set(number, text);
    return text;
  }
}

// A global of every host this layer runs in, declared here since the layer has no library types.
declare class TextDecoder {
  decode(bytes: Uint8Array): string;
}

/** Bytes that are decoded together: a call of the decoder costs more than a line. */
const blockSize = 1 << 18;
/** No writer makes longer lines; a file without line ends must not become one string. */
const longestLine = 1 << 20;

const newline = 0x0a;

/** The lines of a text held as bytes, one at a time and counted from 1, so that the whole never becomes one string. */
export class TextLines {
  /** The current line without its end and without blanks around it. */
  text = '';
  number = 0;
  /** Whether a line was too long to be one: the text ends before it. */
  isBroken = false;
  readonly #bytes: Uint8Array;
  readonly #decoder = new TextDecoder();
  #block: string[] = [];
  #inBlock = 0;
  #next = 0;

  constructor(bytes: Uint8Array, from = 0) {
    this.#bytes = bytes;
    this.#next = from;
  }

  /** Moves on to the next line; false at the end, where `text` is empty. */
  next(): boolean {
    if (this.#inBlock === this.#block.length && !this.#readBlock()) {
      this.text = '';
      return false;
    }
    this.text = this.#block[this.#inBlock++]!.trim();
    this.number++;
    return true;
  }

  #readBlock(): boolean {
    const start = this.#next;
    if (start >= this.#bytes.length || this.isBroken) return false;
    let end = Math.min(start + blockSize, this.#bytes.length);
    if (end < this.#bytes.length) {
      const last = this.#bytes.lastIndexOf(newline, end - 1);
      const following = last < start ? this.#bytes.indexOf(newline, end) : last;
      end = following < 0 ? this.#bytes.length : following + 1;
    }
    if (end - start > longestLine) {
      this.isBroken = true;
      return false;
    }
    const text = this.#decoder.decode(this.#bytes.subarray(start, end));
    this.#block = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
    this.#inBlock = 0;
    this.#next = end;
    return true;
  }
}

/** An empty line, or one that only people read. */
export const isComment = (line: string): boolean => line === '' || line.startsWith('#');

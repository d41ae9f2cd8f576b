const newline = 0x0a;
const carriageReturn = 0x0d;

/** Walks the lines of a text held as bytes. */
export class LineReader {
  readonly bytes: Uint8Array;
  /** The current line is `bytes[start] … bytes[end - 1]`, without its line end. */
  start = 0;
  end = 0;
  #next = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  get length(): number {
    return this.end - this.start;
  }

  /** Whether the current line is the last and lacks its line end. */
  get isUnfinished(): boolean {
    return this.#next > this.bytes.length;
  }

  /** Moves on to the next line; false at the end. */
  next(): boolean {
    if (this.#next >= this.bytes.length) return false;
    this.start = this.#next;
    const found = this.bytes.indexOf(newline, this.start);
    this.end = found < 0 ? this.bytes.length : found;
    this.#next = found < 0 ? this.bytes.length + 1 : found + 1;
    if (this.end > this.start && this.bytes[this.end - 1] === carriageReturn) this.end--;
    return true;
  }

  /** The byte at an offset from the start of the line; -1 beyond its end. */
  at(offset: number): number {
    const place = this.start + offset;
    return place < this.end ? this.bytes[place]! : -1;
  }

  startsWith(text: string): boolean {
    if (this.length < text.length) return false;
    for (let i = 0; i < text.length; i++) if (this.bytes[this.start + i] !== text.charCodeAt(i)) return false;
    return true;
  }

  /** Place of the first occurrence of an ASCII text in the line at or after `from`, or -1. */
  find(text: string, from = this.start): number {
    const first = text.charCodeAt(0);
    for (let at = this.bytes.indexOf(first, from); at >= 0 && at + text.length <= this.end; ) {
      let i = 1;
      while (i < text.length && this.bytes[at + i] === text.charCodeAt(i)) i++;
      if (i === text.length) return at;
      at = this.bytes.indexOf(first, at + 1);
    }
    return -1;
  }

  /** Place of the last occurrence of a byte in the line, or -1. */
  findLast(byte: number): number {
    let at = this.end - 1;
    while (at >= this.start && this.bytes[at] !== byte) at--;
    return at >= this.start ? at : -1;
  }
}

const twoTo32 = 0x1_0000_0000;
/** From this high half on, a 64-bit number no longer fits a double exactly. */
const firstInexactHigh = 0x20_0000;

/** Wire types of protobuf (https://protobuf.dev/programming-guides/encoding/); groups are not used by profiles. */
export const wireVarint = 0;
export const wireFixed64 = 1;
export const wireBytes = 2;
export const wireFixed32 = 5;

/**
 * Reads protobuf's wire format between `at` and `limit`. Damage sets `broken` and moves `at` to `limit`, so that the
 * loops of the callers end by themselves; they look at `broken` afterwards.
 */
export class Wire {
  readonly bytes: Uint8Array;
  at: number;
  limit: number;
  broken = false;
  /** The halves of the last varint that did not fit four bytes. */
  #low = 0;
  #high = 0;
  /** Identifiers beyond 2^53 by their halves, numbered -1, -2 …: doubles would confuse them. */
  readonly #wideIds = new Map<string, number>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.at = 0;
    this.limit = bytes.length;
  }

  /** Field number and wire type in one: `field * 8 + type`. */
  tag(): number {
    const { at } = this;
    const first = at < this.limit ? this.bytes[at]! : 0x80;
    // Those of profiles take one byte: the compiler need not take in the rest wherever one is read.
    if (first >= 0x80) return this.uint64();
    this.at = at + 1;
    return first;
  }

  /** An unsigned varint, rounded to a double beyond 2^53. */
  uint64(): number {
    const { at, bytes } = this;
    if (at + 1 < this.limit) {
      // Most numbers take a byte or two: this much is inlined where it is called.
      const first = bytes[at]!;
      if (first < 0x80) {
        this.at = at + 1;
        return first;
      }
      const second = bytes[at + 1]!;
      if (second < 0x80) {
        this.at = at + 2;
        return (first & 0x7f) | (second << 7);
      }
    }
    return this.#longerUint64();
  }

  /** A signed varint: negative numbers take ten bytes, two's complement. Rounded to a double beyond 2^53. */
  int64(): number {
    const start = this.at;
    const value = this.uint64();
    if (this.at - start < 10) return value;
    return (this.#high | 0) * twoTo32 + this.#low;
  }

  /** A number that stands for one 64-bit identifier and no other. */
  identifier(): number {
    const start = this.at;
    const value = this.uint64();
    if (this.at - start < 8 || this.#high < firstInexactHigh) return value;
    return this.#wideId();
  }

  /** The next varint as its low half; `lastHigh` has the other. */
  halves(): number {
    const start = this.at;
    const value = this.uint64();
    if (this.at - start < 5) {
      this.#high = 0;
      return value;
    }
    return this.#low;
  }

  get lastHigh(): number {
    return this.#high;
  }

  /** Reads a length and returns the end of what it covers; the bytes start at `at`. */
  span(): number {
    const length = this.uint64();
    const end = this.at + length;
    if (end <= this.limit) return end;
    this.fail();
    return this.at;
  }

  skip(wireType: number): void {
    if (wireType === wireVarint) this.uint64();
    else if (wireType === wireBytes) this.at = this.span();
    else if (wireType === wireFixed64) this.#advance(8);
    else if (wireType === wireFixed32) this.#advance(4);
    else this.fail();
  }

  fail(): number {
    this.broken = true;
    this.at = this.limit;
    this.#low = 0;
    this.#high = 0;
    return 0;
  }

  #advance(count: number): void {
    if (this.at + count > this.limit) this.fail();
    else this.at += count;
  }

  #longerUint64(): number {
    const { bytes } = this;
    let at = this.at;
    let value = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      if (at >= this.limit) return this.fail();
      const byte = bytes[at++]!;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.at = at;
        return value;
      }
    }
    this.#longVarint();
    return this.#high * twoTo32 + this.#low;
  }

  #longVarint(): void {
    const { bytes, limit } = this;
    let at = this.at;
    let low = 0;
    let high = 0;
    for (let i = 0; i < 10; i++) {
      if (at >= limit) break;
      const byte = bytes[at++]!;
      const bits = byte & 0x7f;
      if (i < 5) low |= bits << (7 * i);
      if (i === 4) high = bits >>> 4;
      else if (i > 4) high |= bits << (7 * i - 32);
      if (byte < 0x80) {
        this.at = at;
        this.#low = low >>> 0;
        this.#high = high >>> 0;
        return;
      }
    }
    this.fail();
  }

  #wideId(): number {
    const key = `${this.#high}:${this.#low}`;
    const known = this.#wideIds.get(key);
    if (known !== undefined) return known;
    const surrogate = -1 - this.#wideIds.size;
    this.#wideIds.set(key, surrogate);
    return surrogate;
  }
}

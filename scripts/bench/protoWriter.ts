/** Writes protobuf into one growing array; a message's length is patched in when it ends. */
export class ProtoWriter {
  #bytes = new Uint8Array(1 << 20);
  #length = 0;

  /** Takes bigints for numbers beyond 2^53 and for negative ones, which are written in two's complement. */
  varintField(field: number, value: number | bigint): void {
    this.#reserve(20);
    this.#varint(field * 8);
    this.#anyVarint(value);
  }

  bytesField(field: number, value: Uint8Array): void {
    this.#reserve(20 + value.length);
    this.#varint(field * 8 + 2);
    this.#varint(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  packed(field: number, values: ArrayLike<number | bigint>): void {
    this.message(field, () => {
      this.#reserve(values.length * 10);
      for (let i = 0; i < values.length; i++) this.#anyVarint(values[i]!);
    });
  }

  message(field: number, body: () => void): void {
    this.#reserve(20);
    this.#varint(field * 8 + 2);
    const start = this.#length;
    body();
    const size = this.#length - start;
    const prefix = size < 0x80 ? 1 : size < 0x4000 ? 2 : 3;
    this.#reserve(prefix);
    this.#bytes.copyWithin(start + prefix, start, this.#length);
    this.#length = start;
    this.#varint(size);
    this.#length += size;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #anyVarint(value: number | bigint): void {
    if (typeof value === 'number' && value >= 0) {
      this.#varint(value);
      return;
    }
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest >= 0x80n) {
      this.#bytes[this.#length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.#bytes[this.#length++] = Number(rest);
  }

  #varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}

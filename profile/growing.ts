/** A Uint32Array that grows by doubling. */
export class GrowingUint32 {
  array: Uint32Array;
  count = 0;

  constructor(capacity = 1024) {
    this.array = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.count === this.array.length) this.reserve(1);
    this.array[this.count++] = value;
  }

  /** Makes room for `more` entries, to be written straight into `array`. */
  reserve(more: number): void {
    const needed = this.count + more;
    if (needed <= this.array.length) return;
    const grown = new Uint32Array(Math.max(needed, this.array.length * 2));
    grown.set(this.array.subarray(0, this.count));
    this.array = grown;
  }

  /** The entries in a buffer of their own. */
  finish(): Uint32Array {
    return this.array.slice(0, this.count);
  }
}

/** A Float64Array that grows by doubling. */
export class GrowingFloat64 {
  array: Float64Array;
  count = 0;

  constructor(capacity = 1024) {
    this.array = new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.count === this.array.length) this.#grow();
    this.array[this.count++] = value;
  }

  finish(): Float64Array {
    return this.array.slice(0, this.count);
  }

  #grow(): void {
    const grown = new Float64Array(this.array.length * 2);
    grown.set(this.array);
    this.array = grown;
  }
}

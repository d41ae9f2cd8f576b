import { none, type StackColumns } from '../profile.ts';
import type { DecodeContext } from './context.ts';
import { GrowingUint32 } from './growing.ts';
import type { IdTable } from './ids.ts';
import { wireBytes } from './wire.ts';

/** Collects the distinct stacks of a profile. */
export class StackReader {
  readonly #context: DecodeContext;
  readonly #ids: IdTable;
  readonly #starts = new GrowingUint32();
  readonly #locations: GrowingUint32;

  constructor(context: DecodeContext, ids: IdTable) {
    this.#context = context;
    this.#ids = ids;
    this.#locations = new GrowingUint32(1 << 16);
    this.#starts.push(0);
    this.#starts.push(0);
  }

  /** Number of stacks so far; the empty one, number 0, is always there. */
  get count(): number {
    return this.#starts.count - 1;
  }

  /** Reads one field `location_id`, packed or not, onto the current stack. */
  readField(tag: number): void {
    const { wire } = this.#context;
    if ((tag & 7) !== wireBytes) {
      this.#push(wire.identifier());
      return;
    }
    const end = wire.span();
    if (this.#ids.dense.length > 0) this.#readDense(end);
    else this.#readSparse(end);
  }

  /** Ends the current stack and returns its number. */
  close(): number {
    this.#starts.push(this.#locations.count);
    return this.count - 1;
  }

  finish(): StackColumns {
    return { count: this.count, starts: this.#starts.finish(), locations: this.#locations.finish() };
  }

  /** The hottest loop of all: identifiers of up to four bytes in a dense table. */
  #readDense(end: number): void {
    const { wire } = this.#context;
    const { bytes } = wire;
    const { dense } = this.#ids;
    this.#locations.reserve(end - wire.at);
    const out = this.#locations.array;
    let count = this.#locations.count;
    let at = wire.at;
    let missing = 0;
    while (at < end) {
      let id = bytes[at++]!;
      if (id >= 0x80) {
        id = (id & 0x7f) | (bytes[at++]! << 7);
        if (id >= 0x4000) {
          id = (id & 0x3fff) | (bytes[at++]! << 14);
          if (id >= 0x200000) {
            id = (id & 0x1fffff) | (bytes[at++]! << 21);
          }
        }
      }
      const location = id < dense.length ? dense[id]! : none;
      if (location === none) missing++;
      out[count++] = location;
    }
    if (missing > 0 || at !== end) {
      this.#readSparse(end);
      return;
    }
    this.#locations.count = count;
    wire.at = at;
  }

  #readSparse(end: number): void {
    const { wire } = this.#context;
    const outer = wire.limit;
    wire.limit = end;
    while (wire.at < end) this.#push(wire.identifier());
    wire.limit = outer;
  }

  #push(id: number): void {
    const location = this.#ids.find(id);
    if (location === none && !this.#context.wire.broken) {
      this.#context.report('bad-reference', `A sample refers to location ${id}, which is not in the profile.`);
    }
    this.#locations.push(location);
  }
}

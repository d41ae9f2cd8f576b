import { none } from '../profile.ts';

/**
 * From the identifiers of a table (any 64-bit number, in any order) to positions in it. Writers mostly count from 1,
 * hence the array; the map serves the others.
 */
export class IdTable {
  /** Position by identifier, if the identifiers are dense; else empty. */
  readonly dense: Uint32Array;
  readonly #sparse: Map<number, number> | undefined;
  readonly count: number;
  /** The identifiers are 1, 2, 3 …, in this order: the position is the identifier less one. */
  readonly consecutive: boolean;
  /** The first identifier that stands twice, if any. */
  readonly duplicate: number | undefined;

  /** `ids[i]` is the identifier of the entry at position i. */
  constructor(ids: Float64Array) {
    this.count = ids.length;
    this.consecutive = countsFromOne(ids);
    this.dense = new Uint32Array(denseSize(ids)).fill(none);
    this.#sparse = this.dense.length === 0 ? new Map() : undefined;
    for (let position = 0; position < ids.length; position++) {
      const id = ids[position]!;
      if (this.find(id) !== none) {
        this.duplicate = id;
        return;
      }
      if (this.#sparse) this.#sparse.set(id, position);
      else this.dense[id] = position;
    }
  }

  /** The position of `id`, or `none`. */
  find(id: number): number {
    if (this.#sparse) return this.#sparse.get(id) ?? none;
    return this.dense[id] ?? none;
  }
}

// Plain loops, here and below: iterators and callbacks cost the compiler more than these tables cost.
function countsFromOne(ids: Float64Array): boolean {
  for (let position = 0; position < ids.length; position++) if (ids[position] !== position + 1) return false;
  return true;
}

/** Size of a direct table, 0 if it would be mostly holes. */
function denseSize(ids: Float64Array): number {
  let largest = 0;
  for (let position = 0; position < ids.length; position++) {
    const id = ids[position]!;
    if (id < 0) return 0;
    if (id > largest) largest = id;
  }
  return largest <= 4 * ids.length + 1024 ? largest + 1 : 0;
}

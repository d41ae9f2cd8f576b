import { GrowingUint32 } from '../growing.ts';

/** Beyond this many steps a region is taken as new: crafted hash collisions must not make reading quadratic. */
const longestProbe = 64;
const free = 0xffff_ffff;
/** Stretches that are numbered together, at most. */
export const batchSize = 64;

/**
 * Numbers stretches of bytes by content: equal stretches get one number, 0 is the empty one. Stacks and label sets
 * repeat a lot (one stack stands once per object size, per label, per moment), and comparing their encoded bytes is
 * several times cheaper than decoding them again.
 */
export class RegionTable {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #starts: GrowingUint32;
  readonly #lengths: GrowingUint32;
  readonly #hashes: GrowingUint32;
  #slots: Uint32Array;
  readonly #batch = new Uint32Array(batchSize);
  /** Keeps the compiler from leaving a look out that nobody wants to know about. */
  touched = 0;

  /** `capacity` is how many regions are expected. */
  constructor(bytes: Uint8Array, capacity = 1024) {
    this.#hashes = new GrowingUint32(capacity);
    this.#slots = new Uint32Array(slotsFor(capacity)).fill(free);
    this.#bytes = bytes;
    this.#starts = new GrowingUint32(capacity);
    this.#lengths = new GrowingUint32(capacity);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#append(0, 0);
  }

  get count(): number {
    return this.#starts.count;
  }

  start(region: number): number {
    return this.#starts.array[region]!;
  }

  end(region: number): number {
    return this.#starts.array[region]! + this.#lengths.array[region]!;
  }

  /** The number of the stretch; equal to the former `count` if it is new. */
  number(start: number, end: number): number {
    return start === end ? 0 : this.#find(start, end - start, this.#hash(start, end));
  }

  /**
   * The numbers of the first `count` stretches, into `numbers` from `first` on. What each will be compared with is looked at
   * before: the processor fetches it for all of them at once then, and that is most of the time that one takes.
   */
  numberAll(starts: Uint32Array, ends: Uint32Array, count: number, numbers: Uint32Array, first: number): void {
    const hashes = this.#batch;
    for (let i = 0; i < count; i++) hashes[i] = this.#hash(starts[i]!, ends[i]!);
    this.touched = this.#touch(hashes, count);
    for (let i = 0; i < count; i++) {
      const start = starts[i]!;
      numbers[first + i] = ends[i] === start ? 0 : this.#find(start, ends[i]! - start, hashes[i]!);
    }
  }

  #touch(hashes: Uint32Array, count: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const found = slots[hashes[i]! & mask]!;
      if (found === free) continue;
      const start = this.#starts.array[found]!;
      sum += this.#hashes.array[found]! + this.#bytes[start]! + this.#bytes[start + this.#lengths.array[found]! - 1]!;
    }
    return sum;
  }

  #find(start: number, length: number, hash: number): number {
    let slot = hash & (this.#slots.length - 1);
    for (let step = 0; step < longestProbe; step++) {
      const found = this.#slots[slot]!;
      if (found === free) return this.#insert(slot, start, length, hash);
      if (this.#hashes.array[found] === hash && this.#equal(found, start, length)) return found;
      slot = (slot + 1) & (this.#slots.length - 1);
    }
    return this.#append(start, length);
  }

  /** Numbers a stretch by itself, whatever others hold. */
  numberApart(start: number, end: number): number {
    return this.#append(start, end - start);
  }

  #insert(slot: number, start: number, length: number, hash: number): number {
    const region = this.#append(start, length);
    this.#noteHash(region, hash);
    this.#slots[slot] = region;
    if (this.count * 2 > this.#slots.length) this.#grow();
    return region;
  }

  #append(start: number, length: number): number {
    this.#starts.push(start);
    this.#lengths.push(length);
    return this.#starts.count - 1;
  }

  /** Regions that are not in the slots have no hash. */
  #noteHash(region: number, hash: number): void {
    this.#hashes.reserve(region + 1 - this.#hashes.count);
    this.#hashes.array[region] = hash;
    this.#hashes.count = region + 1;
  }

  #grow(): void {
    const slots = new Uint32Array(this.#slots.length * 2).fill(free);
    const mask = slots.length - 1;
    for (let i = 0; i < this.#slots.length; i++) {
      const region = this.#slots[i]!;
      if (region === free) continue;
      let slot = this.#hashes.array[region]! & mask;
      let steps = 0;
      while (slots[slot] !== free && steps++ < longestProbe) slot = (slot + 1) & mask;
      if (slots[slot] === free) slots[slot] = region;
    }
    this.#slots = slots;
  }

  #hash(start: number, end: number): number {
    const view = this.#view;
    let hash = end - start;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      hash = Math.imul(hash ^ view.getInt32(at, true), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    for (; at < end; at++) {
      hash = Math.imul(hash ^ this.#bytes[at]!, 0x85ebca6b);
      hash ^= hash >>> 13;
    }
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #equal(region: number, start: number, length: number): boolean {
    if (this.#lengths.array[region] !== length) return false;
    const view = this.#view;
    let left = this.#starts.array[region]!;
    let right = start;
    const end = start + length;
    for (; right + 4 <= end; left += 4, right += 4) {
      if (view.getInt32(left, true) !== view.getInt32(right, true)) return false;
    }
    for (; right < end; left++, right++) {
      if (this.#bytes[left] !== this.#bytes[right]) return false;
    }
    return true;
  }
}

/** A power of two, at most half of which is taken. */
function slotsFor(regions: number): number {
  let slots = 4096;
  while (slots < regions * 2) slots *= 2;
  return slots;
}

import { type LocationIndices, none, type StackColumns } from '../profile.ts';
import type { DecodeContext } from './context.ts';
import type { IdTable } from './ids.ts';
import type { RegionTable } from './regions.ts';
import { wireBytes, wireVarint } from './wire.ts';

/** Field `location_id` of message Sample. */
const locationField = 1;

/** Decodes each distinct stack once; `regions` are stretches of bytes that hold the fields `location_id` of one. */
export function readStacks(context: DecodeContext, regions: RegionTable, ids: IdTable): StackColumns {
  const view = viewOf(context.wire.bytes);
  const starts = countLocations(context, regions, view);
  const reader = new StackReader(context, ids, view, starts[regions.count]!);
  for (let region = 0; region < regions.count && context.sound; region++) {
    context.wire.at = regions.start(region);
    context.wire.limit = regions.end(region);
    reader.read(starts[region + 1]!);
  }
  return { count: regions.count, starts, locations: reader.locations };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Where each stack starts. Counting first costs less than growing or trimming an array of millions. */
function countLocations(context: DecodeContext, regions: RegionTable, view: DataView): Uint32Array {
  const { wire } = context;
  const starts = new Uint32Array(regions.count + 1);
  for (let region = 0; region < regions.count; region++) {
    wire.at = regions.start(region);
    wire.limit = regions.end(region);
    let count = 0;
    while (wire.at < wire.limit) {
      const tag = wire.tag();
      const start = wire.at;
      wire.skip(tag & 7);
      if (tag === locationField * 8 + wireVarint) count++;
      // The length before the packed ones is a varint too.
      else if (tag === locationField * 8 + wireBytes) count += countVarints(view, start, wire.at) - 1;
    }
    starts[region + 1] = starts[region]! + count;
  }
  return starts;
}

/** Varints between two places: each ends with the one byte whose high bit is clear. */
function countVarints(view: DataView, start: number, end: number): number {
  let count = 0;
  let at = start;
  // Sixteen bytes at a time, their marks added up bytewise.
  for (; at + 16 <= end; at += 16) {
    const marks =
      ((~view.getInt32(at, true) >>> 7) & 0x01010101) +
      ((~view.getInt32(at + 4, true) >>> 7) & 0x01010101) +
      ((~view.getInt32(at + 8, true) >>> 7) & 0x01010101) +
      ((~view.getInt32(at + 12, true) >>> 7) & 0x01010101);
    count += Math.imul(marks, 0x01010101) >>> 24;
  }
  for (; at < end; at++) count += 1 - (view.getUint8(at) >>> 7);
  return count;
}

class StackReader {
  readonly locations: LocationIndices;
  readonly #context: DecodeContext;
  readonly #ids: IdTable;
  readonly #view: DataView;
  #count = 0;

  constructor(context: DecodeContext, ids: IdTable, view: DataView, count: number) {
    this.#context = context;
    this.#ids = ids;
    this.#view = view;
    this.locations = ids.count <= 0x10000 ? new Uint16Array(count) : new Uint32Array(count);
  }

  /** Reads the fields of the stack that ends, in `locations`, at `stackEnd`. */
  read(stackEnd: number): void {
    const { wire } = this.#context;
    const { limit } = wire;
    while (wire.at < limit) {
      const tag = wire.tag();
      if (tag === locationField * 8 + wireBytes) this.#readPacked(limit, stackEnd);
      else if (tag === locationField * 8 + wireVarint) this.#push(wire.identifier());
      else wire.skip(tag & 7);
    }
  }

  #readPacked(limit: number, stackEnd: number): void {
    const end = this.#context.wire.span();
    // From both ends if it is the only field, or the last.
    if (this.#ids.consecutive && end === limit) this.#readConsecutive(end, stackEnd);
    this.#readAny(end);
  }

  /**
   * The hottest loop: identifiers of up to three bytes that count from 1, four bytes looked at together and without a
   * branch on their length. One half is read from the front and one from the back, since where an identifier starts
   * depends on the one before, and two such chains take no longer than one. Does nothing where it meets anything else.
   */
  #readConsecutive(end: number, stackEnd: number): void {
    const { wire } = this.#context;
    const view = this.#view;
    const { locations } = this;
    const known = this.#ids.count;
    const start = wire.at;
    let front = start;
    let back = end - 4;
    let first = this.#count;
    let last = stackEnd - 1;
    if (back < start || end + 4 > view.byteLength) return;
    // What is left in the middle, less than what two words hold, is left to the careful reader.
    let wrong = 0;
    while (front + 4 <= back && first < last) {
      const forwards = view.getInt32(front, true);
      const backwards = view.getInt32(back, true);
      const ends = ~forwards & 0x808080;
      const firstEnd = ends & -ends;
      const bits = forwards & (firstEnd ^ (firstEnd - 1));
      const location = ((bits & 0x7f) | ((bits >>> 1) & 0x3f80) | ((bits >>> 2) & 0x1fc000)) - 1;
      const gaps = ~backwards & 0x808080;
      const length = Math.clz32(gaps) >>> 3;
      const tail = backwards >>> (32 - 8 * length);
      const other = ((tail & 0x7f) | ((tail >>> 1) & 0x3f80) | ((tail >>> 2) & 0x1fc000)) - 1;
      if (ends === 0 || gaps === 0 || location >>> 0 >= known || other >>> 0 >= known || backwards < 0) {
        wrong = 1;
        break;
      }
      front += (32 - Math.clz32(firstEnd)) >>> 3;
      back -= length;
      locations[first++] = location;
      locations[last--] = other;
    }
    if (wrong === 1) return;
    wire.at = front;
    this.#count = first;
    this.#readAny(back + 4);
    if (this.#count !== last + 1) {
      this.#context.wire.fail();
      return;
    }
    wire.at = end;
    this.#count = stackEnd;
  }

  #readAny(end: number): void {
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
    this.locations[this.#count++] = location;
  }
}

import { type ProfileProblem, problem } from '../problem.ts';
import type { Profile, ValueType } from '../profile.ts';
import { failure, type Result, success } from '../result.ts';
import { LegacyBuilder } from './legacyBuilder.ts';
import { beginsMemoryMap, readMemoryMap } from './memoryMap.ts';
import { SymbolLines } from './symbolLines.ts';
import { isComment, TextLines } from './textLines.ts';
import { ofAllocations } from './trimming.ts';

const counts = 'heap profile: *(\\d+): *(\\d+) *\\[ *(\\d+): *(\\d+) *\\] *@ *';
const heapHeader = new RegExp(`${counts}(heapz_v2|heap_v2|heapprofile|heap)(?![_a-z0-9])/?(\\d*)`);
const growthHeader = new RegExp(`${counts}(growthz?|fragmentationz?)`);
const sampleLine = /(-?\d+): *(-?\d+) *\[ *(\d+): *(\d+) *\] @([ x0-9a-f]*)/;

/** How the values of a line are to be understood. */
interface HeapHeader {
  /** Mean bytes between samples; 0 where every allocation is in the file. */
  readonly rate: number;
  readonly period: number;
  readonly hasAllocated: boolean;
}

/**
 * Heap profiles as text: Go's debug=1, tcmalloc's heap, growth and fragmentation. A line is
 * `inuse_objects: inuse_bytes [alloc_objects: alloc_bytes] @ 0xpc 0xpc …`. Undefined if the first line is of no such file.
 */
export function readHeapText(bytes: Uint8Array): Result<Profile, ProfileProblem> | undefined {
  const lines = new TextLines(bytes);
  lines.next();
  const header = parseHeader(lines.text);
  if (!header) return undefined;
  const builder = new LegacyBuilder();
  const symbols = new SymbolLines(builder);
  let pending: { readonly values: number[]; readonly bytes: number } | undefined;
  const finish = (): void => {
    if (pending) builder.add(symbols.finish(), pending.values, pending.bytes);
    pending = undefined;
  };
  let hasMap = false;
  while (lines.next()) {
    if (beginsMemoryMap(lines.text)) {
      hasMap = true;
      break;
    }
    if (isComment(lines.text)) {
      symbols.read(lines.text);
      continue;
    }
    finish();
    const sample = parseSample(lines.text, header);
    if (!sample) return failure(malformed(lines));
    symbols.begin(sample.addresses.map((address) => builder.locationOf(address, 'before')));
    pending = sample;
  }
  finish();
  if (lines.isBroken) return failure(malformed(lines));
  const types = header.hasAllocated ? allTypes : inUseTypes;
  const { period } = header;
  const map = hasMap ? readMemoryMap(lines) : [];
  return success(builder.finish({ sampleTypes: types, periodType: space, period, ...ofAllocations }, map));
}

const space: ValueType = { type: 'space', unit: 'bytes' };
const inUseTypes: readonly ValueType[] = [{ type: 'objects', unit: 'count' }, space];
/** What is in use comes last: it is what is shown first. */
const allTypes: readonly ValueType[] = [
  { type: 'alloc_objects', unit: 'count' },
  { type: 'alloc_space', unit: 'bytes' },
  { type: 'inuse_objects', unit: 'count' },
  { type: 'inuse_space', unit: 'bytes' },
];

function parseHeader(line: string): HeapHeader | undefined {
  const heap = heapHeader.exec(line);
  if (!heap) return growthHeader.test(line) ? { rate: 0, period: 1, hasAllocated: false } : undefined;
  const [, objects, size, allocated, allocatedSize, kind, text = ''] = heap;
  const differs = (of: string | undefined, from: string | undefined): boolean => of !== from && of !== '0';
  const hasAllocated = differs(allocated, objects) || differs(allocatedSize, size);
  // heapprofile is not sampled; Go, which writes "heap", gives twice the rate.
  if (kind === 'heapprofile') return { rate: 0, period: 1, hasAllocated };
  if (!isInt64(Number(text))) return undefined;
  const rate = kind === 'heap' ? Math.trunc(Number(text) / 2) : Number(text);
  return { rate, period: rate, hasAllocated };
}

interface HeapSample {
  readonly addresses: readonly string[];
  readonly values: number[];
  /** Mean size of an allocation. */
  readonly bytes: number;
}

function parseSample(line: string, header: HeapHeader): HeapSample | undefined {
  const match = sampleLine.exec(line);
  if (!match) return undefined;
  const [inUse, inUseSize, allocated, allocatedSize] = [match[1], match[2], match[3], match[4]].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  if (![inUse, inUseSize, allocated, allocatedSize].every(isInt64)) return undefined;
  const pairs: (readonly [number, number])[] = [[inUse, inUseSize]];
  if (header.hasAllocated) pairs.unshift([allocated, allocatedSize]);
  let bytes = 0;
  const values: number[] = [];
  for (const [count, size] of pairs) {
    if (count === 0 && size !== 0) return undefined;
    if (count !== 0) bytes = Math.trunc(size / count);
    values.push(...unsampled(count, size, header.rate));
  }
  const addresses = addressesIn(match[5] ?? '');
  return addresses && { addresses, values, bytes };
}

/** What the sampled allocations stand for: one of size S is met with the probability 1 − e^(−S/rate). */
function unsampled(count: number, size: number, rate: number): [number, number] {
  if (count === 0 || size === 0) return rate > 0 ? [0, 0] : [count, size];
  if (rate <= 1) return [count, size];
  const share = size / count / rate;
  // A share so small that it is lost beside 1 is its own probability.
  const scale = 1 / (1 - Math.exp(-share) || share);
  return [Math.trunc(count * scale), Math.trunc(size * scale)];
}

/** pprof refuses the numbers that its own int64 cannot hold. */
const isInt64 = (n: number): boolean => Math.abs(n) < 2 ** 63;

/** The hexadecimal numbers of a text; undefined if one has more than 64 bits. */
export function addressesIn(text: string): readonly string[] | undefined {
  const found = text.match(/0x[0-9a-f]+/g) ?? [];
  return found.every((address) => address.length <= 18 || BigInt(address) <= 0xffff_ffff_ffff_ffffn)
    ? found
    : undefined;
}

export function malformed({ number }: TextLines): ProfileProblem {
  return problem(
    'malformed',
    `The profile in text form cannot be read from line ${number} on. Record it again, without debug=1 if it comes from Go.`,
  );
}

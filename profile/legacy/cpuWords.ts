import { type ProfileProblem, problem } from '../problem.ts';
import type { Profile } from '../profile.ts';
import { failure, type Result, success } from '../result.ts';
import { LegacyBuilder } from './legacyBuilder.ts';
import { readMemoryMap } from './memoryMap.ts';
import { TextLines } from './textLines.ts';
import { withoutDoubledLeaf } from './threadText.ts';
import { ofOthers } from './trimming.ts';

/** How the words of a file are laid out. */
interface WordSize {
  readonly size: 4 | 8;
  readonly isLittle: boolean;
}

const layouts: readonly WordSize[] = [
  { size: 4, isLittle: true },
  { size: 4, isLittle: false },
  { size: 8, isLittle: true },
  { size: 8, isLittle: false },
];

interface Stack {
  readonly count: number;
  locations: number[];
}

/**
 * CPU profiles of gperftools: the words 0, 3, 0, the period in microseconds, 0; then `count, depth, address…` per stack
 * up to 0, 1, 0; then the memory map as text. Undefined if it is no such file, or one of Java.
 */
export function readCpuWords(bytes: Uint8Array): Result<Profile, ProfileProblem> | undefined {
  const words = layouts.map((layout) => new Words(bytes, layout)).find((each) => each.isHeader());
  if (!words) return undefined;
  const builder = new LegacyBuilder();
  const stacks: Stack[] = [];
  const period = words.number(3) * 1000;
  let at = 5;
  for (; at < words.count; ) {
    const count = words.number(at);
    const depth = words.number(at + 1);
    if (depth > words.count - at - 2) return failure(truncated);
    const first = at + 2;
    at = first + depth;
    if (count === 0 && depth === 1 && words.word(first) === 0n) break;
    const locations = Array.from({ length: depth }, (_, i) => {
      const address = words.word(first + i);
      // All but the leaf are return addresses, one behind the call.
      return builder.locationAt(i === 0 ? address : BigInt.asUintN(64, address - 1n));
    });
    stacks.push({ count, locations });
  }
  dropSignalFrames(stacks);
  for (const { count, locations } of stacks)
    builder.add(withoutDoubledLeaf(locations, builder), [count, count * period]);
  const map = readMemoryMap(new TextLines(bytes, at * words.size));
  const cpu = { type: 'cpu', unit: 'nanoseconds' };
  const sampleTypes = [{ type: 'samples', unit: 'count' }, cpu];
  return success(builder.finish({ sampleTypes, periodType: cpu, period, ...ofOthers }, map));
}

const truncated = problem(
  'truncated',
  'The CPU profile (of gperftools) ends in the middle of a stack. Record it again, or copy it again in binary mode.',
);

class Words {
  readonly size: 4 | 8;
  readonly count: number;
  readonly #view: DataView;
  readonly #isLittle: boolean;

  constructor(bytes: Uint8Array, { size, isLittle }: WordSize) {
    this.size = size;
    this.count = Math.floor(bytes.length / size);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#isLittle = isLittle;
  }

  isHeader(): boolean {
    if (this.count < 5) return false;
    const header = [0, 1, 2, 3, 4].map((at) => this.number(at));
    return header[0] === 0 && header[1] === 3 && header[2] === 0 && header[3]! > 0 && header[4] === 0;
  }

  word(at: number): bigint {
    const place = at * this.size;
    if (this.size === 4) return BigInt(this.#view.getUint32(place, this.#isLittle));
    return this.#view.getBigUint64(place, this.#isLittle);
  }

  number(at: number): number {
    return at < this.count ? Number(this.word(at)) : 0;
  }
}

/**
 * If almost all stacks have the same second frame, the signal handler has put it there: the leaf comes from the signal
 * and is right, the frame after it is of the measuring. pprof takes away at most two of them.
 */
function dropSignalFrames(stacks: readonly Stack[]): void {
  const needed = stacks.length - Math.floor(stacks.length / 32);
  for (let round = 0; round < 2; round++) {
    const counts = new Map<number, number>();
    for (const { locations } of stacks)
      if (locations.length > 1) counts.set(locations[1]!, (counts.get(locations[1]!) ?? 0) + 1);
    const common = [...counts].find(([, count]) => count >= needed)?.[0];
    if (common === undefined) return;
    for (const stack of stacks)
      if (stack.locations[1] === common) stack.locations = [stack.locations[0]!, ...stack.locations.slice(2)];
  }
}

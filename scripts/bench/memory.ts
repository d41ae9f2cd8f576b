import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decodeProfile } from '../../profile/decode.ts';
import { gzipSizeHint } from '../../profile/sniff.ts';

// node --expose-gc memory.ts FILE: what decoding takes at its peak, and what is kept of it, in bytes as JSON. A process of
// its own, because the peak of a process is never given back.

/** What reading a profile takes of a process, in bytes. */
export interface MemoryFigures {
  readonly raw: number;
  /** The most that the process held, less what it held before. */
  readonly peak: number;
  readonly kept: number;
  /** Of what was kept, what is still held when the profile is let go. */
  readonly left: number;
}

const collect = (): number => {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
/** On Linux from the process itself: what `maxRSS` says of a new one there is what its parent had. */
const most = (): number => {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;
};

function measure(file: string): MemoryFigures {
  const packed = readFileSync(file);
  const [before, mostBefore] = [collect(), most()];
  let raw: Uint8Array | undefined = gunzipSync(packed, { chunkSize: gzipSizeHint(packed) + 1 });
  const { length } = raw;
  let profile: ReturnType<typeof decodeProfile> | undefined = decodeProfile(raw);
  if (!profile.ok) throw new Error(profile.error.message);
  const peak = most() - mostBefore;
  raw = undefined;
  const kept = collect() - before;
  profile = undefined;
  return { raw: length, peak, kept, left: collect() - before };
}

console.log(JSON.stringify(measure(process.argv[2] ?? '')));

import { type ProfileProblem, problem } from './problem.ts';

/** How many bytes tell what a file is. */
const headLength = 4096;

const record = 'Open a file that runtime/pprof, net/http/pprof or go test -cpuprofile wrote.';

/** Beginnings of files that are mistaken for profiles, and what to do with each. */
const known: readonly { readonly start: RegExp | readonly string[]; readonly problem: ProfileProblem }[] = [
  {
    start: /^(goroutine profile: total \d|goroutineleak profile: total \d)/,
    problem: problem(
      'goroutine-text',
      'This is a goroutine profile in text form (debug=1): open it as a goroutine dump.',
    ),
  },
  {
    start: /^(?:.*\n){0,40}?goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[/,
    problem: problem('goroutine-text', 'This is a goroutine dump in text form: open it as a goroutine dump.'),
  },
  {
    start: /^--- (heapz|contentionz) \d+ ---/,
    problem: problem(
      'legacy-text',
      'This is a profile of the old Java agent, which is not read here. Convert it: go tool pprof -proto FILE > FILE.pb.gz',
    ),
  },
  {
    start: /^(heap profile: |--- (mutex|contention|threadz|Thread)|heapz?\s+profile)/,
    problem: problem(
      'legacy-text',
      'This is a profile in an old text form that is not read here. Fetch it without debug=1, or convert it with the program that wrote it: go tool pprof -proto PROGRAM FILE > FILE.pb.gz',
    ),
  },
  {
    start: /^go 1\.\d+ trace\0/,
    problem: problem('execution-trace', 'This is an execution trace, not a profile: open it with go tool trace.'),
  },
  {
    start: /^mode: (set|count|atomic)\n/,
    problem: problem('not-a-profile', `This is a coverage profile: open it with go tool cover. ${record}`),
  },
  {
    start: /^PERFILE2/,
    problem: problem('not-a-profile', 'This is Linux perf data: convert it with perf_to_profile first.'),
  },
  {
    start: ['FLR\0'],
    problem: problem(
      'not-a-profile',
      'This is a recording of Java Flight Recorder, not a pprof profile: open it with JDK Mission Control.',
    ),
  },
  {
    start: ['\x1f\x8b'],
    problem: problem('not-a-profile', 'This file is packed twice: unpack it once (gunzip), and open what comes out.'),
  },
  {
    start: /^\s*\{\s*"/,
    problem: problem(
      'not-a-profile',
      `This is JSON, not a pprof profile: the program that wrote it can open it (speedscope, a browser’s tools). ${record}`,
    ),
  },
  {
    start: ['PK\x03\x04'],
    problem: problem('not-a-profile', 'This is a zip archive: unpack it and open the profile inside.'),
  },
  {
    start: ['\x28\xb5\x2f\xfd'],
    problem: problem('not-a-profile', 'This file is packed with zstd: unpack it first (zstd -d).'),
  },
  {
    start: ['\x7fELF', 'MZ', '\xcf\xfa\xed\xfe', '\xce\xfa\xed\xfe'],
    problem: problem('not-a-profile', `This is a program, not a profile. ${record}`),
  },
  {
    start: /^\s*<(!doctype|html|\?xml)/i,
    problem: problem(
      'not-a-profile',
      'This is a web page, not a profile: the server answered with a page. Check the address (…/debug/pprof/heap) and whether it wants a login.',
    ),
  },
  {
    start: /^(404 page not found|Could not enable|profile duration exceeds|Unknown profile)/,
    problem: problem(
      'not-a-profile',
      'This is an error message of the server, not a profile: open it as text to read it.',
    ),
  },
  {
    // The header of gperftools, the words 0, 3, and 1 for Java, of four or eight bytes.
    start: ['\0\0\0\0\x03\0\0\0\x01\0\0\0', '\0\0\0\0\0\0\0\0\x03\0\0\0\0\0\0\0\x01\0'],
    problem: problem(
      'legacy-text',
      'This is a CPU profile of the old Java agent, which is not read here. Convert it: go tool pprof -proto FILE > FILE.pb.gz',
    ),
  },
];

/** What the bytes are, if they are one of the things that are often taken for a profile. */
export function recogniseForeign(bytes: Uint8Array): ProfileProblem | undefined {
  const head = latin1(bytes.subarray(0, headLength));
  return known.find(({ start }) =>
    start instanceof RegExp ? start.test(head) : start.some((magic) => head.startsWith(magic)),
  )?.problem;
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The unpacked size by the gzip trailer, modulo 2^32: right for honest files of one member. */
export function gzipSizeHint(bytes: Uint8Array): number {
  if (bytes.length < 18) return 0;
  const at = bytes.length - 4;
  const size = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
  return Math.min(size, bytes.length * bestDeflateRatio);
}

/** Deflate packs at best 1032 to 1 (https://www.zlib.net/zlib_tech.html): a trailer that says more lies. */
const bestDeflateRatio = 1032;

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

import type { ProfileDescription } from '../support/writeProfile.ts';

const wide = 2n ** 63n + 12345n;

/** Everything that profiles may hold and Go's own never do. */
const odd: ProfileDescription = {
  sampleTypes: [
    ['allocations', 'count'],
    ['allocated', 'kilobytes'],
    ['delay', 'ms'],
  ],
  defaultSampleType: 'allocated',
  dropFrames: 'malloc|profiler\\..*|inner',
  keepFrames: 'profiler\\.Keep',
  period: ['space', 'bytes', 524288],
  timeNanos: 1_700_000_000_123_456_789n,
  durationNanos: 2_500_000_000,
  comments: ['made by hand', '# not shown'],
  mappings: [
    { id: 7, start: 0x400000, limit: 0x500000, file: '/usr/bin/odd program', buildId: 'abc123' },
    { id: wide, start: 2n ** 63n, limit: 2n ** 63n + 0x10000n, file: '/lib/libc.so.6' },
    { id: 9, start: 0x600000, limit: 0x700000 },
  ],
  functions: [
    { id: 1, name: 'main', file: '/src/main.cc', startLine: 10 },
    { id: 2, name: 'malloc', file: '/src/malloc.c', startLine: 100 },
    { id: wide, name: 'work::(anonymous namespace)::run(int)', file: '/src/./a/../work.cc', startLine: 5 },
    { id: wide + 1n, name: 'operator()', file: '/proc/self/cwd/./src/lambda.cc', startLine: 7 },
    { id: 5, name: 'same', file: '/src/one.cc', startLine: 1 },
    { id: 6, name: 'same', file: '/src/two.cc', startLine: 2 },
    { id: 70, name: '', file: '/src/nameless.cc', startLine: 3 },
    { id: 71, name: '', file: '', startLine: 0 },
    { id: 8, name: 'profiler.Start', file: '/src/profiler.cc' },
    { id: 90, name: 'profiler.Keep', file: '/src/profiler.cc' },
    { id: 91, name: 'inner(int, char)', file: '/src/main.cc', startLine: 40 },
    { id: 92, name: 'héllo🙂.Wörld', file: '/src/unicode.cc', startLine: 4 },
    { id: 93, name: 'héllo\u{fffd}.Wörld', file: '/src/unicode.cc', startLine: 5 },
  ],
  locations: [
    { id: 1, mapping: 7, address: 0x400010, lines: [[1, 12]] },
    { id: 2, mapping: 7, address: 0x400020, lines: [[2, 101]] },
    { id: wide, mapping: wide, address: 2n ** 63n + 16n, lines: [[wide, 6, 3]] },
    {
      id: 4,
      mapping: 7,
      address: 0x400040,
      lines: [
        [wide + 1n, 8],
        [wide, 9],
        [1, 13],
      ],
    },
    { id: 5, mapping: 7, address: 0x400050, lines: [[5, 1]] },
    { id: 6, mapping: 7, address: 0x400060, lines: [[6, 2]] },
    { id: 7, mapping: 7, address: 0x400070 },
    { id: 8, mapping: wide, address: 2n ** 63n + 32n },
    { id: 9, mapping: 9, address: 0x600010 },
    { id: 10, address: 0x10 },
    { id: 11, mapping: 7, address: 0x4000b0, lines: [[70, 4]] },
    { id: 12, mapping: 7, address: 0x4000c0, lines: [[71, 0]] },
    { id: 13, mapping: 7, address: 0x4000d0, lines: [[8, 1]] },
    { id: 14, mapping: 7, address: 0x4000e0, lines: [[90, 1]] },
    {
      id: 15,
      mapping: 7,
      address: 0x4000f0,
      lines: [
        [91, 41],
        [5, 9],
      ],
    },
    { id: 16, mapping: 7, address: 0x4000f8, lines: [[92, 4]], folded: true },
    { id: 17, mapping: 7, address: 0x4000f9, lines: [[93, 5]] },
    {
      id: 18,
      mapping: 404,
      address: 0x4000fa,
      lines: [
        [1, 12],
        [1, 12],
      ],
    },
  ],
  samples: [
    { stack: [2, wide, 1], values: [1, 4, 1] },
    { stack: [4, 1], values: [2, 1024, 3] },
    {
      stack: [5, 6, 5, 1],
      values: [3, 8, 0],
      labels: [
        ['kind', 'list'],
        ['kind', 'tree'],
      ],
    },
    {
      stack: [7, 8, 1],
      values: [4, 16, 5],
      labels: [
        ['size', 4096, 'bytes'],
        ['size', 2n, 'megabytes'],
      ],
    },
    {
      stack: [9, 10, 1],
      values: [5, 1, 2],
      labels: [
        ['request', 100],
        ['kind', 'map'],
      ],
    },
    { stack: [11, 12, 1], values: [6, 2, 2], labels: [['size', 64]] },
    { stack: [5, 13, 1], values: [7, 3, 1] },
    { stack: [5, 14, 1], values: [8, 5, 1] },
    { stack: [13, 13], values: [9, 7, 1] },
    { stack: [2], values: [1, 1, 1] },
    { stack: [5, 15, 1], values: [10, 11, 12], encoding: 'unpacked' },
    { stack: [16, 17, 1], values: [11, 13, 100000], encoding: 'scattered' },
    { stack: [], values: [12, 17, 1], labels: [['kind', 'none']] },
    { stack: [18, 18, 18], values: [-3, -1024, 0], labels: [['negative', -1]] },
    { stack: [1], values: [0, 0, 0] },
    {
      stack: [6, 5, 1],
      values: [2n ** 40n, 3, -7],
      labels: [
        ['kind', ''],
        ['latency', 1500, 'milliseconds'],
      ],
    },
  ],
};

/** No mappings, string table first, unknown unit; microseconds and kilobytes where the other has ms and bytes. */
const bare: ProfileDescription = {
  stringsFirst: true,
  period: ['space', 'kilobytes', 512],
  sampleTypes: [
    ['delay', 'microseconds'],
    ['widgets', 'widget'],
  ],
  functions: [
    { id: 1, name: 'main.main', file: 'main.go', startLine: 3 },
    { id: 2, name: 'main.work', file: 'main.go', startLine: 9 },
  ],
  locations: [
    { id: 1, address: 1, lines: [[1, 4]] },
    { id: 2, address: 2, lines: [[2, 10]] },
    { id: 3, address: 3 },
  ],
  samples: [
    { stack: [2, 1], values: [1500, 3], labels: [['kind', 'map']] },
    { stack: [3, 2, 1], values: [7, 5] },
    { stack: [2, 2, 1], values: [-20, 0] },
  ],
};

/** Sample types but no samples: nothing was recorded. */
const nothing: ProfileDescription = { sampleTypes: [['goroutine', 'count']] };

/** Profiles by file name, for `make.mjs` to write. */
export const synthetic: Readonly<Record<string, ProfileDescription>> = {
  'odd.pb': odd,
  'bare.pb': bare,
  'nothing.pb': nothing,
};

/**
 * Files of the forms before profile.proto, as their writers make them: what each says, and what it counts. Written by
 * hand after the descriptions in google/pprof's doc and in gperftools' documentation.
 */
export interface LegacyFile {
  readonly bytes: Uint8Array;
  readonly types: readonly { readonly type: string; readonly unit: string }[];
}

const objects = { type: 'objects', unit: 'count' };
const space = { type: 'space', unit: 'bytes' };
const allocated = [
  { type: 'alloc_objects', unit: 'count' },
  { type: 'alloc_space', unit: 'bytes' },
  { type: 'inuse_objects', unit: 'count' },
  { type: 'inuse_space', unit: 'bytes' },
];
const contention = [
  { type: 'contentions', unit: 'count' },
  { type: 'delay', unit: 'nanoseconds' },
];
const cpu = [
  { type: 'samples', unit: 'count' },
  { type: 'cpu', unit: 'nanoseconds' },
];

const heapSampled = `heap profile:   1247:  3145800 [  9000: 41943040] @ heap_v2/524288
  1200:  1228800 [  8000: 32768000] @ 0x401010 0x401120 0x401230 0x7f0000001040
     7:  1835008 [     7:  1835008] @ 0x401018 0x401120 0x401230

     0:        0 [     3:      192] @ 0x401444 0x401230
    40:    81992 [   990:  7339840] @ 0x7f0000001a00 0x401230

MAPPED_LIBRARIES:
00400000-00500000 r-xp 00000000 fd:01 101 /opt/shop/bin/orders
00500000-00600000 rw-p 00100000 fd:01 101 /opt/shop/bin/orders
7f0000001000-7f0000003000 r-xp 00001000 fd:01 77 /usr/lib/libstdc++.so.6
7f0000003000-7f0000004000 r-xp 00003000 fd:01 77 /usr/lib/libstdc++.so.6
`;

const heapWhole = `heap profile:     5:      400 [     5:      400] @ heapprofile
     3:      300 [     3:      300] @ 0x11 0x22
    -1:     -100 [     0:        0] @ 0x11
     2:      200 [     2:      200] @ 0x33 0x22
--- Memory map: ---
build=/opt/shop
  00000000-00000030: $build/one
  00000030-00000040: $build/two (@1000) abcdef
`;

const heapOfGo = `heap profile: 3: 2112 [40: 81984] @ heap/1048576
1: 2048 [32: 65536] @ 0x46a1b5 0x4983e2 0x4984ff 0x46d821
#	0x4983e1	main.(*cache).grow+0x41	/src/shop/cache.go:31
#	0x4984fe	main.main+0x1e		/src/shop/main.go:12

2: 64 [8: 16448] @ 0x4983e2 0x4984ff 0x46d821
#	0x4983e1	main.(*cache).grow+0x41	/src/shop/cache.go:31
#	0x4984fe	main.main+0x1e		/src/shop/main.go:12


# runtime.MemStats
# Alloc = 201304
# Stack = 393216 / 393216
`;

const growth = `heap profile:     5:  5242880 [     5:  5242880] @ growthz
     2:  2097152 [     2:  2097152] @ 0x00401111 0x00401222
     3:  3145728 [     3:  3145728] @ 0x00401333
--- Memory map: ---
  00400000-00402000: /opt/shop/bin/orders
`;

const contentionOfCpp = `--- contentionz 1 ---
cycles/second = 2000000000
sampling period = 100
ms since reset = 60000
discarded samples = 3
  4000 12 @ 0x401010 0x401120
   800  1 @ 0x401444 0x401120
--- Memory map: ---
I0101 00:00:00 1 maps.cc:12] 00400000-00402000 r-xp 00000000 00:00 0 /opt/shop/bin/orders
`;

const threads = `--- threadz 1 ---

--- Thread 7f3a00001700 (name: main/101) stack: ---
  PC: @   0x401010 wait_for_work()
    @   0x401121 loop()
    @   0x401231 main
--- Thread 7f3a00002700 (name: worker/102) stack: ---
    0x401010 0x401121
    0x401300
--- Thread 7f3a00003700 (name: worker/103) stack: ---
    (same as previous thread)
--- Memory map: ---
  00400000-00402000: /opt/shop/bin/orders
`;

const threadCreate = `threadcreate profile: total 7
5 @ 0x43a1c0 0x43a2f1 0x46d821
#	0x43a1bf	runtime.newm+0x1f	/go/src/runtime/proc.go:2500

2 @ 0x43a1c0 0x46d821
`;

/** Stacks as gperftools writes them: the second frame of all is of the signal. */
function cpuWords(size: 4 | 8, isLittle: boolean): Uint8Array {
  const signal = 0x7700;
  const stacks = [
    [4, 0x1010, signal, 0x2021, 0x3031],
    [2, 0x1018, signal, 0x2021, 0x3031],
    [1, 0x1444, signal, 0x1444, 0x3031],
  ].map(([count = 0, ...addresses]) => [count, addresses.length, ...addresses]);
  const words = [0, 3, 0, 10_000, 0, ...stacks.flat(), 0, 1, 0];
  const map = new TextEncoder().encode('00001000-00004000 r-xp 00000000 fd:01 101 /opt/shop/bin/orders\n');
  const bytes = new Uint8Array(words.length * size + map.length);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => {
    if (size === 4) view.setUint32(i * 4, word, isLittle);
    else view.setBigUint64(i * 8, BigInt(word), isLittle);
  });
  bytes.set(map, words.length * size);
  return bytes;
}

const text = (content: string, types: LegacyFile['types']): LegacyFile => ({
  bytes: new TextEncoder().encode(content),
  types,
});

export const legacy: Readonly<Record<string, LegacyFile>> = {
  'old-heap.txt': text(heapSampled, allocated),
  'old-heap-whole.txt': text(heapWhole, [objects, space]),
  'old-heap-go.txt': text(heapOfGo, allocated),
  'old-growth.txt': text(growth, [objects, space]),
  'old-contention.txt': text(contentionOfCpp, contention),
  'old-threads.txt': text(threads, [{ type: 'thread', unit: 'count' }]),
  'old-threadcreate.txt': text(threadCreate, [{ type: 'threadcreate', unit: 'count' }]),
  'old-cpu-64.prof': { bytes: cpuWords(8, true), types: cpu },
  'old-cpu-32.prof': { bytes: cpuWords(4, false), types: cpu },
};

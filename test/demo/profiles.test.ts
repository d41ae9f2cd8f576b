import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { demoFiles, linesWith, readDemo, readDemoBytes, readExpected } from './demoFiles.ts';

const sets = ['before', 'after', 'repaired'];
const names = [
  'allocs.pprof',
  'block.pprof',
  'cpu.pprof',
  'goroutine.debug1.txt',
  'goroutine.debug2.txt',
  'goroutine.pprof',
  'heap.pprof',
  'mutex.pprof',
];
const largestTotal = 1_500_000;

test('each set is whole, and all are small', () => {
  expect(demoFiles('profiles/', '')).toEqual(
    sets.sort().flatMap((set) => names.map((name) => `profiles/${set}/${name}`)),
  );
  const sizes = demoFiles('profiles/', '').map((name) => readDemoBytes(name).length);
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(largestTotal);
});

test('no profile names a folder of the machine that recorded it', () => {
  const folder = /(^|[^\w./])((\/[\w.+-]+){2,}\/?|[A-Za-z]:\\)/;
  for (const name of demoFiles('profiles/', '.txt')) expect(readDemo(name), name).not.toMatch(folder);
  for (const name of demoFiles('profiles/', '.pprof')) {
    const strings = stringTable(gunzipSync(readDemoBytes(name)));
    expect(strings.length, name).toBeGreaterThan(1);
    expect(
      strings.filter((text) => folder.test(text)),
      name,
    ).toEqual([]);
  }
});

test('the lines of the dumps are lines of the demo', () => {
  const places = new Set(
    demoFiles('profiles/', '.txt').flatMap(
      (name) => readDemo(name).match(/example\.com\/orders\/[\w/]+\.go:\d+/g) ?? [],
    ),
  );
  expect(places.size).toBeGreaterThan(40);
  for (const place of places) {
    const [, file, line] = /^example\.com\/orders\/(.*):(\d+)$/.exec(place)!;
    expect(readDemo(file!).split('\n')[Number(line) - 1]?.trim(), place).toBeTruthy();
  }
});

test('after the load, goroutines are parked at the leaks; in the repaired service none are', () => {
  const stuck = dump('after');
  for (const { file, anchor, frame, state, atLeast } of readExpected().parked) {
    const place = `example.com/orders/${file}:${linesWith(file, anchor)[0]} `;
    const here = stuck.filter((text) => text.includes(`\n${frame}(`) && text.includes(`\t${place}`));
    expect(here.length, `${file}: ${anchor}`).toBeGreaterThanOrEqual(atLeast);
    expect(new Set(here.map(stateOf)), `${file}: ${anchor}`).toEqual(new Set([state]));
  }
  for (const set of ['before', 'repaired']) {
    expect(dump(set).filter((text) => /example\.com\/orders\/(leaky|repaired)/.test(text))).toEqual([]);
  }
});

/** One text per goroutine. */
function dump(set: string): string[] {
  return readDemo(`profiles/${set}/goroutine.debug2.txt`).trim().split('\n\n');
}

function stateOf(goroutine: string): string | undefined {
  return /^goroutine \d+ \[([^,\]]+)/.exec(goroutine)?.[1];
}

/** Field 6 of profile.proto, read without the product's own reader. */
function stringTable(bytes: Uint8Array): string[] {
  const strings: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [tag, afterTag] = varint(bytes, at);
    const [value, afterValue] = varint(bytes, afterTag);
    at = (tag & 7) === 2 ? afterValue + value : afterValue;
    if (tag === ((6 << 3) | 2)) strings.push(new TextDecoder().decode(bytes.subarray(afterValue, at)));
  }
  return strings;
}

function varint(bytes: Uint8Array, at: number): [value: number, next: number] {
  let value = 0;
  for (let scale = 1; ; scale *= 128) {
    const byte = bytes[at++]!;
    value += (byte & 0x7f) * scale;
    if (byte < 0x80) return [value, at];
  }
}

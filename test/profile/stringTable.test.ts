import { describe, expect, it } from 'vitest';
import { StringTable } from '../../profile/stringTable.ts';

/** The strings of a table one by one, as they read when each is decoded by itself. */
function bothWays(strings: readonly Uint8Array[]): { read: string[]; alone: string[] } {
  const offsets = new Uint32Array(strings.length + 1);
  for (const [i, string] of strings.entries()) offsets[i + 1] = offsets[i]! + string.length;
  const bytes = new Uint8Array(offsets[strings.length]!);
  for (const [i, string] of strings.entries()) bytes.set(string, offsets[i]);
  const table = new StringTable({ count: strings.length, bytes, offsets });
  return {
    read: strings.map((_, i) => table.at(i)),
    alone: strings.map((string) => new TextDecoder().decode(string)),
  };
}

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('StringTable', () => {
  it.each([
    ['ASCII', ['', 'main.main', 'net/http.(*conn).serve'].map(bytesOf)],
    ['letters of several bytes', ['main.grüße', 'a', '日本', '😀', 'b'].map(bytesOf)],
    ['bytes that are no text', [Uint8Array.of(0xff, 0x41), bytesOf('after'), Uint8Array.of(0x80, 0xfe)]],
    ['a letter cut in two by the end of a string', [bytesOf('é').slice(0, 1), bytesOf('é').slice(1), bytesOf('x')]],
    ['a mark of byte order', [Uint8Array.of(0xef, 0xbb, 0xbf, 0x41), bytesOf('b')]],
    ['hundreds of strings', Array.from({ length: 300 }, (_, i) => bytesOf(i % 70 === 0 ? `ä${i}` : `name${i}`))],
  ])('reads %s as if each string stood alone', (_, strings) => {
    const { read, alone } = bothWays(strings);
    expect(read).toEqual(alone);
  });

  it('reads any bytes as if each string stood alone', () => {
    let state = 1;
    const random = (below: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % below;
    };
    for (let round = 0; round < 300; round++) {
      const strings = Array.from({ length: 1 + random(80) }, () =>
        Uint8Array.from({ length: random(6) }, () => (random(4) === 0 ? random(256) : random(128))),
      );
      const { read, alone } = bothWays(strings);
      expect(read).toEqual(alone);
    }
  });
});

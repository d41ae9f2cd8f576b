import { describe, expect, it } from 'vitest';
import { isSameData } from '../../server/engine/sameData.ts';
import { commonEnd, commonStart } from '../../server/engine/syntax/sameText.ts';
import { randomFrom } from './random.ts';

describe('what two texts have in common', () => {
  it('is what letter by letter comparison says, also in texts of many stretches', () => {
    const random = randomFrom(7);
    const long = Array.from({ length: 9000 }, (_, i) => String.fromCharCode(97 + (i % 23))).join('');
    for (let n = 0; n < 200; n++) {
      const [at, cut] = [Math.floor(random() * long.length), Math.floor(random() * 5)];
      const other = long.slice(0, at) + 'xyz'.slice(0, Math.floor(random() * 4)) + long.slice(at + cut);
      let start = 0;
      while (start < Math.min(long.length, other.length) && long[start] === other[start]) start++;
      let end = 0;
      while (
        end < Math.min(long.length, other.length) - start &&
        long[long.length - 1 - end] === other[other.length - 1 - end]
      )
        end++;
      expect([commonStart(long, other), commonEnd(long, other, start)], `${at} ${cut}`).toEqual([start, end]);
    }
  });
});

describe('plain data', () => {
  const finding = { at: { file: 'a.go', start: 1 }, steps: [{ message: 'x' }], fixes: [] };
  it.each<[string, unknown, unknown, boolean]>([
    ['is equal to a copy', finding, structuredClone(finding), true],
    ['is not equal where a number differs', finding, { ...finding, at: { file: 'a.go', start: 2 } }, false],
    ['is not equal where a step is missing', finding, { ...finding, steps: [] }, false],
    ['is not equal where a key is missing', finding, { at: finding.at, steps: finding.steps }, false],
    ['is not equal where a key is added', { at: 1 }, { at: 1, lower: true }, false],
    ['is equal where what is added is undefined', { at: 1 }, { at: 1, lower: undefined }, true],
    ['tells a list from an object', [], {}, false],
    ['tells null from an object', null, {}, false],
  ])('%s', (_, a, b, same) => {
    expect(isSameData(a, b)).toBe(same);
    expect(isSameData(b, a)).toBe(same);
  });
});

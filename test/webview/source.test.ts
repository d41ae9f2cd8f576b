import { describe, expect, it } from 'vitest';
import { textPart } from '../../client/profiles/source/textPart.ts';
import { honestNote, hottest, sourceLines } from '../../webview/source/sourceRows.ts';

const text = ['package p', '', '// F does.', 'func F() {', '\tg()', '\th()', '}', '', 'func G() {', '}', ''].join('\n');
const wanted = { function: 'example.com/p.F', startLine: 4, first: 5, last: 6 };
const read = (part: ReturnType<typeof textPart>, isNewer = false) => ({
  state: 'read' as const,
  path: 'p.go',
  ...part,
  isNewer,
});

describe('the part of a file that a function is', () => {
  it('is the function as it stands', () => {
    expect(textPart(text, wanted)).toEqual({
      lines: ['func F() {', '\tg()', '\th()', '}'],
      firstLine: 4,
      shift: 0,
      agreement: 'same',
    });
  });

  it('moves with the function', () => {
    expect(textPart(`\n\n${text}`, wanted)).toMatchObject({ firstLine: 6, shift: 2, agreement: 'moved' });
  });

  it('is what lies around the lines where the function is gone, however short the file is', () => {
    expect(textPart(text, { ...wanted, function: 'example.com/p.Gone' })).toMatchObject({
      firstLine: 1,
      agreement: 'different',
    });
    expect(textPart('package p\n', { ...wanted, function: 'p.Gone', first: 9000, last: 9001 }).agreement).toBe(
      'different',
    );
  });

  it('of other languages is what the profile names', () => {
    expect(textPart('int main() {\n}\n', { function: 'main', startLine: 0, first: 1, last: 1 })).toMatchObject({
      firstLine: 1,
      agreement: 'unknown',
    });
  });
});

describe('lines with costs', () => {
  const costs = [
    { line: 5, flat: 1, cum: 7 },
    { line: 6, flat: 0, cum: 2 },
  ];

  it('stand beside the text, also where it has moved', () => {
    for (const part of [textPart(text, wanted), textPart(`\n\n${text}`, wanted)]) {
      const { rows, lost } = sourceLines(read(part), costs, undefined);
      expect(rows.map(({ text: t, cum }) => [t.trim(), cum])).toEqual([
        ['func F() {', undefined],
        ['g()', 7],
        ['h()', 2],
        ['}', undefined],
      ]);
      expect(lost.lines).toBe(0);
      expect(hottest(rows)).toBe(1);
    }
  });

  it('that are not in the text any more are counted', () => {
    const { lost } = sourceLines(read(textPart(text, wanted)), [...costs, { line: 9, flat: 3, cum: 3 }], undefined);
    expect(lost).toEqual({ lines: 1, flat: 3 });
  });

  it('tell their change in a comparison, also where all of it is gone', () => {
    const { rows } = sourceLines(read(textPart(text, wanted)), costs.slice(0, 1), [{ line: 6, flat: 4, cum: 4 }]);
    expect(rows.map(({ change }) => change)).toEqual([undefined, 7, -4, undefined]);
  });
});

describe('the note', () => {
  it('is silent where nothing changed, and says what did', () => {
    const same = textPart(text, wanted);
    expect(honestNote(read(same))).toBeUndefined();
    expect(honestNote(read(same, true))).toMatch(/changed after the profile/);
    expect(honestNote(read(textPart(`\n${text}`, wanted)))).toMatch(/1 line further down/);
    expect(honestNote(read(textPart(text, { ...wanted, function: 'p.Gone' })))).toMatch(/not what was profiled/);
  });
});

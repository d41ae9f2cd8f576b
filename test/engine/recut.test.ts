import { describe, expect, it } from 'vitest';
import type { SourceFile } from '../../server/engine/syntax/ast.ts';
import { cut } from '../../server/engine/syntax/cut.ts';
import { recut } from '../../server/engine/syntax/recut.ts';
import { demoFiles, readDemo } from '../demo/demoFiles.ts';
import { randomEdit } from './edits.ts';
import { randomFrom } from './random.ts';
import { parser } from './twoWays.ts';

const texts = new Map(demoFiles('leaky/', '.go').map((name) => [name, readDemo(name)]));

/** A file that was read anew, without what only says how it was read. */
const plain = (f: SourceFile): unknown => JSON.parse(JSON.stringify(f));

describe('a text that is cut again after an edit', () => {
  it.each([1, 2, 3])('is cut as if it were new, and read as if it were new (%i)', (seed) => {
    const random = randomFrom(seed);
    const files = new Map(texts);
    // Several files in one: the longer it is, the more of it can be taken over.
    files.set('a.go', [...texts.values()].join('\n'));
    let taken = 0;
    let file = parser.parse('a.go', files.get('a.go') ?? '');
    for (let i = 0; i < 40; i++) {
      const before = files.get('a.go') ?? '';
      const { text } = randomEdit(random, new Map([['a.go', before]]));
      const { pieces, comments, before: front, after } = recut(text, { text: before, cut: cut(before) });
      expect({ pieces, comments }, `edit ${i}`).toEqual(cut(text));
      taken += (front + after) / pieces.length;
      file = parser.parse('a.go', text, file);
      expect(plain(file), `edit ${i}`).toEqual(plain(parser.parse('a.go', text)));
      files.set('a.go', text);
    }
    // A name that is changed everywhere, a quote without its partner: then much is read again.
    expect(taken / 40).toBeGreaterThan(0.5);
  });
});

import { describe, expect, it } from 'vitest';
import { anchored, type Ground } from '../../server/engine/package/anchors.ts';
import type { Decl, SourceFile } from '../../server/engine/syntax/ast.ts';

const declaration = (text: string): Decl => ({ text }) as Decl;

/** A file of declarations that stand where their texts put them. */
function ground(...decls: readonly Decl[]): Ground {
  const starts: number[] = [];
  let at = 0;
  for (const d of decls) {
    starts.push(at);
    at += d.text.length;
  }
  const file = { name: 'a.go', decls, starts, imports: [] } as unknown as SourceFile;
  return {
    startOf: (d) => starts[decls.indexOf(d)],
    fileNamed: (name) => (name === 'a.go' ? file : undefined),
  };
}

const [first, second, third] = ['func a() {}\n', 'func b() {}\n', 'func c() {}\n'].map(declaration) as [
  Decl,
  Decl,
  Decl,
];
const at = (start: number): unknown => [{ file: 'a.go', start, end: start + 4, message: 'here' }];

describe('an answer with places', () => {
  it('is the same object while nothing moved, and another one, further on, when something did', () => {
    const answer = anchored(second, at(12), ground(first, second));
    const before = answer.placed(ground(first, second));
    expect(before?.value).toEqual(at(12));
    expect(answer.placed(ground(first, second))).toBe(before);
    expect(answer.placed(ground(third, first, second))?.value).toEqual(at(24));
    expect(answer.placed(ground(first))).toBeUndefined();
  });

  it('has the stamp of its data, wherever the declarations stand', () => {
    const here = anchored(second, at(12), ground(first, second));
    expect(anchored(second, at(24), ground(third, first, second)).stamp).toBe(here.stamp);
    const edited = declaration('func b() {}\n');
    expect(anchored(edited, at(12), ground(first, edited)).stamp, 'the own declaration, edited').toBe(here.stamp);
    expect(anchored(second, at(13), ground(first, second)).stamp, 'elsewhere in it').not.toBe(here.stamp);
    expect(anchored(second, at(0), ground(third, second)).stamp, 'in another one').not.toBe(
      anchored(second, at(0), ground(first, second)).stamp,
    );
  });
});

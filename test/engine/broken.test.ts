import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../server/engine/package/words.ts';
import type { SourceFile } from '../../server/engine/syntax/ast.ts';
import { parser } from './twoWays.ts';

/** A file with one more line in a function, as it is while that line is typed. */
const withLine = (line: string): string => `package p

import "fmt"

// order is what is asked for.
type order struct {
	lines []string
}

func (o *order) add(
	sku string, check func(string) struct{ ok bool },
) (n int, err error) {
	if sku == "" {
		return 0, nil
	}
	${line}
	for i := range o.lines {
		switch {
		case o.lines[i] == sku:
			n++
		}
	}
	fmt.Println(n)
	return n, nil
}

// after comes after it.
type after struct {
	a int
}

var (
	b = 1
	c = 2
)

func last() {}
`;

const typed = [
  'for i',
  'for i := 0;',
  'for i := 0; i < 10; i++ {',
  'fmt.Println(',
  'fmt.Println("',
  'if err != nil {',
  'select {',
  'case <-ctx.Done():',
  'ch := make(chan int',
  'go func() {',
  'x := []int{1,',
  'total +=',
  'var',
  'type',
  '}',
  ')',
  ']',
  '}}}',
  'return err.',
];

const outlines = (file: SourceFile): string[] => file.decls.map(outlineOf);

describe('a line that is being typed', () => {
  const whole = parser.parse('a.go', withLine(''));

  it.each(typed)('leaves what others see as it is: %s', (line) => {
    const file = parser.parse('a.go', withLine(line), whole);
    // What cannot be recovered of the body is missing; the signature never is.
    const seen = outlines(file).map((o) => o.replace(/ \{$/, ''));
    expect(seen).toEqual(outlines(whole).map((o) => o.replace(/ \{$/, '')));
    expect(file.imports).toHaveLength(1);
    for (const i of [0, 2, 3, 4]) expect(file.decls[i]).toBe(whole.decls[i]);
    expect(file.decls[1]?.broken).toBe(true);
  });
});

it.each(['"', '"s', '"sync', 'x "', 'x', '. "a', '/* "a" */ "', '"x"y"'])(
  'an import that is being typed leaves the others: %s',
  (line) => {
    const file = parser.parse('a.go', `package p\n\nimport (\n\t${line}\n\t"context"\n\ty "os"\n)\n\nfunc f() {}\n`);
    const others = file.imports.filter((i) => ['context', 'os'].includes(i.path));
    expect(others.map((i) => [file.text.slice(i.start, i.end), i.name === 'y'])).toEqual(
      line === 'x'
        ? [
            ['x\n\t"context"', false],
            ['y "os"', true],
          ]
        : [
            ['"context"', false],
            ['y "os"', true],
          ],
    );
    expect(file.imports.filter((i) => i.path.includes('\n'))).toEqual([]);
  },
);

it('code that gofmt has not seen is not cut inside of a function', () => {
  const text = `package p\nfunc f() {\nif true {\nvar a int\n_ = a\n}\nvar b int\n_ = b\n}\ntype t int\n`;
  const file = parser.parse('a.go', text);
  expect(file.decls.map((d) => [d.syntax.kind, d.broken])).toEqual([
    ['FuncDecl', false],
    ['GenDecl', false],
  ]);
});

it('a function in assembly has an outline of its own: whether there is a body counts', () => {
  const [one, two] = ['func f(a int) int\n', 'func f(a int) int {\n\treturn a\n}\n'].map(
    (text) => parser.parse('a.go', `package p\n\n${text}`).decls[0],
  );
  expect([one, two].map((d) => d && outlineOf(d))).toEqual(['func f(a int) int', 'func f(a int) int {']);
});

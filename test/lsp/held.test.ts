import { beforeAll, describe, expect, it } from 'vitest';
import type { Checked } from '../../server/engine/workspace/checker.ts';
import { withHeld } from '../../server/lsp/held.ts';
import { moveBetween } from '../../server/lsp/moved.ts';
import { Results } from '../../server/lsp/results.ts';

const body = `package orders

func Blocked() {
	done := make(chan bool)
	go func() {
		done <- true
	}()
	println("here")
}

func Quiet() {
}
`;

describe('a place in an edited text', () => {
  const at = (from: string, to: string, word: string): string | undefined => {
    const start = from.indexOf(word);
    const moved = moveBetween(from, to)(start, start + word.length);
    return moved === undefined ? undefined : to.slice(moved, moved + word.length);
  };

  it.each([
    ['stays before an edit', 'one two three', 'one two x three', 'one', 'one'],
    ['moves behind an edit', 'one two three', 'one x two three', 'three', 'three'],
    ['moves behind what was taken away', 'one two three', 'three', 'three', 'three'],
    ['is gone with what was edited', 'one two three', 'one to three', 'two', undefined],
    ['stays where what follows it grows', 'aa', 'aaa', 'aa', 'aa'],
    ['stays in the same text', 'one', 'one', 'one', 'one'],
  ])('%s', (_, from, to, word, expected) => expect(at(from, to, word)).toBe(expected));
});

/** A check of one file, in which `found` is reported, and the declarations from which on `broken` says so are broken. */
function check(text: string, found: readonly string[], isBroken: (decl: string) => boolean = () => false): Checked {
  const starts = [...text.matchAll(/^func /gm)].map((m) => m.index);
  const decls = starts.map((start, i) => {
    const own = text.slice(start, starts[i + 1]);
    return { text: own, syntax: { kind: 'BadDecl' as const, start: 0, end: own.length }, broken: isBroken(own) };
  });
  const file = { name: 'a.go', text, decls, starts } as unknown as Checked['files'][number];
  const findings = found.map((word) => {
    const start = text.indexOf(word);
    const place = { file: 'a.go', start, end: start + word.length };
    const made = text.indexOf('make');
    const fix = { title: 'fix', edits: [{ ...place, newText: '' }], isPreferred: true };
    const witness = made < 0 ? [] : [{ file: 'a.go', start: made, end: made + 4, message: 'made' }];
    return {
      ...place,
      ...{
        rule: 'r',
        severity: 'warning' as const,
        function: 'f',
        message: 'm',
        confidence: [],
        fixes: [fix],
        witness,
      },
    };
  });
  return {
    folder: '',
    files: [file],
    packages: [],
    findings: new Map([['a.go', findings]]),
    problems: [],
    givenUp: [],
  };
}

describe('what was found before a declaration broke', () => {
  let results: Results;
  beforeAll(() => {
    results = new Results();
    results.set(check(body, ['done <- true']));
  });
  const foundAfter = (next: Checked, before = results): string[] =>
    (withHeld(next, (name) => before.of(name)).findings.get('a.go') ?? []).map((f) =>
      next.files[0]!.text.slice(f.start, f.end),
    );
  const typing = body.replace('\tdone :=', '\tif x := ; {\n\tdone :=');
  const inBlocked = (decl: string): boolean => decl.startsWith('func Blocked');

  it('stays, moved with the text, without fixes', () => {
    const held = withHeld(check(typing, [], inBlocked), (name) => results.of(name)).findings.get('a.go');
    expect(held).toHaveLength(1);
    const [found] = held ?? [];
    expect(typing.slice(found?.start, found?.end)).toBe('done <- true');
    expect(found?.witness.map((s) => typing.slice(s.start, s.end))).toEqual(['make']);
    expect(found?.fixes).toEqual([]);
  });

  it('stays over one broken text after another', () => {
    const held = new Results();
    held.set(withHeld(check(typing, [], inBlocked), (name) => results.of(name)));
    const more = typing.replace('x := ;', 'x := f(;');
    expect(foundAfter(check(more, [], inBlocked), held)).toEqual(['done <- true']);
  });

  it('goes when the declaration can be read and it is not found any more', () => {
    expect(foundAfter(check(body.replace('println("here")', '<-done'), []))).toEqual([]);
  });

  it('goes when another declaration is broken', () => {
    expect(foundAfter(check(body, [], (decl) => decl.startsWith('func Quiet')))).toEqual([]);
  });

  it('stays in a whole declaration if its run leads through a broken one', () => {
    const apart = body.replace('\tgo func', '}\n\nfunc Sender() {\n\tgo func');
    const before = new Results();
    before.set(check(apart, ['done <- true']));
    const next = check(apart.replace('make(chan bool)', 'make(chan bool)\n\tif {'), [], inBlocked);
    expect(foundAfter(next, before)).toEqual(['done <- true']);
  });

  it('goes when the place itself is edited', () => {
    expect(foundAfter(check(body.replace('done <- true', 'done <- '), [], inBlocked))).toEqual([]);
  });

  it('is told once if it is found again', () => {
    expect(foundAfter(check(body, ['done <- true'], inBlocked))).toEqual(['done <- true']);
  });
});

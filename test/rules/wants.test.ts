import { expect, test } from 'vitest';
import { check } from './harness.ts';
import { disagreements } from './judge.ts';
import { readWants } from './wants.ts';

test.each([
  ['one string', 'f() // want "a+"', { 3: ['a+'] }],
  ['several, of both kinds', 'f() // want "a" `b\\d` "c"', { 3: ['a', 'b\\d', 'c'] }],
  ['escapes of Go strings', 'f() // want "\\\\(x\\\\) \\x41\\u0042\\103 \\"q\\""', { 3: ['\\(x\\) ABC "q"'] }],
  ['lines below', 'f() // want +2 "a"', { 5: ['a'] }],
  ['behind another comment', 'f() //nolint:all // want "a"', { 3: ['a'] }],
  ['in a comment of the other kind', 'f() /* want "a" */', { 3: ['a'] }],
  ['without a space', 'f() //want"a"', { 3: ['a'] }],
  ['a leading flag', 'f() // want "(?i)a"', { 3: ['a'] }],
  ['no want in the middle of words', 'f() // we want "a"', {}],
  ['a later comment for the line wins', 'f() /* want "a" */ // want "b"', { 3: ['b'] }],
])('%s', async (_, line, expected) => {
  const { byLine, problems } = readWants(await parsed(line));
  expect(problems).toEqual([]);
  expect(Object.fromEntries([...byLine].map(([at, patterns]) => [at, patterns.map((p) => p.source)]))).toEqual(
    expected,
  );
});

test.each([
  ['a fact', 'want x:"a"', 'facts are not supported'],
  ['prose', 'wanted', 'facts are not supported'],
  ['a pattern that is none', 'want "("', 'Invalid regular expression'],
  ['an open string', 'want "a', 'literal not terminated'],
  ['an escape that is none', 'want "\\q"', 'invalid char escape'],
  ['a plus without a number', 'want +"a"', 'want +Int'],
  ['a stray sign', 'want "a", "b"', 'unexpected ,'],
])('%s is an error', async (_, comment, message) => {
  const { byLine, problems } = readWants(await parsed(`f() // ${comment}`));
  expect(byLine.size).toBe(0);
  expect(problems).toEqual([expect.stringContaining(message)]);
});

test('unexpected, unmatched and missing findings are all told', async () => {
  const file = await parsed('f() // want "one" "two"\n\tg()');
  const at = (text: string): number => file.text.indexOf(text);
  const found = (text: string, message: string) => ({ start: at(text), message });
  expect(disagreements(file, [found('f()', 'two.'), found('f()', 'one.')])).toEqual([]);
  expect(disagreements(file, [found('f()', 'one.'), found('g()', 'three.')])).toEqual([
    '/fixture/a.go:4: unexpected diagnostic: three.',
    '/fixture/a.go:3: no diagnostic was reported matching /two/',
  ]);
  expect(disagreements(file, [found('f()', 'one.'), found('f()', 'one.')])).toEqual([
    '/fixture/a.go:3: diagnostic "one." does not match pattern /two/',
    '/fixture/a.go:3: no diagnostic was reported matching /two/',
  ]);
});

async function parsed(line: string) {
  const [file] = await check(new Map([['a.go', `package a\nfunc a() {\n\t${line}\n}\n`]]), []);
  return file!.source;
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { createKnowledge } from '../../server/engine/package/knowledge.ts';
import { standardLibrary } from '../../server/engine/package/standardLibrary.ts';
import { createAnalyser } from '../../server/engine/runner.ts';
import { createParser } from '../../server/engine/syntax/parser.ts';
import { type Checked, Checker } from '../../server/engine/workspace/checker.ts';
import { SurroundingsFinder } from '../../server/engine/workspace/surroundings.ts';
import { rules } from '../../server/rules/index.generated.ts';
import { memoryHost } from '../rules/memoryHost.ts';

const { resolve } = createRequire(import.meta.url);
const parser = await createParser({
  runtime: readFileSync(resolve('web-tree-sitter/web-tree-sitter.wasm')),
  grammar: readFileSync(resolve('tree-sitter-go/tree-sitter-go.wasm')),
});
const knowledge = createKnowledge(standardLibrary);

/** A leak in another file of the package: it must be found, whatever lies beside it. */
const beside = `package p

import "context"

func Beside(ctx context.Context) int {
	results := make(chan int)
	go func() { results <- 1 }()
	select {
	case r := <-results:
		return r
	case <-ctx.Done():
		return 0
	}
}
`;

const times = (n: number, line: (i: number) => string): string => Array.from({ length: n }, (_, i) => line(i)).join('');
const nested = (n: number, open: string, close: string): string => open.repeat(n) + close.repeat(n);

const files: Readonly<Record<string, () => string>> = {
  'parentheses 10,000 deep': () => `package p\n\nvar x = ${nested(10_000, '(', ')').replace('()', '(1)')}\n`,
  'blocks 10,000 deep': () => `package p\n\nfunc F() {${nested(10_000, '{', '}')}}\n`,
  'conditions 10,000 deep': () => `package p\n\nfunc F(c chan int) {${nested(10_000, 'if <-c > 0 {\n', '}\n')}}\n`,
  'goroutines 10,000 deep': () => `package p\n\nfunc F(c chan int) {${nested(10_000, 'go func() {\n', '}()\n')}}\n`,
  'goroutines as deep as is read': () =>
    `package p\n\nfunc F(c chan int) {${nested(90, 'go func() {\nc <- 1\n', '}()\n')}}\n`,
  'types 10,000 deep': () => `package p\n\nvar x ${'[]'.repeat(10_000)}int\n`,
  'a sum of 10,000': () => `package p\n\nvar x = 1${' + 1'.repeat(10_000)}\n`,
  'a chain of 5,000 calls': () => `package p\n\nfunc F(b B) { b${'.With(1)'.repeat(5000)} }\n`,
  '5,000 branches': () =>
    `package p\n\nimport "context"\n\nfunc F(parent context.Context, a []bool) {\n\tctx, cancel := context.WithCancel(parent)\n${times(5000, (i) => `\tif a[${i}] {\n\t\twork(ctx)\n\t}\n`)}\tcancel()\n}\n`,
  '5,000 branches on few flags, each with a lock': () =>
    `package p\n\nimport "sync"\n\nvar mu sync.Mutex\n\nfunc F(a, b, c bool) {\n${times(5000, (i) => `\tmu.Lock()\n\tif ${'abc'[i % 3]} {\n\t\twork()\n\t}\n\tmu.Unlock()\n`)}}\n`,
  '1,000 branches on few flags, each with a lock': () =>
    `package p\n\nimport "sync"\n\nvar mu sync.Mutex\n\nfunc F(a, b, c bool) {\n${times(1000, (i) => `\tmu.Lock()\n\tif ${'abc'[i % 3]} {\n\t\twork()\n\t}\n\tmu.Unlock()\n`)}}\n`,
  '1,000 locks that deferred calls give back': () =>
    `package p\n\nimport "sync"\n\nfunc F(mu *sync.Mutex, f func() error) {\n${times(1000, () => '\tmu.Lock()\n\tdefer mu.Unlock()\n\tif err := f(); err != nil {\n\t\treturn\n\t}\n')}}\n`,
  '30 flags, set and asked': () =>
    `package p\n\nimport "context"\n\nfunc F(p context.Context, n int) {\n\tctx, cancel := context.WithCancel(p)\n${times(30, (i) => `\tok${i} := false\n\tif n == ${i} {\n\t\tok${i} = true\n\t}\n`)}${times(30, (i) => `\tif ok${i} {\n\t\twork(ctx)\n\t}\n`)}\tcancel()\n}\n`,
  'a chain of 5,000 else ifs': () =>
    `package p\n\nfunc F(n int, c chan int) {\n\tif n < 0 {\n${times(5000, (i) => `\t} else if n == ${i} {\n\t\tc <- ${i}\n`)}\t}\n}\n`,
  '1,000 channels': () =>
    `package p\n\nfunc F() {\n${times(1000, (i) => `\tc${i} := make(chan int)\n\tgo func() { c${i} <- 1 }()\n`)}${times(1000, (i) => `\t<-c${i}\n`)}}\n`,
  'a select of 1,000 cases': () =>
    `package p\n\nfunc F(${times(1000, (i) => `c${i} chan int, `)}) {\n\tfor {\n\t\tselect {\n${times(1000, (i) => `\t\tcase <-c${i}:\n\t\t\treturn\n`)}\t\t}\n\t}\n}\n`,
  'a switch of 10,000 cases': () =>
    `package p\n\nfunc F(n int, c chan int) {\n\tgo func() { c <- 1 }()\n\tswitch n {\n${times(10_000, (i) => `\tcase ${i}:\n\t\tc <- ${i}\n`)}\t}\n\t<-c\n}\n`,
  'recursion through ten functions': () =>
    `package p\n\nimport "sync"\n\nvar mu sync.Mutex\n\n${times(10, (i) => `func F${i}(n int, c chan int) {\n\tmu.Lock()\n\tgo F${(i + 1) % 10}(n, c)\n\tF${(i + 3) % 10}(n-1, c)\n\tF${(i + 7) % 10}(n-2, c)\n\tmu.Unlock()\n\tc <- n\n}\n\n`)}`,
  '40 functions, each of which calls all below it with a closure': () =>
    `package p\n\nfunc Out(func())\n\nfunc F(c chan int) {\n\tf0(c, func() { c <- 1 })\n\tOut(func() { f0(c, func() { <-c }) })\n}\n\n${times(40, (i) => `func f${i}(c chan int, run func()) {\n\tgo run()\n${times(40 - i - 1, (k) => `\tf${i + k + 1}(c, func() { run() })\n`)}}\n\n`)}`,
  '40 methods with locks, each of which calls all below it': () =>
    `package p\n\nimport "sync"\n\ntype T struct{ mu sync.Mutex; other sync.Mutex }\n\n${times(40, (i) => `func (t *T) m${i}(c bool) {\n\tt.mu.Lock()\n${times(40 - i - 1, (k) => `\tif c {\n\t\tt.m${i + k + 1}(c)\n\t}\n`)}\tt.mu.Unlock()\n}\n\n`)}`,
  '1,000 types that embed each other': () =>
    `package p\n\n${times(1000, (i) => `type T${i} struct {\n\t*T${(i + 1) % 1000}\n\tx T${(i + 7) % 1000}\n}\n\n`)}func F(t T0) { t.Close(); t.a.b.c.d.Lock() }\n`,
  'labels and gotos without end': () =>
    `package p\n\nfunc F(c chan int) {\n${times(1000, (i) => `L${i}:\n\tfor {\n\t\tselect {\n\t\tcase <-c:\n\t\t\tgoto L${(i * 7) % 1000}\n\t\t}\n\t}\n`)}}\n`,
  'one line of 5 MB': () => `package p\n\nvar x = []int{${'1, '.repeat(1_700_000)}}\n`,
  'a string of 5 MB': () => `package p\n\nvar x = "${'a'.repeat(5_200_000)}"\n`,
  'what is no text': () => Array.from({ length: 200_000 }, (_, i) => String.fromCharCode((i * 7919) % 251)).join(''),
  'what is no Go': () => '}{)(]['.repeat(5000),
  'unclosed everything': () => `${'func f(\n'.repeat(5000)}${'"\n'.repeat(5000)}${'`'.repeat(5001)}`,
};

async function checked(text: string): Promise<Checked> {
  const failures: string[] = [];
  const host = memoryHost(
    new Map([
      ['go.mod', 'module example.com/p\n\ngo 1.24\n'],
      ['a.go', text],
      ['beside.go', beside],
    ]),
    '/p',
  );
  const checker = new Checker({
    host,
    parser,
    knowledge,
    analyser: createAnalyser({ rules, log: (m) => failures.push(m) }),
    surroundings: new SurroundingsFinder(host, new Set()),
  });
  const result = await checker.checkFolder('/p', {});
  expect(failures).toEqual([]);
  return result;
}

it.each(Object.keys(files))('ends, and the rest of the package is checked: %s', async (name) => {
  const { findings } = await checked(files[name]?.() ?? '');
  expect(findings.get('/p/beside.go')?.map((f) => f.rule)).toEqual(['send-abandoned-by-select']);
});

it('says what it has not looked into', async () => {
  const { givenUp } = await checked(files['5,000 branches on few flags, each with a lock']?.() ?? '');
  expect(givenUp.join('\n')).toMatch(/^\/p\/a\.go: F: has \d+ branches/);
});

it('gives the same answer each time', async () => {
  const text = files['recursion through ten functions']?.() ?? '';
  const [one, two] = [await checked(text), await checked(text)];
  expect([...two.findings]).toEqual([...one.findings]);
  expect(two.givenUp).toEqual(one.givenUp);
});

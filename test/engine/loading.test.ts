import { beforeAll, describe, expect, it } from 'vitest';
import { generated } from '../../scripts/bench/typing/package.ts';
import type { Finding } from '../../server/engine/finding.ts';
import type { OpenFiles } from '../../server/engine/workspace/reader.ts';
import { demoFiles, readDemo } from '../demo/demoFiles.ts';
import { memoryHost } from '../rules/memoryHost.ts';
import { pick, randomFrom } from './random.ts';
import { checkerOf } from './twoWays.ts';

// However a package came in, its findings, their order and their steps are the same.

type Texts = ReadonlyMap<string, string>;

const merged = (): Texts => {
  const some = [...generated(new URL('../../', import.meta.url))].slice(1, 16);
  return new Map([...some, ...twoWays].map(([name, text]) => [`p/${name}`, text]));
};
/** Both of them leave the same goroutine blocked: which run is told must not be whose file came first. */
const twoWays = [
  ['one.go', 'package orders\n\nfunc one() {\n\tch := make(chan int)\n\tsendTo(ch)\n}\n'],
  ['sendTo.go', 'package orders\n\nfunc sendTo(ch chan int) {\n\tgo func() { ch <- 1 }()\n}\n'],
  ['two.go', 'package orders\n\nfunc two() {\n\tch := make(chan int)\n\tsendTo(ch)\n}\n'],
] as const;
const demo = (): Texts => new Map(['go.mod', ...demoFiles('', '.go')].map((name) => [name, readDemo(name)]));

async function found(
  files: Texts,
  folder: string,
  open?: OpenFiles,
  checker = checkerOf(memoryHost(files, '/m'), true),
): Promise<Record<string, readonly Finding[]>> {
  const { findings } = await checker.checkFolder(`/m/${folder}`, {}, open);
  return Object.fromEntries([...findings].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function shuffled(files: Texts, seed: number): Texts {
  const random = randomFrom(seed);
  const left = [...files];
  const taken: (readonly [string, string])[] = [];
  while (left.length > 0) taken.push(...left.splice(left.indexOf(pick(random, left)), 1));
  return new Map(taken);
}

const runs = (all: Record<string, readonly Finding[]>): number =>
  Object.values(all)
    .flat()
    .filter((f) => f.witness.some((s) => s.goroutine !== undefined)).length;

describe.each([
  ['the demo', 'leaky', demo, 7],
  ['fixtures in one package', 'p', merged, 5],
] as const)('findings in %s, with their steps', (_, folder, read, atLeast) => {
  let files: Texts = new Map();
  let expected: Record<string, readonly Finding[]> = {};
  beforeAll(async () => {
    files = read();
    expected = await found(files, folder);
  });

  it('hold runs of the model', () => expect(runs(expected)).toBeGreaterThanOrEqual(atLeast));

  it.each([1, 2, 3])('do not depend on the order of the files (%i)', async (seed) => {
    expect(await found(shuffled(files, seed), folder)).toEqual(expected);
  });

  it('are the same when one file is open, when all are, and when the disk holds none of them', async () => {
    const own = [...files.keys()].filter((n) => n.startsWith(`${folder}/`)).map((n) => `/m/${n}`);
    const opened = (names: readonly string[]): OpenFiles => ({
      in: () => names,
      text: (name) => (names.includes(name) ? files.get(name.slice('/m/'.length)) : undefined),
    });
    expect(await found(files, folder, opened(own.slice(-1)))).toEqual(expected);
    expect(await found(files, folder, opened([...own].reverse()))).toEqual(expected);
    const elsewhere = new Map([...files].filter(([n]) => !n.startsWith(`${folder}/`)));
    expect(await found(elsewhere, folder, opened([...own].reverse()))).toEqual(expected);
  });

  it('are the same when the files come in one by one', async () => {
    const growing = new Map([...files].filter(([n]) => !n.startsWith(`${folder}/`)));
    const checker = checkerOf(memoryHost(growing, '/m'), true);
    let last: Record<string, readonly Finding[]> = {};
    for (const [name, text] of shuffled(files, 4)) {
      growing.set(name, text);
      if (name.startsWith(`${folder}/`)) last = await found(growing, folder, undefined, checker);
    }
    expect(last).toEqual(expected);
  });
});

/** A function whose runs cannot be followed to their end. */
const vast = (name: string): string => `
func ${name}() {
	a, b, c, d := make(chan int, 5), make(chan int, 5), make(chan int, 5), make(chan int, 5)
	${['a', 'b', 'c', 'd'].map((ch) => `go func() { for { ${ch} <- 1 } }()`).join('\n\t')}
	for { <-a; <-b; <-c; <-d }
}
`;
const small = 'package p\n\nfunc small() {\n\tch := make(chan int)\n\tgo func() { ch <- 1 }()\n}\n';

it('what a function costs takes nothing from the others, and is said, also when it is recalled', async () => {
  const many = Array.from({ length: 100 }, (_, i): [string, string] => [
    `p/a${i}.go`,
    `package p\n${vast(`vast${i}`)}`,
  ]);
  const files = new Map([...many, ['p/z.go', small]]);
  const checker = checkerOf(memoryHost(files, '/m'), true);
  const first = await checker.checkFolder('/m/p', {});
  expect(first.findings.get('/m/p/z.go')?.map((f) => f.witness.at(-1)?.isBlocked)).toEqual([true]);
  const said = first.givenUp.filter((g) => g.includes('are followed for'));
  expect(said).toHaveLength(100);
  expect(said[0]).toMatch(/^\/m\/p\/a\d+\.go: vast\d+: its runs are followed for \d+ states, not to their end$/);
  files.set('p/z.go', `${small}\n`);
  expect((await checker.checkFolder('/m/p', {})).givenUp).toEqual(first.givenUp);
});

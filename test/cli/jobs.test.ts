import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CheckSetup } from '../../cli/check/folderChecks.ts';
import { checkInWorkers } from '../../cli/check/pool.ts';
import { bundleProgram, runProgram } from './program.ts';

const one = (name: string): string => `
func ${name}(ctx context.Context) int {
	results := make(chan int)
	go func() { results <- len("${name}") }()
	select {
	case r := <-results:
		return r
	case <-ctx.Done():
		return 0
	}
}
`;
const setup: CheckSetup = { rules: undefined, override: {}, engine: '', cache: undefined };

let program: string;
let folder: string;
beforeAll(() => {
  program = bundleProgram();
  folder = mkdtempSync(path.join(tmpdir(), 'leaklens-jobs-'));
  writeFileSync(path.join(folder, 'go.mod'), 'module example.com/large\n\ngo 1.24\n');
  // Enough text to be worth a second worker: mostly words that nobody has to look at.
  const filler = `// ${'nothing to see here '.repeat(30_000)}\n`;
  for (const part of ['a', 'b', 'c']) {
    mkdirSync(path.join(folder, part));
    const text = `package ${part}\n\nimport "context"\n${one(`${part}1`)}${one(`${part}2`)}${filler}`;
    writeFileSync(path.join(folder, part, 'a.go'), text);
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

it('finds the same in the same order with any number of threads', () => {
  const found = (jobs: number): unknown =>
    JSON.parse(runProgram(program, folder, 'check', '--no-cache', '--format=json', `--jobs=${jobs}`).out).findings;
  const alone = found(1);
  expect(alone).toHaveLength(6);
  expect(found(2)).toEqual(alone);
  expect(found(7)).toEqual(alone);
});

it('answers every folder', async () => {
  const folders = ['a', 'b', 'c'].map((f) => path.join(folder, f));
  const ready = new Map<string, number>();
  const left = await checkInWorkers(folders, {
    program,
    jobs: 2,
    setup,
    onResult: (f, result) => ready.set(f, result.files.flatMap((x) => x.findings).length),
    onTrouble: (m) => expect.fail(m),
  });
  expect(left).toEqual([]);
  expect([...ready].sort()).toEqual(folders.map((f) => [f, 2]));
});

it.each([
  ['throws', 'throw new Error("no threads here")', 'no threads here'],
  ['stops', 'process.exit(3)', '3'],
  ['does not load', 'this is no program', 'Unexpected'],
])('gives back what a worker that %s had to do, and says why', async (name, text, reason) => {
  const failing = path.join(folder, `${name}.js`);
  writeFileSync(failing, text);
  const troubles: string[] = [];
  const left = await checkInWorkers(['x', 'y', 'z'], {
    program: failing,
    jobs: 2,
    setup,
    onResult: () => expect.fail('nothing can have been checked'),
    onTrouble: (m) => troubles.push(m),
  });
  expect([...left].sort()).toEqual(['x', 'y', 'z']);
  expect(troubles.join()).toContain(reason);
});

it.each(['0', 'many', '-1'])('refuses --jobs=%s', (jobs) => {
  const { code, err } = runProgram(program, folder, 'check', `--jobs=${jobs}`);
  expect(code).toBe(2);
  expect(err).toContain('threads');
});

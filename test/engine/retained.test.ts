import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, expect, it, vi } from 'vitest';
import { Parser, Tree } from 'web-tree-sitter';
import { PackageMemory } from '../../server/engine/package/memory.ts';
import type { PackageView } from '../../server/engine/package/view.ts';
import { demoFiles, readDemo } from '../demo/demoFiles.ts';
import { memoryHost } from '../rules/memoryHost.ts';
import { checkerOf } from './twoWays.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

/** Objects that weak references hold until the end of a turn are gone as well. */
async function collect(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await pause(0);
    gc();
  }
}

const used = async (): Promise<number> => {
  await collect();
  return process.memoryUsage().heapUsed;
};

const demo = (): Map<string, string> => new Map(['go.mod', ...demoFiles('', '.go')].map((n) => [n, readDemo(n)]));

afterEach(() => {
  vi.restoreAllMocks();
});

it('no view of a package outlives the edit after it', async () => {
  const files = demo();
  const checker = checkerOf(memoryHost(files, '/m'), true);
  const views: WeakRef<PackageView>[] = [];
  const name = 'leaky/send_after_timeout.go';
  const text = files.get(name) ?? '';
  for (let i = 0; i < 20; i++) {
    files.set(name, text.replace('\n}\n', `\n\tprintln(${i})\n}\n`));
    const { packages } = await checker.checkFolder('/m/leaky', {});
    for (const p of packages) views.push(new WeakRef(p));
  }
  await collect();
  expect(views.filter((v) => v.deref() !== undefined).length).toBeLessThanOrEqual(1);
});

it('a declaration does not keep the text of its file as it was', async () => {
  const filler = `// ${'x'.repeat(78)}\n`.repeat(50);
  const parts = Array.from({ length: 200 }, (_, i) => `${filler}\nfunc f${i}() int {\n\treturn ${i}\n}\n`);
  const files = new Map([['go.mod', 'module example.com/p\n\ngo 1.24\n']]);
  const write = (): number => {
    const text = `package p\n\n${parts.join('\n')}`;
    files.set('p/long.go', text);
    return text.length;
  };
  const size = write();
  const checker = checkerOf(memoryHost(files, '/m'), true);
  await checker.checkFolder('/m/p', {});
  const before = await used();
  for (let i = 0; i < parts.length; i++) {
    parts[i] = parts[i]?.replace('return ', 'return 1') ?? '';
    write();
    await checker.checkFolder('/m/p', {});
  }
  // A text for each of the 200 would be 200 times its size.
  expect((await used()) - before).toBeLessThan(10 * size);
});

it('what is kept about a package does not grow with the edits', async () => {
  const files = demo();
  const memories = new Set<PackageMemory>();
  const update = PackageMemory.prototype.update;
  vi.spyOn(PackageMemory.prototype, 'update').mockImplementation(function (this: PackageMemory, ...args) {
    memories.add(this);
    update.apply(this, args);
  });
  const checker = checkerOf(memoryHost(files, '/m'), true);
  await checker.checkFolder('/m/leaky', {});
  const size = (): number => [...memories].reduce((sum, m) => sum + m.size, 0);
  const before = size();
  const name = 'leaky/worker_break.go';
  const text = files.get(name) ?? '';
  const lines = text.split('\n');
  for (let i = 3; i < lines.length; i++) {
    files.set(name, [...lines.slice(0, i), 'x', ...lines.slice(i)].join('\n'));
    await checker.checkFolder('/m/leaky', {});
  }
  files.set(name, text);
  await checker.checkFolder('/m/leaky', {});
  expect(size()).toBe(before);
});

it('every tree of the parser is deleted', async () => {
  const parse = vi.spyOn(Parser.prototype, 'parse');
  const free = vi.spyOn(Tree.prototype, 'delete');
  const files = demo();
  files.set('leaky/broken.go', 'package leaky\n\nfunc broken( {\n\nfunc f() { if }\n');
  await checkerOf(memoryHost(files, '/m'), true).checkFolder('/m/leaky', {});
  expect(parse.mock.calls.length).toBeGreaterThan(50);
  expect(free.mock.calls.length).toBe(parse.mock.results.filter((r) => r.value !== null).length);
});

import { describe, expect, it } from 'vitest';
import { demoFiles, readDemo } from '../demo/demoFiles.ts';
import { fixtureRules, fixturesOf } from '../rules/fixtures.ts';
import { memoryHost } from '../rules/memoryHost.ts';
import { randomEdit } from './edits.ts';
import { randomFrom } from './random.ts';
import { checkerOf, findingsOf } from './twoWays.ts';

const root = '/m';

/** Edits a module at random; after each edit, what is kept and what is found anew must be the same. */
async function expectSame(module: ReadonlyMap<string, string>, seed: number, edits: number): Promise<void> {
  const files = new Map(module);
  const host = memoryHost(files, root);
  const incremental = checkerOf(host, true);
  const random = randomFrom(seed);
  await findingsOf(incremental, host, root);
  const undo: (readonly [string, string])[] = [];
  for (let i = 0; i < edits; i++) {
    const back = random() < 0.5 ? undo.pop() : undefined;
    const { name, text } = back ? { name: back[0], text: back[1] } : randomEdit(random, files);
    if (!back) undo.push([name, files.get(name) ?? '']);
    files.set(name, text);
    const kept = await findingsOf(incremental, host, root);
    const fresh = await findingsOf(checkerOf(host, false), host, root);
    expect(kept, `seed ${seed}, edit ${i} of ${name}`).toEqual(fresh);
  }
}

describe('fresh and incremental analysis give the same findings after random edits', () => {
  it.each(fixtureRules().map((rule, i) => [rule, i] as const))('of the fixtures of %s', async (rule, seed) => {
    const module = new Map<string, string>();
    for (const f of fixturesOf(rule)) for (const [name, text] of f.files) module.set(name, text);
    await expectSame(module, seed, 3);
  });

  it('of the demo', async () => {
    const names = ['go.mod', ...demoFiles('', '.go')];
    await expectSame(new Map(names.map((n) => [n, readDemo(n)])), 7, 12);
  });
});

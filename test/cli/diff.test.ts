import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diff } from '../../cli/commands/diff.ts';
import type { DiffJson } from '../../cli/diffReport.ts';
import { samplesFolder } from '../profile/support/samples.ts';
import { runCommand } from './runCommand.ts';

const run = (...args: string[]) => runCommand(diff.run, args, samplesFolder);
const heaps = ['heap-before.pb.gz', 'heap-after.pb.gz'];

async function json(...args: string[]): Promise<DiffJson> {
  const { stdout } = await run('--format=json', ...args);
  return JSON.parse(stdout) as DiffJson;
}

describe('leaklens diff', () => {
  it('gives before, after, delta and per cent', async () => {
    const { measures, functions, groups } = await json(...heaps);
    expect(measures.map(({ name }) => name)).toEqual(['alloc_objects', 'alloc_space', 'inuse_objects', 'inuse_space']);
    for (const { before, after, delta, percent } of [...measures, ...functions]) {
      expect(delta).toBe(after - before);
      if (before === 0) expect(percent).toBe(after === 0 ? 0 : null);
      else expect(percent).toBeCloseTo((delta / before) * 100, 9);
    }
    expect(functions.find(({ function: name }) => name === 'main.nested')).toMatchObject({ after: 0, percent: -100 });
    const total = measures.find(({ name }) => name === 'inuse_space')!;
    expect(functions.reduce((sum, { delta }) => sum + delta, 0)).toBe(total.delta);
    expect(groups).toEqual([]);
  });

  it('lists another sample type, and by cum', async () => {
    const flat = await json('--sample-type=alloc_space', ...heaps);
    const cum = await json('--sample-type', 'alloc_space', '--cum', ...heaps);
    const main = (report: DiffJson) => report.functions.find(({ function: name }) => name === 'main.main');
    expect(main(flat)).toBeUndefined();
    expect(main(cum)).toMatchObject({ sampleType: 'alloc_space', unit: 'bytes' });
  });

  it('compares goroutines of a profile with those of a dump', async () => {
    const { measures, groups } = await json('goroutine.pb.gz', 'goroutine.debug2.txt');
    expect(measures).toEqual([{ name: 'goroutines', unit: 'count', before: 116, after: 116, delta: 0, percent: 0 }]);
    expect(groups.find(({ top }) => top === 'main.send')).toMatchObject({
      before: 35,
      after: 35,
      delta: 0,
      percent: 0,
    });
  });

  it('prints the table of totals, what grew and what is gone', async () => {
    const { stdout } = await run(...heaps);
    expect(stdout).toMatch(/^ +before +after +change\n/);
    expect(stdout).toMatch(/\ninuse_space +\S+B +\S+B +-\S+kB +-\d+\.\d%\n/);
    expect(stdout).toMatch(/\nGrown \(inuse_space\)\n {2,}\S+ +\S+ +\+\S+ +(\+\S+%|new) {2}\S/);
    expect(stdout).toMatch(/\nGone \(inuse_space\)\n {2,}\S+ +0 +-\S+ +-100\.0% {2}main\.nested\n/);
  });

  it.each([
    ['inuse_space>10%', 0],
    ['alloc_space>10%', 1],
    ['inuse_space>10%,alloc_space>10%', 1],
    ['alloc_space>1MB', 1],
    ['alloc_space>100MB', 0],
    ['alloc_objects>100000', 0],
    ['alloc_objects > 10', 1],
  ])('with --fail-on "%s" ends with %d', async (limits, expected) => {
    const { code, stdout } = await run('--fail-on', limits, ...heaps);
    expect(code).toBe(expected);
    expect(stdout.includes('FAILED')).toBe(expected === 1);
  });

  it('takes growth from nothing for more than any percentage', async () => {
    const { code } = await run('--fail-on=goroutine>500%', 'nothing.pb', 'goroutine.pb.gz');
    expect(code).toBe(2);
    const grown = await run('--fail-on=goroutines>500%', 'nothing.pb', 'goroutine.pb.gz');
    expect(grown.code).toBe(1);
  });

  it.each([
    [['--fail-on=goroutines', ...heaps], /not of the form/],
    [['--fail-on=goats>5%', ...heaps], /does not have|do not have/],
    [['--fail-on=inuse_space>5ms', ...heaps], /does not fit bytes/],
    [['--sample-type=goats', ...heaps], /no common sample type goats/],
    [['cpu.pb.gz', 'heap-after.pb.gz'], /count different things/],
    [['goroutine.debug2.txt', 'heap-after.pb.gz'], /cannot be compared/],
    [['heap-after.pb.gz'], /Name what was before/],
    [['recorder', 'heap-after.pb.gz'], /is no folder/],
    [['nosuch', 'heap-after.pb.gz'], /no such file/],
  ])('refuses %j with exit code 2', async (args, message) => {
    const { code, stderr, stdout } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('leaklens diff of folders', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'leaklens-'));
    for (const [to, heap, dump] of [
      ['before', 'heap-before.pb.gz', 'goroutineleak.debug2.txt'],
      ['after', 'heap-after.pb.gz', 'goroutine.debug2.txt'],
    ] as const) {
      mkdirSync(join(folder, to));
      cpSync(join(samplesFolder, heap), join(folder, to, 'heap.pb.gz'));
      cpSync(join(samplesFolder, dump), join(folder, to, 'goroutines.txt'));
      cpSync(join(samplesFolder, 'make.mjs'), join(folder, to, 'notes.txt'));
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('compares files of the same names and leaves others out', async () => {
    const { code, stdout, stderr } = await runCommand(
      diff.run,
      ['--fail-on=goroutines>5%,inuse_space>10%', 'before', 'after'],
      folder,
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/\ngoroutines +13 +116 +\+103 +\+792\.3%\n/);
    expect(stdout).toContain('\nFAILED goroutines>5%\n');
    expect(stdout).not.toContain('FAILED inuse_space');
    expect(stderr).toMatch(/left out: .*notes\.txt: This is not a pprof profile/);
  });
});

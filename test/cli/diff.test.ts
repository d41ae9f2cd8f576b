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
    expect(measures.map(({ name }) => name)).toEqual([
      'alloc_objects',
      'alloc_space',
      'inuse_objects',
      'inuse_space',
      'sample_count',
    ]);
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

  it('tells what is new apart from what grew', async () => {
    const { stdout } = await run('nothing.pb', 'goroutine.pb.gz');
    expect(stdout).toContain('\nGoroutines that are new\n');
    expect(stdout).not.toContain('became more');
  });

  it('prints the same tables as Markdown', async () => {
    const { stdout, code } = await run('--format=markdown', '--fail-on=alloc_space>1MB,inuse_space>1MB', ...heaps);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^\*\*Failed:\*\* `alloc_space>1MB`\n\n\| total \| before \| after \| change \| \|\n/);
    expect(stdout).toMatch(/\n\| inuse_space \| \S+B \| \S+B \| -\S+kB \| -\d+\.\d% \|\n/);
    expect(stdout).toMatch(
      /\n\*\*Gone \(inuse_space\)\*\*\n\n.*\n.*\n\| `main\.nested` \| \S+ \| 0 \| -\S+ \| -100\.0% \|\n/,
    );
    const passed = await run('--format=markdown', '--fail-on=inuse_space>1MB', ...heaps);
    expect(passed.stdout).toMatch(/^\*\*Passed:\*\* `inuse_space>1MB`\n/);
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
    [[...heaps, 'goroutine.debug2.txt'], /cannot be lined up/],
    [[...heaps, 'cpu.pb.gz'], /count different things/],
    [['--sample-type=goats', ...heaps, 'heap-after.pb.gz'], /no common sample type goats. They have: alloc/],
    [['--format=xml', ...heaps], /no format xml/],
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

  it('tells in JSON and text which file a total is of', async () => {
    const args = ['--format=json', 'before', 'after'];
    const { measures } = JSON.parse((await runCommand(diff.run, args, folder)).stdout) as DiffJson;
    expect(measures.find(({ name }) => name === 'inuse_space')).toMatchObject({ file: 'heap.pb.gz' });
    const { stdout } = await runCommand(diff.run, ['before', 'after'], folder);
    expect(stdout).toMatch(/\ngoroutines\.txt:\ngoroutines +13/);
    expect(stdout).toMatch(/\nheap\.pb\.gz:\nalloc_objects /);
  });
});

describe('leaklens diff of a series', () => {
  interface SeriesJson {
    readonly files: string[];
    readonly times: (number | null)[];
    readonly per: string;
    readonly measures: { name: string; values: number[]; slope: number; delta: number }[];
    readonly functions: { function: string; values: number[]; slope: number }[];
    readonly groups: { top: string; values: number[]; slope: number }[];
  }
  const series = async (...args: string[]): Promise<SeriesJson> =>
    JSON.parse((await run('--format=json', ...args)).stdout) as SeriesJson;

  it('is in order of time, and grows per minute', async () => {
    const found = await series('--sample-type=inuse_space', 'heap-after.pb.gz', 'heap-before.pb.gz', 'allocs.pb.gz');
    expect(found.per).toBe('minute');
    expect([...found.times].sort()).toEqual(found.times);
    expect(found.files[0]).toBe('heap-before.pb.gz');
    const total = found.measures.find(({ name }) => name === 'inuse_space')!;
    expect(total.delta).toBe(total.values[2]! - total.values[0]!);
    const sums = found.functions.reduce((all, { values }) => all.map((sum, i) => sum + values[i]!), [0, 0, 0]);
    expect(sums).toEqual(total.values);
    const slopes = found.functions.map(({ slope }) => slope);
    expect(slopes).toEqual([...slopes].sort((a, b) => b - a));
  });

  it('of text dumps grows per step, by stack', async () => {
    const found = await series('goroutineleak.debug2.txt', 'goroutine.debug2.txt', 'goroutine.debug2.txt');
    expect([found.per, found.times]).toEqual(['step', [null, null, null]]);
    expect(found.measures[0]).toMatchObject({ name: 'goroutines', values: [13, 116, 116], slope: 51.5, delta: 103 });
    expect(found.groups.find(({ top }) => top === 'main.send')!.values.slice(1)).toEqual([35, 35]);
  });

  it('prints what grows, with a line of bars, and holds limits from first to last', async () => {
    const files = ['goroutineleak.debug2.txt', 'goroutine.debug2.txt', 'goroutine.debug2.txt'];
    const { stdout, code } = await run('--fail-on=goroutines>5%', ...files);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^3 recordings, growth per step\n {2}1 {2}goroutineleak\.debug2\.txt\n/);
    expect(stdout).toMatch(/\ngoroutines +13 +116 +\+103 +\+51\.50 {2}▂██\n/);
    expect(stdout).toMatch(/\nGrowing \(goroutines\)\n +\S+ +\S+ +\+\S+ +\+\S+ {2}[▁-█]{3} {2}\S/);
    expect(stdout).toContain('FAILED goroutines>5%');
    const markdown = (await run('--format=markdown', ...files)).stdout;
    expect(markdown).toMatch(/\| goroutines \| 13 \| 116 \| \+103 \| \+51\.50 \| ▂██ \|\n/);
  });
});

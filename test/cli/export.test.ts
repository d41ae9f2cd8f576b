import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCommand, flame } from '../../cli/commands/export.ts';
import { top } from '../../cli/commands/top.ts';
import type { TopJson } from '../../cli/topReport.ts';
import { samplesFolder } from '../profile/support/samples.ts';
import { runCommand } from './runCommand.ts';

const run = (...args: string[]) => runCommand(exportCommand.run, args, samplesFolder);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'leaklens-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('leaklens export', () => {
  it('writes pprof that has the same rows when it is read again', async () => {
    const output = join(folder, 'filtered.pb.gz');
    const filters = ['--focus=sort', '--hide=runtime'];
    const written = await run('--format=pprof', `--output=${output}`, ...filters, 'cpu.pb.gz');
    expect(written).toEqual({ code: 0, stdout: '', stderr: '' });
    const json = async (...args: string[]): Promise<TopJson['rows']> =>
      (JSON.parse((await runCommand(top.run, ['--json', ...args], samplesFolder)).stdout) as TopJson).rows;
    const again = await json(output);
    expect(again.length).toBeGreaterThan(3);
    expect(again).toEqual(await json(...filters, 'cpu.pb.gz'));
  });

  it.each([
    ['speedscope', /^\{"\$schema":"https:\/\/www\.speedscope\.app\//],
    ['csv', /^function,file,flat/],
    ['markdown', /^\*\*cpu\*\* of `cpu\.pb\.gz`/],
    ['folded', /^\S+.* \d+\n/],
    ['svg', /^<svg /],
  ])('prints %s', async (format, expected) => {
    const { code, stdout } = await run(`--format=${format}`, 'cpu.pb.gz');
    expect(code).toBe(0);
    expect(stdout).toMatch(expected);
    const output = join(folder, `to.${format}`);
    await run(`--format=${format}`, `--output=${output}`, 'cpu.pb.gz');
    expect(readFileSync(output, 'utf8')).toBe(stdout);
  });

  it.each([
    [[], /Name a profile/],
    [['cpu.pb.gz'], /Say which --format: svg, pprof/],
    [['--format=xml', 'cpu.pb.gz'], /no format xml/],
    [['--format=pprof', 'cpu.pb.gz'], /needs --output/],
    [['--format=svg', '--width=0', 'cpu.pb.gz'], /--width needs a number/],
    [['--format=csv', '--output=no/such/folder/x.csv', 'cpu.pb.gz'], /no\/such\/folder/],
    [['--format=csv', 'nosuch.pb.gz'], /no such file/],
  ])('refuses %j with exit code 2', async (args, message) => {
    const { code, stderr, stdout } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

describe('leaklens flame', () => {
  it('draws a profile, and a comparison', async () => {
    const draw = (...args: string[]) => runCommand(flame.run, args, samplesFolder);
    expect((await draw('--width=640', 'cpu.pb.gz')).stdout).toMatch(/^<svg [^>]*width="640"/);
    const compared = await draw('--diff_base=heap-before.pb.gz', 'heap-after.pb.gz');
    expect(compared.stdout).toMatch(/>▼ /);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { top } from '../../cli/commands/top.ts';
import type { TopJson } from '../../cli/topReport.ts';
import { keptReports, samplesFolder } from '../profile/support/samples.ts';
import { runCommand } from './runCommand.ts';

const run = (...args: string[]) => runCommand(top.run, args, samplesFolder);

describe('leaklens top as text is the report of go tool pprof -top', () => {
  for (const file of readdirSync(keptReports)) {
    const [title = '', ...report] = readFileSync(join(keptReports, file), 'utf8').split('\n');
    it(title, async () => {
      const { stdout, code } = await run(...title.split(' '));
      expect(code).toBe(0);
      expect(stdout.replace(/^Time: .*\n/m, '').trimEnd()).toBe(report.join('\n').trimEnd());
    });
  }
});

describe('leaklens top', () => {
  it('prints all rows as JSON, in the documented form', async () => {
    const { stdout } = await run('--format=json', '--sample-type', 'inuse_space', 'heap-before.pb.gz');
    const json = JSON.parse(stdout) as TopJson;
    expect(Object.keys(json)).toEqual(['profile', 'rows']);
    expect(json.profile).toEqual({
      sampleTypes: ['alloc_objects', 'alloc_space', 'inuse_objects', 'inuse_space'],
      sampleType: 'inuse_space',
      unit: 'bytes',
      total: json.rows.reduce((sum, { flat }) => sum + flat, 0),
      duration: 0,
    });
    expect(json.rows[0]).toEqual({
      function: expect.any(String),
      file: expect.stringMatching(/\.go$/),
      flat: expect.any(Number),
      cum: expect.any(Number),
    });
  });

  it('takes values behind an equals sign or a space, and dashes for underscores', async () => {
    const joined = await run('--json', '--show_from=sorted', '--noinlines', 'cpu.pb.gz');
    const apart = await run('--json', '--show-from', 'sorted', '--noinlines', 'cpu.pb.gz');
    expect(joined.stdout).toBe(apart.stdout);
    expect(JSON.parse(joined.stdout).rows.length).toBeGreaterThan(0);
  });

  it('shows the first N rows', async () => {
    const { stdout } = await run('--json', '--nodecount=3', 'cpu.pb.gz');
    expect(JSON.parse(stdout).rows).toHaveLength(3);
  });

  it('shows everything as text with --nodecount=0', async () => {
    const { stdout } = await run('--nodecount=0', 'walk.pb.gz');
    const { stdout: json } = await run('--json', 'walk.pb.gz');
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .slice(stdout.split('\n').indexOf('      flat  flat%   sum%        cum   cum%') + 1),
    ).toHaveLength(JSON.parse(json).rows.length);
  });

  it('adds up several files', async () => {
    const one = JSON.parse((await run('--json', 'cpu.pb.gz')).stdout) as TopJson;
    const two = JSON.parse((await run('--json', 'cpu.pb.gz', 'cpu.pb.gz')).stdout) as TopJson;
    expect(two.profile.total).toBe(2 * one.profile.total);
    expect(two.rows.map(({ function: name, flat }) => [name, flat])).toEqual(
      one.rows.map(({ function: name, flat }) => [name, 2 * flat]),
    );
  });

  it('warns of filters that match nothing', async () => {
    const { stderr, code } = await run('--focus=nowhere', 'cpu.pb.gz');
    expect(stderr).toBe('Focus expression matched no samples\n');
    expect(code).toBe(0);
  });

  it.each([
    [['nosuch.pb.gz'], /nosuch\.pb\.gz: There is no such file/],
    [['.'], /This is a folder/],
    [['make.mjs'], /not a pprof profile/],
    [['old-cpu-64.prof', 'goroutine.debug2.txt'], /goroutine dump/],
    [['goroutine.debug2.txt'], /goroutine dump/],
    [[], /Name a profile.*--help/],
    [['--no-such-option', 'cpu.pb.gz'], /no option --no-such-option/],
    [['--focus'], /--focus needs a value/],
    [['--focus=(', 'cpu.pb.gz'], /focus filter is not a valid regular expression/],
    [['--tagfocus=k=[', 'cpu.pb.gz'], /tagfocus filter is not a valid/],
    [['--sample-type=goats', 'cpu.pb.gz'], /no sample type goats. It has: samples, cpu/],
    [['--format=xml', 'cpu.pb.gz'], /no format xml/],
    [['--nodecount=many', 'cpu.pb.gz'], /--nodecount needs a number/],
    [['--lines', '--files', 'cpu.pb.gz'], /Only one of/],
    [['--normalize', 'cpu.pb.gz'], /--normalize needs/],
    [['--base=heap-before.pb.gz', 'cpu.pb.gz'], /count different things/],
    [['--max-unpacked-mb=0.001', 'walk.pb.gz'], /larger than the limit/],
  ])('refuses %j with exit code 2 and says what to do', async (args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
  });

  it('has help', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    expect(stdout).toContain('--tagfocus');
  });
});

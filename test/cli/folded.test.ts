import { describe, expect, it } from 'vitest';
import { folded } from '../../cli/commands/folded.ts';
import { samplesFolder } from '../profile/support/samples.ts';
import { runCommand } from './runCommand.ts';

const run = (...args: string[]) => runCommand(folded.run, args, samplesFolder);

describe('leaklens folded', () => {
  it('prints each stack once, the root first', async () => {
    const { stdout, code } = await run('--sample-type=delay', '--noinlines', 'bare.pb');
    expect(code).toBe(0);
    expect(stdout).toBe(`main.main;main.work 1500
main.main;main.work;<unknown> 7
main.main;main.work;main.work -20
`);
  });

  it('adds up to the total', async () => {
    const { stdout } = await run('--sample-type=inuse_space', 'heap-before.pb.gz');
    const lines = stdout.trimEnd().split('\n');
    expect(new Set(lines.map((line) => line.replace(/ -?\d+$/, ''))).size).toBe(lines.length);
    const sum = lines.reduce((total, line) => total + Number(/ (-?\d+)$/.exec(line)![1]), 0);
    const { stdout: narrowed } = await run('--sample-type=inuse_space', '--focus=nested', 'heap-before.pb.gz');
    expect(sum).toBeGreaterThan(1_000_000);
    expect(narrowed.split('\n').length).toBeLessThan(lines.length);
  });

  it('refuses what is no profile', async () => {
    expect(await run('make.mjs')).toMatchObject({ code: 2, stdout: '' });
    expect(await run()).toMatchObject({ code: 2, stdout: '' });
  });
});

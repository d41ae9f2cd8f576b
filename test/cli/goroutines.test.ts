import { describe, expect, it } from 'vitest';
import { type GoroutinesJson, goroutines } from '../../cli/commands/goroutines.ts';
import { samplesFolder } from '../profile/support/samples.ts';
import { runCommand } from './runCommand.ts';

const run = (...args: string[]) => runCommand(goroutines.run, args, samplesFolder);

describe('leaklens goroutines', () => {
  it('prints groups as JSON, in the documented form', async () => {
    const { stdout, code } = await run('--format=json', 'goroutine.debug2.txt');
    const json = JSON.parse(stdout) as GoroutinesJson;
    expect(code).toBe(0);
    expect(Object.keys(json)).toEqual(['total', 'states', 'groups']);
    expect(json.total).toBe(json.groups.reduce((sum, { count }) => sum + count, 0));
    expect(json.states['chan send']).toBe(35);
    expect(json.groups[0]).toEqual({
      count: 35,
      state: 'chan send',
      waitMinutes: null,
      top: 'main.send',
      createdBy: 'main.parked',
      frames: [{ function: 'main.send', file: 'example.com/recorder/goroutines.go', line: 69 }],
      labels: {},
    });
    expect(json.groups.find(({ labels }) => labels['tenant'] === 'acme')).toMatchObject({ count: 4 });
  });

  it.each(['goroutine.pb.gz', 'goroutine.debug1.txt', 'crash.txt', 'goroutineleak.pb.gz'])('reads %s', async (file) => {
    const { stdout, code } = await run('--json', file);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).total).toBeGreaterThan(10);
  });

  it('prints the largest groups as text', async () => {
    const { stdout } = await run('--nodecount=1', 'goroutineleak.debug2.txt');
    expect(stdout).toBe(`13 goroutines in 2 groups: 12 chan send, 1 running

12 goroutines [chan send, leaked]
    main.leaky.func1  example.com/recorder/goroutines.go:152
  created by main.leaky  example.com/recorder/goroutines.go:152

1 more groups: --nodecount=0 shows all.
`);
  });

  it.each([
    [['cpu.pb.gz'], /no goroutines in it/],
    [['make.mjs'], /not a pprof profile/],
    [['nosuch'], /no such file/],
    [[], /Name one dump/],
    [['--nodecount=x', 'crash.txt'], /needs a number/],
  ])('refuses %j with exit code 2', async (args, message) => {
    const { code, stderr, stdout } = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(message);
  });
});

import { describe, expect, it } from 'vitest';
import { dispatch } from '../../cli/dispatch.ts';
import { parseFlags } from '../../cli/flags.ts';
import { printJson } from '../../cli/json.ts';
import { runCommand } from './runCommand.ts';

const echo = {
  name: 'echo',
  summary: 'says its arguments',
  usage: 'leaklens echo WORDS\n',
  run: async (args: string[], io: { stdout: (text: string) => void }) => {
    io.stdout(args.join());
    return 7;
  },
};
const run = (...args: string[]) => runCommand((rest, io) => dispatch([echo], rest, io), args, '.');

describe('dispatch', () => {
  it('hands the arguments on and returns the exit code', async () => {
    expect(await run('echo', '--help', 'b')).toEqual({ code: 7, stdout: '--help,b', stderr: '' });
  });

  it('lists the commands on demand, and refuses to do nothing', async () => {
    expect((await run('--help')).stdout).toContain('echo  says its arguments');
    expect((await run('help', 'echo')).stdout).toBe('leaklens echo WORDS\n');
    expect(await run()).toMatchObject({ code: 2, stdout: '' });
    expect(await run('ech')).toMatchObject({
      code: 2,
      stderr: 'leaklens: There is no command ech. Try leaklens --help.\n',
    });
  });
});

describe('parseFlags', () => {
  const spec = { focus: 'value', show_from: 'value', noinlines: 'switch' } as const;

  it('takes values that look like flags, and operands behind --', () => {
    const flags = parseFlags(['--focus', '--x', '-show_from=a=b', 'file', '--', '--noinlines'], spec);
    if (!flags.ok) throw new Error(flags.error);
    expect([...flags.value.values]).toEqual([
      ['focus', ['--x']],
      ['show_from', ['a=b']],
    ]);
    expect(flags.value.operands).toEqual(['file', '--noinlines']);
  });

  it('refuses a switch with a value', () => {
    expect(parseFlags(['--noinlines=maybe'], spec)).toMatchObject({ ok: false });
    expect(parseFlags(['--noinlines=true'], spec)).toMatchObject({ ok: true });
  });
});

describe('printJson', () => {
  it('prints what JSON.stringify prints', () => {
    const value = { a: 1, list: [{ b: [1, 2], c: 'x\ny' }, null, 'text'], empty: [], nested: { d: { e: [] } } };
    let text = '';
    printJson(value, (part) => {
      text += part;
    });
    expect(text).toBe(`${JSON.stringify(value, undefined, 2)}\n`);
  });
});

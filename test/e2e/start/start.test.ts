import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { cache, inRoot } from '../../../scripts/lib/project.mjs';

const folder = mkdtempSync(path.join(tmpdir(), 'leaklens-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
}

/** `npm start` without npm; no display is there unless `env` has one. */
function start(args: readonly string[], env: Record<string, string> = {}): Started {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...bare } = process.env;
  const child = spawn(process.execPath, [inRoot('scripts/start.mjs'), ...args], { env: { ...bare, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (d) => {
      output += d;
    });
  return { child, output: () => output, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

async function printed(run: Started, what: RegExp): Promise<string> {
  for (;;) {
    const match = what.exec(run.output());
    if (match) return match[0];
    if (run.child.exitCode !== null) throw new Error(`It ended before it said ${what}:\n${run.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Command lines of processes that use a folder (Linux; elsewhere none are seen). */
function processesIn(used: string): string[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && pid !== String(process.pid))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        return []; // it has just ended
      }
    })
    .filter((line) => line.includes(used));
}

it.skipIf(process.platform === 'win32')(
  'prints what is found in demo/, and opens it in the desktop VS Code',
  async () => {
    const told = path.join(folder, 'arguments');
    const program = `#!/bin/sh\nprintf '%s\\n' "$@" > '${told}'\n`;
    writeFileSync(path.join(folder, 'code'), program, { mode: 0o755 });
    const run = start([], { DISPLAY: ':0', PATH: `${folder}${path.delimiter}${process.env['PATH']}` });
    expect(await run.ended, run.output()).toBe(0);
    expect(run.output()).toMatch(/leaky\/cancel_discarded\.go:\d+:\d+: warning: .*\[cancel-discarded\]/);
    const args = readFileSync(told, 'utf8').trimEnd().split('\n');
    expect(args).toContain(`--extensionDevelopmentPath=${inRoot()}`);
    expect(args.at(-1)).toBe(inRoot('demo'));
  },
);

it('serves VS Code to the browser where there is no display, and leaves nothing behind after Ctrl-C', async () => {
  const run = start([]);
  const url = new URL((await printed(run, /http:\/\/127\.0\.0\.1:\d+\S*/)) as string);
  expect((await fetch(new URL('/healthz', url))).ok).toBe(true);
  expect(url.searchParams.get('folder')).toBe(inRoot('demo'));
  run.child.kill('SIGINT');
  await run.ended;
  expect(run.output()).toContain('Stopped.');
  await expect(fetch(url)).rejects.toThrow();
  expect(processesIn(path.join(cache, 'start'))).toEqual([]);
});

it('looks at the window by itself with --headless', async () => {
  const run = start(['--headless']);
  expect(await run.ended, run.output()).toBe(0);
  expect(run.output()).toContain('the extension marks a leak in it');
  expect(processesIn(path.join(cache, 'start-headless'))).toEqual([]);
});

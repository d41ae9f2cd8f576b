import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { isMainThread } from 'node:worker_threads';
import { serveChecks } from './check/worker.ts';
import type { Command, CommandIo } from './command.ts';
import { check } from './commands/check.ts';
import { diff } from './commands/diff.ts';
import { explain } from './commands/explain.ts';
import { exportCommand, flame } from './commands/export.ts';
import { folded } from './commands/folded.ts';
import { goroutines } from './commands/goroutines.ts';
import { top } from './commands/top.ts';
import { dispatch } from './dispatch.ts';

const commands: readonly Command[] = [check, explain, top, goroutines, folded, flame, diff, exportCommand];

const io: CommandIo = {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  readFile: (path) => readFile(path),
  writeFile: (path, bytes) => writeFile(path, bytes),
  readFolder: async (path) => ((await stat(path)).isDirectory() ? (await readdir(path)).sort() : undefined),
  cwd: process.cwd(),
  isTTY: process.stdout.isTTY === true,
};

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});

if (isMainThread)
  void dispatch(commands, process.argv.slice(2), io).then((code) => {
    process.exitCode = code;
  });
else serveChecks();

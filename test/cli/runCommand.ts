import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import type { CommandIo } from '../../cli/command.ts';

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in a folder, without a process of its own. */
export async function runCommand(
  run: (args: string[], io: CommandIo) => Promise<number>,
  args: readonly string[],
  cwd: string,
): Promise<Outcome> {
  let stdout = '';
  let stderr = '';
  const code = await run([...args], {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    readFile: (path) => readFile(path),
    writeFile: (path, bytes) => writeFile(path, bytes),
    readFolder: async (path) => ((await stat(path)).isDirectory() ? (await readdir(path)).sort() : undefined),
    cwd,
    isTTY: false,
  });
  return { code, stdout, stderr };
}

import { join } from 'node:path';
import { failure, type Result, success } from '../profile/result.ts';
import type { CommandIo } from './command.ts';
import { type Input, type InputOptions, readInput } from './input.ts';

/** The same recording before and after. */
export interface Pair {
  /** Name of the file where folders are compared, else ''. */
  readonly name: string;
  readonly before: Input;
  readonly after: Input;
}

/** Reads two files, or the files of the same names in two folders; the failure is a line to print. */
export async function readPairs(
  before: string,
  after: string,
  io: CommandIo,
  options: InputOptions,
): Promise<Result<Pair[], string>> {
  const olderNames = await io.readFolder(join(io.cwd, before)).catch(() => undefined);
  const newerNames = await io.readFolder(join(io.cwd, after)).catch(() => undefined);
  if (!olderNames && !newerNames) {
    const pair = await readPair('', before, after, io, options);
    return pair.ok ? success([pair.value]) : pair;
  }
  if (!olderNames || !newerNames)
    return failure(`${olderNames ? after : before} is no folder: compare two files or two folders.`);
  const common = olderNames.filter((name) => newerNames.includes(name) && !name.startsWith('.'));
  const pairs: Pair[] = [];
  for (const name of common) {
    const pair = await readPair(name, join(before, name), join(after, name), io, options);
    // A folder may hold other files too.
    if (pair.ok) pairs.push(pair.value);
    else io.stderr(`leaklens: left out: ${pair.error}\n`);
  }
  if (pairs.length === 0) return failure(`${before} and ${after} have no profiles of the same names.`);
  return success(pairs);
}

/** Reads more than two files; the failure is a line to print. */
export async function readSeries(
  files: readonly string[],
  io: CommandIo,
  options: InputOptions,
): Promise<Result<Input[], string>> {
  const inputs: Input[] = [];
  for (const file of files) {
    const input = await readInput(file, io, options);
    if (!input.ok) return input;
    inputs.push(input.value);
  }
  return success(inputs);
}

async function readPair(
  name: string,
  before: string,
  after: string,
  io: CommandIo,
  options: InputOptions,
): Promise<Result<Pair, string>> {
  const older = await readInput(before, io, options);
  if (!older.ok) return older;
  const newer = await readInput(after, io, options);
  if (!newer.ok) return newer;
  return success({ name, before: older.value, after: newer.value });
}

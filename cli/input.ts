import { resolve } from 'node:path';
import { looksLikeGoroutineDump, readGoroutineDump } from '../profile/goroutines/dump.ts';
import { goroutineGroups, isGoroutineProfile } from '../profile/goroutines/fromProfile.ts';
import type { GoroutineSet } from '../profile/goroutines/goroutineGroup.ts';
import { defaultMaxUnpackedBytes, openProfile, unpack } from '../profile/open.ts';
import type { Profile } from '../profile/profile.ts';
import { failure, type Result, success } from '../profile/result.ts';
import type { CommandIo } from './command.ts';
import { gunzip } from './gunzip.ts';

/** A file read: a profile with goroutines in it if it is one of goroutines, or a dump in text form. */
export type Input =
  | { readonly kind: 'profile'; readonly path: string; readonly profile: Profile; readonly goroutines?: GoroutineSet }
  | { readonly kind: 'dump'; readonly path: string; readonly goroutines: GoroutineSet };

export interface InputOptions {
  readonly maxUnpackedBytes?: number;
}

/** Reads a profile; the failure is a line to print. */
export async function readProfile(
  path: string,
  io: CommandIo,
  { maxUnpackedBytes = defaultMaxUnpackedBytes }: InputOptions = {},
): Promise<Result<Profile, string>> {
  const bytes = await readBytes(path, io);
  if (!bytes.ok) return bytes;
  const opened = await openProfile(bytes.value, { gunzip, maxUnpackedBytes });
  return opened.ok ? opened : failure(`${path}: ${opened.error.message}`);
}

/** Reads a profile or a goroutine dump, whatever the file holds. */
export async function readInput(
  path: string,
  io: CommandIo,
  options: InputOptions = {},
): Promise<Result<Input, string>> {
  const bytes = await readBytes(path, io);
  if (!bytes.ok) return bytes;
  const { maxUnpackedBytes = defaultMaxUnpackedBytes } = options;
  const unpacked = await unpack(bytes.value, { gunzip, maxUnpackedBytes });
  if (!unpacked.ok) return failure(`${path}: ${unpacked.error.message}`);
  if (looksLikeGoroutineDump(unpacked.value)) {
    const dump = readGoroutineDump(unpacked.value);
    return dump.ok
      ? success({ kind: 'dump', path, goroutines: dump.value })
      : failure(`${path}: ${dump.error.message}`);
  }
  const opened = await openProfile(unpacked.value, { gunzip, maxUnpackedBytes });
  if (!opened.ok) return failure(`${path}: ${opened.error.message}`);
  const profile = opened.value;
  if (!isGoroutineProfile(profile)) return success({ kind: 'profile', path, profile });
  return success({ kind: 'profile', path, profile, goroutines: goroutineGroups(profile) });
}

async function readBytes(path: string, io: CommandIo): Promise<Result<Uint8Array, string>> {
  try {
    return success(await io.readFile(resolve(io.cwd, path)));
  } catch (error) {
    return failure(`${path}: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'There is no such file. Check the path.';
  if (code === 'EACCES' || code === 'EPERM') return 'The file may not be read. Check its permissions.';
  if (code === 'EISDIR') return 'This is a folder: name a file in it.';
  if (code === 'ERR_FS_FILE_TOO_LARGE') return 'The file is too large to be read (2 GB).';
  return error instanceof Error ? error.message : String(error);
}

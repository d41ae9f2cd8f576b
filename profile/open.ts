import { type DecodeOptions, decodeProfile } from './decode.ts';
import { readLegacy } from './legacy/readLegacy.ts';
import { type ProfileProblem, problem } from './problem.ts';
import type { Profile } from './profile.ts';
import { failure, type Result, success } from './result.ts';
import { gzipSizeHint, isGzip, recogniseForeign } from './sniff.ts';

/**
 * The host's gunzip (node:zlib or DecompressionStream). `sizeHint` is the size the gzip trailer promises, to size the
 * output by; it may lie. Must stop and return 'too-large' beyond `limit` bytes of output, 'bad-gzip' on damage.
 */
export type Gunzip = (
  packed: Uint8Array,
  limit: number,
  sizeHint: number,
) => Promise<Uint8Array | 'too-large' | 'bad-gzip'>;

/** Unless the user says otherwise: ten times the largest profiles met, and far from what a process can hold. */
export const defaultMaxUnpackedBytes = 1024 * 1024 * 1024;

export interface UnpackOptions {
  readonly gunzip: Gunzip;
  /** Limit for the unpacked size in bytes: the guard against gzip bombs. */
  readonly maxUnpackedBytes: number;
}

export interface OpenOptions extends DecodeOptions, UnpackOptions {}

/** A file's bytes, gzip or not, to a profile. Dumps, traces and other things are named in the problem. */
export async function openProfile(file: Uint8Array, options: OpenOptions): Promise<Result<Profile, ProfileProblem>> {
  const unpacked = await unpack(file, options);
  if (!unpacked.ok) return unpacked;
  const decoded = decodeProfile(unpacked.value, options);
  return decoded.ok || decoded.error.code === 'cancelled' ? decoded : readOlder(unpacked.value, decoded.error);
}

/** Reads the forms from before profile.proto; `otherwise` is what is wrong with the bytes as such a one. */
export function readOlder(bytes: Uint8Array, otherwise: ProfileProblem): Result<Profile, ProfileProblem> {
  return readLegacy(bytes) ?? failure(recogniseForeign(bytes) ?? otherwise);
}

/** The bytes of a file without gzip around them, at most `maxUnpackedBytes`. */
export async function unpack(
  file: Uint8Array,
  { gunzip, maxUnpackedBytes }: UnpackOptions,
): Promise<Result<Uint8Array, ProfileProblem>> {
  if (!isGzip(file)) return file.length > maxUnpackedBytes ? failure(tooLarge(maxUnpackedBytes)) : success(file);
  const unpacked = await gunzip(file, maxUnpackedBytes, Math.min(gzipSizeHint(file), maxUnpackedBytes));
  if (unpacked === 'too-large') return failure(tooLarge(maxUnpackedBytes));
  if (unpacked === 'bad-gzip') return failure(badGzip);
  return success(unpacked);
}

const badGzip = problem(
  'bad-gzip',
  'The compressed file is damaged or cut off. Record the profile again, or copy it again in binary mode.',
);

function tooLarge(limit: number): ProfileProblem {
  const megabytes = Math.floor(limit / 1024 / 1024);
  return problem(
    'too-large',
    `The profile is larger than the limit of ${megabytes} MB when unpacked. Raise the limit if you trust the file.`,
  );
}

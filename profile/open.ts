import type { DecodeOptions } from './decode.ts';
import type { ProfileProblem } from './problem.ts';
import type { Profile } from './profile.ts';
import type { Result } from './result.ts';

/**
 * The host's gunzip (node:zlib or DecompressionStream). `sizeHint` is the size the gzip trailer promises, to size the
 * output by; it may lie. Must stop and return 'too-large' beyond `limit` bytes of output, 'bad-gzip' on damage.
 */
export type Gunzip = (
  packed: Uint8Array,
  limit: number,
  sizeHint: number,
) => Promise<Uint8Array | 'too-large' | 'bad-gzip'>;

export interface OpenOptions extends DecodeOptions {
  readonly gunzip: Gunzip;
  /** Limit for the unpacked size in bytes: the guard against gzip bombs. */
  readonly maxUnpackedBytes: number;
}

/** A file's bytes, gzip or not, to a profile. Text files, traces and other things are named in the problem. */
export declare function openProfile(file: Uint8Array, options: OpenOptions): Promise<Result<Profile, ProfileProblem>>;

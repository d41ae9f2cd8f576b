import type { ProfileProblem } from './problem.ts';
import type { Profile } from './profile.ts';
import type { Result } from './result.ts';

export interface DecodeOptions {
  /** Called now and then with bytes done of bytes in all; returning false gives up with the code `cancelled`. */
  readonly progress?: (done: number, total: number) => boolean;
}

/** Reads an unpacked profile.proto. Never throws on bad bytes. */
export declare function decodeProfile(bytes: Uint8Array, options?: DecodeOptions): Result<Profile, ProfileProblem>;

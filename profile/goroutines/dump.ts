import type { ProfileProblem } from '../problem.ts';
import type { Result } from '../result.ts';
import type { GoroutineSet } from './goroutineGroup.ts';

/** Whether a file's first bytes look like a goroutine dump (debug=1, debug=2, or a crash). */
export declare function looksLikeGoroutineDump(bytes: Uint8Array): boolean;

/** Reads debug=2 and debug=1 text and crash dumps. */
export declare function readGoroutineDump(bytes: Uint8Array): Result<GoroutineSet, ProfileProblem>;

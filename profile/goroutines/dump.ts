import { type ProfileProblem, problem } from '../problem.ts';
import { failure, type Result, success } from '../result.ts';
import { recogniseForeign } from '../sniff.ts';
import { readCountText } from './countText.ts';
import type { GoroutineSet } from './goroutineGroup.ts';
import { readStackText } from './stackText.ts';

/** Whether a file's first bytes look like a goroutine dump (debug=1, debug=2, or a crash). */
export function looksLikeGoroutineDump(bytes: Uint8Array): boolean {
  return recogniseForeign(bytes)?.code === 'goroutine-text';
}

/** Reads debug=2 and debug=1 text and crash dumps, also where other output stands before them. */
export function readGoroutineDump(bytes: Uint8Array): Result<GoroutineSet, ProfileProblem> {
  const dump = isCountText(bytes) ? readCountText(bytes) : readStackText(bytes);
  if (dump.total > 0 || isCountText(bytes)) return success(dump);
  return failure(
    problem(
      'not-a-profile',
      'There are no goroutines in this file. Fetch a dump with /debug/pprof/goroutine?debug=2, or use the output of a crash.',
    ),
  );
}

/** `goroutine profile: total 12` in the first line. */
function isCountText(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 64));
  return /^goroutine(leak)? profile: total \d/.test(head);
}

import type { ProfileProblem } from '../problem.ts';
import type { Profile } from '../profile.ts';
import type { Result } from '../result.ts';
import { readContentionText } from './contentionText.ts';
import { readCountProfile } from './countText.ts';
import { readCpuWords } from './cpuWords.ts';
import { readHeapText } from './heapText.ts';
import { readThreadText } from './threadText.ts';

const readers = [readCpuWords, readHeapText, readCountProfile, readThreadText, readContentionText];

/**
 * Reads the forms from before profile.proto that `go tool pprof` still reads, with its figures: heap (also growth and
 * fragmentation), contention and mutex, counted stacks (threadcreate, goroutine), threadz, and CPU of gperftools. Not
 * those of Java. Undefined if the bytes are none of them.
 */
export function readLegacy(bytes: Uint8Array): Result<Profile, ProfileProblem> | undefined {
  for (const read of readers) {
    const profile = read(bytes);
    if (profile) return profile;
  }
  return undefined;
}

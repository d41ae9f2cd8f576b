import { exerciseDump, exerciseLegacy, exerciseProfile, type Verdict } from './exercise.ts';

/** A recorded file to be damaged, and what is then done with it. */
export interface Fuzzed {
  readonly file: string;
  readonly exercise: (bytes: Uint8Array) => Verdict;
  readonly isText: boolean;
}

const protos = ['cpu.pb.gz', 'cpu-labelled.pb.gz', 'heap-before.pb.gz', 'goroutine.pb.gz', 'mutex.pb.gz', 'odd.pb'];
const dumps = ['goroutine.debug2.txt', 'goroutine.debug1.txt', 'crash.txt', 'goroutineleak.debug2.txt'];
const texts = ['old-heap.txt', 'old-heap-go.txt', 'old-growth.txt', 'old-contention.txt', 'old-threads.txt'];
const counted = ['old-threadcreate.txt', 'mutex.debug1.txt'];
const words = ['old-cpu-32.prof', 'old-cpu-64.prof'];

/** One of each form that is read. */
export const fuzzed: readonly Fuzzed[] = [
  ...protos.map((file) => ({ file, exercise: exerciseProfile, isText: false })),
  ...dumps.map((file) => ({ file, exercise: exerciseDump, isText: true })),
  ...[...texts, ...counted].map((file) => ({ file, exercise: exerciseLegacy, isText: true })),
  ...words.map((file) => ({ file, exercise: exerciseLegacy, isText: false })),
];

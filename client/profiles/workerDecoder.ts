import type { Gunzip } from '../../profile/open.ts';
import { failure } from '../../profile/result.ts';
import type { Decoded, Decoder, DecodeTask, WorkerAnswer, WorkerTask } from '../platform.ts';
import { decodeFile } from './decodeFile.ts';

/** A worker of either platform. */
export interface WorkerPort {
  post(task: WorkerTask): void;
  /** `onEnd` is told when the worker ends by itself: out of memory, mostly. */
  listen(onAnswer: (answer: WorkerAnswer) => void, onEnd: (reason: string) => void): void;
  terminate(): void;
}

/** Smaller files are decoded sooner than a worker is up (bytes, as they lie on disk). */
const workerThreshold = 1 << 20;

/** One worker per large file: it ends with its work, and gives its memory back. */
export function workerDecoder(startWorker: () => Promise<WorkerPort>, gunzip: Gunzip): Decoder {
  return {
    decode: async (bytes, task) => {
      const { maxUnpackedBytes, onProgress } = task;
      if (bytes.length < workerThreshold) return decodeFile({ bytes, maxUnpackedBytes }, gunzip, onProgress);
      return inWorker(await startWorker(), bytes, task);
    },
  };
}

function inWorker(worker: WorkerPort, bytes: Uint8Array, task: DecodeTask): Promise<Decoded> {
  return new Promise((resolve) => {
    const finish = (decoded: Decoded): void => {
      worker.terminate();
      resolve(decoded);
    };
    worker.listen(
      (answer) => (answer.kind === 'progress' ? task.onProgress(answer.progress) : finish(answer.decoded)),
      (reason) => finish(failure(endedEarly(reason))),
    );
    task.signal.onAbort(() => finish(failure({ code: 'cancelled', message: 'Reading the profile was cancelled.' })));
    worker.post({ bytes, maxUnpackedBytes: task.maxUnpackedBytes });
  });
}

const endedEarly = (reason: string) =>
  ({
    code: 'too-large',
    message: `The profile could not be read into memory (${reason}). Close other profiles, or lower the limit for the unpacked size.`,
  }) as const;

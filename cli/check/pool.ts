import { Worker } from 'node:worker_threads';
import type { CheckSetup } from './folderChecks.ts';
import type { FolderResult } from './folderResult.ts';
import type { FromWorker } from './worker.ts';

export interface PoolInput {
  /** The bundle, which runs `serveChecks` when it is a worker. */
  readonly program: string;
  readonly jobs: number;
  readonly setup: CheckSetup;
  readonly onResult: (folder: string, result: FolderResult) => void;
  readonly onTrouble: (message: string) => void;
}

/**
 * Checks folders in worker threads, in the order given as far as they come to it. Answers the folders that were not
 * checked, because the workers failed; `onTrouble` has been told why.
 */
export async function checkInWorkers(folders: readonly string[], input: PoolInput): Promise<readonly string[]> {
  const open = [...folders].reverse();
  const left: string[] = [];
  await Promise.all(Array.from({ length: Math.min(input.jobs, folders.length) }, () => serveOne(open, left, input)));
  // All workers may have failed before the last folder was given out.
  return [...left, ...open.reverse()];
}

/** Keeps one worker busy until nothing is open; what it had in hand when it failed goes to `left`. */
function serveOne(open: string[], left: string[], { program, setup, onResult, onTrouble }: PoolInput): Promise<void> {
  return new Promise((done) => {
    let current: string | undefined;
    let isOver = false;
    const worker = new Worker(program, { workerData: setup });
    const next = (): void => {
      current = open.pop();
      if (current !== undefined) return worker.postMessage(current);
      isOver = true;
      void worker.terminate().then(() => done());
    };
    const fail = (reason: string): void => {
      if (isOver) return;
      isOver = true;
      if (current !== undefined) left.push(current);
      onTrouble(`a worker thread failed (${reason}): what it had to do is done without it, which takes longer`);
      void worker.terminate().then(() => done());
    };
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'trouble') return onTrouble(message.message);
      if (message.folder !== current) return;
      onResult(message.folder, message.result);
      next();
    });
    worker.on('error', (error: Error) => fail(error.message));
    worker.on('exit', (code) => fail(`exit code ${code}`));
    next();
  });
}

import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Platform, WorkerAnswer } from '../platform.ts';
import { type WorkerPort, workerDecoder } from '../profiles/workerDecoder.ts';
import { gunzip } from './gunzip.ts';

/** `distFolder`: where the bundles lie. */
export function nodePlatform(distFolder: string): Platform {
  return {
    decoder: workerDecoder(async () => port(new Worker(path.join(distFolder, 'profileWorker.js'))), gunzip),
    environment: process.env,
  };
}

function port(worker: Worker): WorkerPort {
  return {
    post: (task) => worker.postMessage(task),
    listen: (onAnswer, onEnd) => {
      worker.on('message', (answer: WorkerAnswer) => onAnswer(answer));
      worker.on('error', (error) => onEnd(error.message));
      worker.on('exit', (code) => onEnd(`the worker ended with code ${code}`));
    },
    terminate: () => void worker.terminate(),
  };
}

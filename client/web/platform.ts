import { Uri, workspace } from 'vscode';
import type { Platform, WorkerAnswer } from '../platform.ts';
import { type WorkerPort, workerDecoder } from '../profiles/workerDecoder.ts';
import { gunzip } from './gunzip.ts';

export function webPlatform(distFolder: Uri): Platform {
  const program = Uri.joinPath(distFolder, 'profileWorker.web.js');
  return { decoder: workerDecoder(async () => port(await startWorker(program)), gunzip), environment: {} };
}

/** A worker from the extension's own URI is refused where the extension comes from another machine. */
export async function startWorker(program: Uri): Promise<Worker> {
  const source = await workspace.fs.readFile(program);
  const url = URL.createObjectURL(new Blob([source as BlobPart], { type: 'text/javascript' }));
  const worker = new Worker(url);
  URL.revokeObjectURL(url);
  return worker;
}

function port(worker: Worker): WorkerPort {
  return {
    post: (task) => worker.postMessage(task, [task.bytes.buffer as ArrayBuffer]),
    listen: (onAnswer, onEnd) => {
      worker.onmessage = ({ data }: MessageEvent<WorkerAnswer>) => onAnswer(data);
      worker.onerror = ({ message }) => onEnd(message);
    },
    terminate: () => worker.terminate(),
  };
}

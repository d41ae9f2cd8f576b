import { Uri, workspace } from 'vscode';
import type { Platform, WorkerAnswer } from '../platform.ts';
import { type WorkerPort, workerDecoder } from '../profiles/workerDecoder.ts';
import { gunzip } from './gunzip.ts';

export function webPlatform(distFolder: Uri): Platform {
  const program = Uri.joinPath(distFolder, 'profileWorker.js');
  return { decoder: workerDecoder(async () => port(await startWorker(program)), gunzip), environment: {} };
}

/** Programs as Blob URLs, made once: a worker loads its own when it pleases, so none is ever given back. */
const programs = new Map<string, Promise<string>>();

/** A worker from the extension's own URI is refused where the extension comes from another machine. */
export async function startWorker(program: Uri): Promise<Worker> {
  const key = program.toString();
  const url = programs.get(key) ?? blobOf(program);
  programs.set(key, url);
  return new Worker(await url);
}

async function blobOf(program: Uri): Promise<string> {
  const source = await workspace.fs.readFile(program);
  return URL.createObjectURL(new Blob([source as BlobPart], { type: 'text/javascript' }));
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

import type { WorkerAnswer, WorkerTask } from '../platform.ts';
import { buffersOf, decodeFile } from '../profiles/decodeFile.ts';
import { gunzip } from './gunzip.ts';

declare const self: DedicatedWorkerGlobalScope;

const post = (answer: WorkerAnswer, transfer: Transferable[] = []): void => self.postMessage(answer, transfer);

self.onmessage = async ({ data }: MessageEvent<WorkerTask>) => {
  const decoded = await decodeFile(data, gunzip, (progress) => post({ kind: 'progress', progress }));
  post({ kind: 'done', decoded }, decoded.ok ? buffersOf(decoded.value) : []);
};

import { parentPort, type TransferListItem } from 'node:worker_threads';
import type { WorkerAnswer, WorkerTask } from '../platform.ts';
import { buffersOf, decodeFile } from '../profiles/decodeFile.ts';
import { gunzip } from './gunzip.ts';

const post = (answer: WorkerAnswer, transfer: readonly TransferListItem[] = []): void =>
  parentPort?.postMessage(answer, transfer);

parentPort?.on('message', async (task: WorkerTask) => {
  const decoded = await decodeFile(task, gunzip, (progress) => post({ kind: 'progress', progress }));
  post({ kind: 'done', decoded }, decoded.ok ? buffersOf(decoded.value) : []);
});

import { parentPort, workerData } from 'node:worker_threads';
import { nodeHost } from '../nodeHost.ts';
import { type CheckSetup, FolderChecks } from './folderChecks.ts';
import type { FolderResult } from './folderResult.ts';

/** What a worker says; it is sent the names of folders. */
export type FromWorker =
  | { readonly kind: 'result'; readonly folder: string; readonly result: FolderResult }
  | { readonly kind: 'trouble'; readonly message: string };

/** The body of a worker thread: checks the folders that it is told to, one at a time. */
export function serveChecks(): void {
  const port = parentPort;
  if (!port) return;
  const say = (message: FromWorker): void => port.postMessage(message);
  const trouble = (message: string): void => say({ kind: 'trouble', message });
  const checks = new FolderChecks(workerData as CheckSetup, nodeHost(trouble), trouble);
  port.on('message', async (folder: string) => {
    const result = await checks.check(await checks.read(folder));
    say({ kind: 'result', folder, result });
  });
}

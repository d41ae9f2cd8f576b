import type { FileHost } from '../../server/engine/workspace/host.ts';
import type { FolderInput } from '../../server/engine/workspace/reader.ts';
import { type CheckSetup, FolderChecks } from './folderChecks.ts';
import type { FolderResult } from './folderResult.ts';
import { checkInWorkers } from './pool.ts';

/** Less Go than this for each worker (UTF-16 units), and starting one takes longer than it saves. */
const worthAWorker = 600_000;

export interface RunInput {
  readonly setup: CheckSetup;
  readonly host: FileHost;
  /** The bundle that workers run. */
  readonly program: string;
  readonly jobs: number;
  readonly onTrouble: (message: string) => void;
  /** A folder is about to be checked, or has been. */
  readonly onProgress: (folder: string) => void;
}

/**
 * Checks folders: what an earlier run has kept is answered at once, the rest is shared among workers where it is work
 * enough. The answer has the order of the question, whoever was ready first.
 */
export async function checkFolders(folders: readonly string[], input: RunInput): Promise<readonly FolderResult[]> {
  const { setup, host, program, jobs, onTrouble, onProgress } = input;
  const checks = new FolderChecks(setup, host, onTrouble);
  const results = new Map<string, FolderResult>();
  const missing = new Map<string, number>();
  for (const folder of new Set(folders)) {
    const read = await checks.read(folder);
    const kept = checks.kept(read);
    if (kept) results.set(folder, kept);
    else missing.set(folder, sizeOf(read));
  }
  const total = [...missing.values()].reduce((a, b) => a + b, 0);
  const workers = Math.min(jobs, Math.floor(total / worthAWorker));
  let open: readonly string[] = [...missing.keys()];
  if (workers > 1) {
    // The largest first: at the end all are ready at about the same time.
    const bySize = [...open].sort((a, b) => (missing.get(b) ?? 0) - (missing.get(a) ?? 0));
    const onResult = (folder: string, result: FolderResult): void => {
      results.set(folder, result);
      onProgress(folder);
    };
    const left = new Set(await checkInWorkers(bySize, { program, jobs: workers, setup, onResult, onTrouble }));
    open = open.filter((f) => left.has(f));
  }
  for (const folder of open) {
    onProgress(folder);
    results.set(folder, await checks.check(await checks.read(folder)));
  }
  checks.finish();
  return folders.flatMap((f) => results.get(f) ?? []);
}

const sizeOf = (input: FolderInput): number => input.files.reduce((sum, f) => sum + f.text.length, 0);

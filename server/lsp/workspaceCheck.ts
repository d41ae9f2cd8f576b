import type { CancellationToken } from 'vscode-languageserver';
import type { CheckWorkspaceResult } from '../../protocol/lsp.ts';
import type { Checked } from '../engine/workspace/checker.ts';
import { packageFolders } from '../engine/workspace/folders.ts';
import type { FileHost } from '../engine/workspace/host.ts';
import { readable } from './names.ts';
import type { Progress } from './progress.ts';
import { giveWay } from './timers.ts';

export interface WorkspaceCheckInput {
  readonly host: FileHost;
  readonly roots: readonly string[];
  readonly check: (folder: string) => Promise<Checked>;
  /** Filled by the host with what could not be read. */
  readonly troubles: ReadonlySet<string>;
}

/** Checks every package below the roots, one at a time, giving way to keystrokes between them. */
export async function workspaceCheck(
  { host, roots, check, troubles }: WorkspaceCheckInput,
  token: CancellationToken | undefined,
  progress: Progress,
): Promise<CheckWorkspaceResult> {
  const started = Date.now();
  const cancelled = (): boolean => token?.isCancellationRequested === true;
  progress.begin('Looking for packages');
  const folders = new Set<string>();
  for (const root of roots)
    for await (const folder of packageFolders(host, root)) {
      if (cancelled()) break;
      folders.add(folder);
    }
  const problems = new Set<string>();
  let [packages, files, findings] = [0, 0, 0];
  for (const folder of folders) {
    if (cancelled()) break;
    progress.report(Math.floor((100 * packages) / folders.size), readable(folder));
    const checked = await check(folder);
    packages++;
    files += checked.files.length;
    for (const found of checked.findings.values()) findings += found.length;
    for (const p of checked.problems) problems.add(p);
    await giveWay();
  }
  progress.done();
  const milliseconds = Date.now() - started;
  return { cancelled: cancelled(), packages, files, findings, milliseconds, problems: [...problems, ...troubles] };
}

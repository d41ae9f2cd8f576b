import path from 'node:path';
import { packageFolders } from '../server/engine/workspace/folders.ts';
import type { FileHost } from '../server/engine/workspace/host.ts';

/** What an operand of a command names. */
export interface Target {
  readonly folders: readonly string[];
  /** Only findings of this file are wanted. */
  readonly file: string | undefined;
}

/** Folders of packages for `FOLDER`, `FOLDER/...` or `FILE.go`; undefined when there is no such thing. */
export async function resolveOperand(operand: string, cwd: string, host: FileHost): Promise<Target | undefined> {
  const deep = /(^|[\\/])\.\.\.$/.test(operand);
  const at = path.resolve(cwd, deep ? operand.slice(0, -3) || '.' : operand).replaceAll('\\', '/');
  if ((await host.list(at)) === undefined)
    return !deep && at.endsWith('.go') ? { folders: [path.posix.dirname(at)], file: at } : undefined;
  if (!deep) return { folders: [at], file: undefined };
  const folders: string[] = [];
  for await (const folder of packageFolders(host, at)) folders.push(folder);
  return { folders, file: undefined };
}

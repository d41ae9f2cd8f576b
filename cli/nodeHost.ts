import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { FileHost } from '../server/engine/workspace/host.ts';

/** Larger files than this are data; they are not read at all (bytes). */
const maxBytes = 20 << 20;

/**
 * The local file system. What cannot be read is told to `onTrouble` and passed over. Nothing else runs in the meantime,
 * and waiting for a promise costs several times what reading a file from the system's cache does: so the calls are
 * synchronous.
 */
export function nodeHost(onTrouble: (message: string) => void): FileHost {
  const tried = <T>(path: string, read: () => T): Promise<T | undefined> => {
    try {
      return Promise.resolve(read());
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'ENOTDIR') onTrouble(`${path}: cannot be read (${code ?? message})`);
      return Promise.resolve(undefined);
    }
  };
  return {
    readText: (path) =>
      tried(path, () => {
        const found = statSync(path, { throwIfNoEntry: false });
        if (!found || found.isDirectory()) return undefined;
        // To open a pipe would wait for somebody who writes.
        if (!found.isFile()) return void onTrouble(`${path}: passed over, it is no regular file`);
        if (found.size <= maxBytes) return readFileSync(path, 'utf8');
        return void onTrouble(`${path}: passed over, larger than ${maxBytes >> 20} MB`);
      }),
    list: (folder) =>
      tried(folder, () =>
        // A symbolic link may be a loop, or lead out of the module: files behind one are read, folders are not entered.
        readdirSync(folder, { withFileTypes: true })
          .filter((e) => e.isFile() || e.isDirectory() || e.isSymbolicLink())
          .map((e) => ({ name: e.name, isFolder: e.isDirectory() })),
      ),
  };
}

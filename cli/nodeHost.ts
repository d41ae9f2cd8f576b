import { readdir, readFile, stat } from 'node:fs/promises';
import type { FileHost } from '../server/engine/workspace/host.ts';

/** Larger files than this are data; they are not read at all (bytes). */
const maxBytes = 20 << 20;

/** The local file system. What cannot be read is told to `onTrouble` once and passed over. */
export function nodeHost(onTrouble: (message: string) => void): FileHost {
  const trouble = (path: string, error: unknown): undefined => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') onTrouble(`${path}: cannot be read (${code ?? message})`);
    return undefined;
  };
  return {
    readText: async (path) => {
      try {
        const { size } = await stat(path);
        if (size <= maxBytes) return await readFile(path, 'utf8');
        onTrouble(`${path}: passed over, larger than ${maxBytes >> 20} MB`);
        return undefined;
      } catch (error) {
        return trouble(path, error);
      }
    },
    list: async (folder) => {
      try {
        const entries = await readdir(folder, { withFileTypes: true });
        // A symbolic link may be a loop, or lead out of the module: files behind one are read, folders are not entered.
        return entries
          .filter((e) => e.isFile() || e.isDirectory() || e.isSymbolicLink())
          .map((e) => ({ name: e.name, isFolder: e.isDirectory() }));
      } catch (error) {
        return trouble(folder, error);
      }
    },
  };
}

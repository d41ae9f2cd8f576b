import { readdir, readFile, stat } from 'node:fs/promises';
import { URI } from 'vscode-uri';
import type { FileHost } from '../engine/workspace/host.ts';
import { encodeEntry } from '../lsp/names.ts';

/** Larger files than this are data; they are not read at all (bytes). */
const maxBytes = 20 << 20;

/** `file:` URIs from the local file system; all others are left to `elsewhere`. */
export function fileHost(elsewhere: FileHost, onTrouble: (message: string) => void): FileHost {
  const trouble = (path: string, error: unknown): undefined => {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') onTrouble(`${path}: cannot be read (${code ?? message})`);
    return undefined;
  };
  const local = (name: string): string | undefined => {
    const uri = URI.parse(name);
    return uri.scheme === 'file' ? uri.fsPath : undefined;
  };
  return {
    readText: async (name) => {
      const path = local(name);
      if (path === undefined) return elsewhere.readText(name);
      try {
        const { size } = await stat(path);
        if (size <= maxBytes) return await readFile(path, 'utf8');
        onTrouble(`${path}: passed over, larger than ${maxBytes >> 20} MB`);
        return undefined;
      } catch (error) {
        return trouble(path, error);
      }
    },
    list: async (name) => {
      const path = local(name);
      if (path === undefined) return elsewhere.list(name);
      try {
        const entries = await readdir(path, { withFileTypes: true });
        return entries
          .filter((e) => e.isFile() || e.isDirectory() || e.isSymbolicLink())
          .map((e) => ({ name: encodeEntry(e.name), isFolder: e.isDirectory() }));
      } catch (error) {
        return trouble(path, error);
      }
    },
  };
}

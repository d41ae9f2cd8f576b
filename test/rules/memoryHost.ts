import type { FileHost, FolderEntry } from '../../server/engine/workspace/host.ts';

/** A file system of texts: `files` by their paths below `root`, as they are when they are asked for. */
export function memoryHost(files: ReadonlyMap<string, string>, root: string): FileHost {
  return {
    readText: async (path) => (path.startsWith(`${root}/`) ? files.get(path.slice(root.length + 1)) : undefined),
    list: async (folder) => {
      const entries = new Map<string, FolderEntry>();
      for (const file of files.keys()) {
        const path = `${root}/${file}`;
        if (!path.startsWith(`${folder}/`)) continue;
        const [name = '', ...below] = path.slice(folder.length + 1).split('/');
        entries.set(name, { name, isFolder: below.length > 0 });
      }
      return entries.size > 0 ? [...entries.values()] : undefined;
    },
  };
}

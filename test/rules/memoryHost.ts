import type { FileHost, FolderEntry } from '../../server/engine/workspace/host.ts';

/** A file system of texts: `files` by their paths below `root`. */
export function memoryHost(files: ReadonlyMap<string, string>, root: string): FileHost {
  const texts = new Map([...files].map(([name, text]) => [`${root}/${name}`, text]));
  return {
    readText: async (path) => texts.get(path),
    list: async (folder) => {
      const entries = new Map<string, FolderEntry>();
      for (const path of texts.keys()) {
        if (!path.startsWith(`${folder}/`)) continue;
        const [name = '', ...below] = path.slice(folder.length + 1).split('/');
        entries.set(name, { name, isFolder: below.length > 0 });
      }
      return entries.size > 0 ? [...entries.values()] : undefined;
    },
  };
}

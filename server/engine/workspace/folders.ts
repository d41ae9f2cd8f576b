import { type FileHost, join } from './host.ts';

/** Folders below (and with) `root` that hold Go files, as `./...` means them: no vendor, testdata, hidden or `_` folders. */
export async function* packageFolders(host: FileHost, root: string): AsyncGenerator<string> {
  const open = [root];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const entries = await host.list(folder);
    if (!entries) continue;
    if (entries.some((e) => !e.isFolder && e.name.endsWith('.go'))) yield folder;
    const below = entries.filter((e) => e.isFolder && isSearched(e.name)).map((e) => join(folder as string, e.name));
    open.push(...below.sort().reverse());
  }
}

const isSearched = (name: string): boolean =>
  !/^[._]/.test(name) && name !== 'vendor' && name !== 'testdata' && name !== 'node_modules';

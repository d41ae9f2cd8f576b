/** What the engine needs of a file system. Names are paths with forward slashes or URIs; it never looks inside them. */
export interface FileHost {
  /** Undefined when there is no such file or it cannot be read; `onTrouble` has been told why in the latter case. */
  readText(path: string): Promise<string | undefined>;
  /** Undefined when there is no such folder or it cannot be read. Symbolic links to folders are not followed. */
  list(folder: string): Promise<readonly FolderEntry[] | undefined>;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

export function parentOf(path: string): string | undefined {
  const cut = path.lastIndexOf('/');
  if (cut < 0) return undefined;
  return cut === 0 ? (path === '/' ? undefined : '/') : path.slice(0, cut);
}

export const join = (folder: string, name: string): string =>
  folder.endsWith('/') ? folder + name : `${folder}/${name}`;

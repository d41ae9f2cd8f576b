import { type FileHost, type FolderEntry, parentOf } from '../engine/workspace/host.ts';

/**
 * Remembers what the file system said about watched folders, so that a keystroke reads nothing from the disk.
 * The client's file watcher tells what changed; folders outside of the workspace are read each time.
 */
export class CachedHost implements FileHost {
  readonly #host: FileHost;
  readonly #isWatched: (name: string) => boolean;
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #lists = new Map<string, Promise<readonly FolderEntry[] | undefined>>();

  constructor(host: FileHost, isWatched: (name: string) => boolean) {
    this.#host = host;
    this.#isWatched = isWatched;
  }

  readText(path: string): Promise<string | undefined> {
    return this.#remember(this.#texts, path, () => this.#host.readText(path));
  }

  list(folder: string): Promise<readonly FolderEntry[] | undefined> {
    return this.#remember(this.#lists, folder, () => this.#host.list(folder));
  }

  /** A file was made, changed or removed. */
  changed(name: string): void {
    this.#texts.delete(name);
    const folder = parentOf(name);
    if (folder !== undefined) this.#lists.delete(folder);
  }

  /** Lets go of the texts below a folder: they are wanted again only when one of its files is opened. */
  forgetTexts(folder: string): void {
    for (const name of this.#texts.keys()) if (parentOf(name) === folder) this.#texts.delete(name);
  }

  /** A folder is gone. */
  forgetBelow(folder: string): void {
    for (const known of [this.#texts, this.#lists])
      for (const name of known.keys()) if (name === folder || name.startsWith(`${folder}/`)) known.delete(name);
  }

  forgetAll(): void {
    this.#texts.clear();
    this.#lists.clear();
  }

  #remember<T>(known: Map<string, Promise<T>>, name: string, read: () => Promise<T>): Promise<T> {
    if (!this.#isWatched(name)) return read();
    let answer = known.get(name);
    if (!answer) {
      answer = read();
      known.set(name, answer);
    }
    return answer;
  }
}

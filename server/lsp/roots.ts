import type { WorkspaceFolder, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import { nameOf } from './names.ts';

/** The workspace folders, by name. */
export class Roots {
  #names: readonly string[];

  constructor(folders: readonly WorkspaceFolder[]) {
    this.#names = folders.map(rootName);
  }

  get all(): readonly string[] {
    return this.#names;
  }

  hold(name: string): boolean {
    return this.#names.some((root) => name.startsWith(`${root}/`));
  }

  change({ added, removed }: WorkspaceFoldersChangeEvent): void {
    const gone = new Set(removed.map(rootName));
    this.#names = [...this.#names.filter((r) => !gone.has(r)), ...added.map(rootName)];
  }
}

const rootName = ({ uri }: WorkspaceFolder): string => nameOf(uri).replace(/\/$/, '');

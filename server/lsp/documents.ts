import { type Connection, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parentOf } from '../engine/workspace/host.ts';
import { nameOf } from './names.ts';

export const syncKind = TextDocumentSyncKind.Incremental;

export interface DocumentEvents {
  changed(name: string): void;
  closed(name: string): void;
}

/** The Go files that are open in the editor, by name; their text wins over the disk. */
export class OpenDocuments {
  readonly #documents = new TextDocuments(TextDocument);
  readonly #byName = new Map<string, TextDocument>();

  listen(connection: Connection, events: DocumentEvents): void {
    this.#documents.onDidChangeContent(({ document }) => {
      if (!isGo(document)) return;
      const name = nameOf(document.uri);
      this.#byName.set(name, document);
      events.changed(name);
    });
    this.#documents.onDidClose(({ document }) => {
      const name = nameOf(document.uri);
      if (this.#byName.delete(name)) events.closed(name);
    });
    this.#documents.listen(connection);
  }

  get(name: string): TextDocument | undefined {
    return this.#byName.get(name);
  }

  /** Names of the open files of a folder. */
  in(folder: string): readonly string[] {
    return this.names.filter((name) => parentOf(name) === folder);
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  /** The client's own spelling of a name. */
  uriOf(name: string): string {
    return this.#byName.get(name)?.uri ?? name;
  }
}

const isGo = (document: TextDocument): boolean => document.languageId === 'go';

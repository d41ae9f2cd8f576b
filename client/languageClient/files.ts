import { FileSystemError, FileType, Uri, workspace } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import {
  type FileParams,
  type ListFolderResult,
  listFolder,
  type ReadTextResult,
  readText,
} from '../../protocol/lsp.ts';
import { textOf } from '../encoding.ts';

/** Reads for the server what it cannot read by itself: other schemes than `file`, and everything in a browser. */
export function answerFileRequests(client: BaseLanguageClient): void {
  client.onRequest(readText, async ({ uri }: FileParams): Promise<ReadTextResult> => {
    try {
      return { text: textOf(await workspace.fs.readFile(Uri.parse(uri))) };
    } catch (error) {
      return troubleOf(uri, error);
    }
  });
  client.onRequest(listFolder, async ({ uri }: FileParams): Promise<ListFolderResult> => {
    try {
      const entries = await workspace.fs.readDirectory(Uri.parse(uri));
      return {
        entries: entries
          // A link to a folder may be a loop, or lead out of the module.
          .filter(([, type]) => !(type & FileType.SymbolicLink && type & FileType.Directory))
          .map(([name, type]) => ({ name, isFolder: (type & FileType.Directory) !== 0 })),
      };
    } catch (error) {
      return troubleOf(uri, error);
    }
  });
}

function troubleOf(uri: string, error: unknown): { readonly trouble?: string } {
  const code = error instanceof FileSystemError ? error.code : '';
  if (code === 'FileNotFound' || code === 'FileNotADirectory') return {};
  return { trouble: `${uri}: cannot be read (${error instanceof Error ? error.message : error})` };
}

import type { Connection } from 'vscode-languageserver';
import {
  type FileParams,
  type ListFolderResult,
  listFolder,
  type ReadTextResult,
  readText,
} from '../../protocol/lsp.ts';
import type { FileHost } from '../engine/workspace/host.ts';
import { encodeEntry } from './names.ts';

/** Files as the client reads them: for browsers, and for schemes that only the editor knows. */
export function clientHost(connection: Connection, onTrouble: (message: string) => void): FileHost {
  const ask = async <R extends { readonly trouble?: string }>(method: string, uri: string): Promise<R | undefined> => {
    try {
      const answer = await connection.sendRequest<R>(method, { uri } satisfies FileParams);
      if (answer.trouble !== undefined) onTrouble(answer.trouble);
      return answer;
    } catch {
      return undefined; // another editor, which does not offer its files
    }
  };
  return {
    readText: async (name) => (await ask<ReadTextResult>(readText, name))?.text,
    list: async (name) =>
      (await ask<ListFolderResult>(listFolder, name))?.entries?.map((e) => ({ ...e, name: encodeEntry(e.name) })),
  };
}

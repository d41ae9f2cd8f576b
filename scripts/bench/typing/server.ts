import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { serve } from '../../../server/lsp/server.ts';
import type { GoPackage } from './package.ts';

const wasm = (name: string): Uint8Array => readFileSync(new URL(`../../../node_modules/${name}`, import.meta.url));
export const folder = 'file:///m/orders';

export interface Served {
  readonly client: ProtocolConnection;
  /** Notifications of diagnostics so far. */
  published(): number;
}

/** The language server, in this process, over the texts of a package. */
export async function served(files: GoPackage): Promise<Served> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const text = (uri: string): string | undefined =>
    uri === 'file:///m/go.mod' ? 'module example.com/m\n\ngo 1.24\n' : files.get(uri.slice(folder.length + 1));
  serve(server, {
    loadWasm: async () => ({
      runtime: wasm('web-tree-sitter/web-tree-sitter.wasm'),
      grammar: wasm('tree-sitter-go/tree-sitter-go.wasm'),
    }),
    openHost: () => ({
      readText: async (uri) => text(uri),
      list: async (uri) => (uri === folder ? [...files.keys()].map((name) => ({ name, isFolder: false })) : undefined),
    }),
  });
  server.listen();
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  let count = 0;
  client.onNotification('textDocument/publishDiagnostics', () => {
    count++;
  });
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: 'file:///m', name: 'm' }],
    capabilities: {
      workspace: { workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
    },
  });
  await client.sendNotification('initialized', {});
  return { client, published: () => count };
}

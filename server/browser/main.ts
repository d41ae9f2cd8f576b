import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { clientHost } from '../lsp/clientHost.ts';
import { serve } from '../lsp/server.ts';

declare const self: DedicatedWorkerGlobalScope;

const bytes = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

const connection = createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
serve(connection, {
  loadWasm: async (options) => {
    if (!options?.wasm) throw new Error('the client must hand over the wasm files: install the extension again');
    return { runtime: bytes(options.wasm.runtime), grammar: bytes(options.wasm.grammar) };
  },
  openHost: clientHost,
});
connection.listen();

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { clientHost } from '../lsp/clientHost.ts';
import { serve } from '../lsp/server.ts';
import { fileHost } from './fileHost.ts';

/** The wasm files lie beside the bundle. */
const beside = async (name: string): Promise<Uint8Array> => {
  try {
    return await readFile(path.join(__dirname, name));
  } catch {
    throw new Error(`${name} is missing: install the extension again`);
  }
};

const connection = createConnection(ProposedFeatures.all);
serve(connection, {
  loadWasm: async () => ({
    runtime: await beside('web-tree-sitter.wasm'),
    grammar: await beside('tree-sitter-go.wasm'),
  }),
  openHost: (to, onTrouble) => fileHost(clientHost(to, onTrouble), onTrouble),
});
connection.listen();

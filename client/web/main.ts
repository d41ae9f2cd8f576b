import { type ExtensionContext, Uri, window, workspace } from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { clientId, clientName, clientOptions } from '../languageClient/options.ts';
import { startLanguageClient } from '../languageClient/start.ts';
import { registerProfiles } from '../profiles/register.ts';
import { base64 } from './base64.ts';
import { startWorker, webPlatform } from './platform.ts';

/** The extension in a browser, without a machine behind it. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel(clientName, { log: true });
  context.subscriptions.push(log);
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  registerProfiles(context, webPlatform(dist), log);
  const read = async (name: string): Promise<string> => base64(await workspace.fs.readFile(Uri.joinPath(dist, name)));
  const wasm = { runtime: await read('web-tree-sitter.wasm'), grammar: await read('tree-sitter-go.wasm') };
  // The worker of an extension host is not the one that the client would recognise, hence transports.
  const server = async (): Promise<MessageTransports> => {
    const worker = await startWorker(Uri.joinPath(dist, 'server.js'));
    context.subscriptions.push({ dispose: () => worker.terminate() });
    return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
  };
  await startLanguageClient(context, new LanguageClient(clientId, clientName, server, clientOptions(log, wasm)));
}

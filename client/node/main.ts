import { type ExtensionContext, Uri, window } from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { clientId, clientName, clientOptions } from '../languageClient/options.ts';
import { startLanguageClient } from '../languageClient/start.ts';
import { registerProfiles } from '../profiles/register.ts';
import { nodePlatform } from './platform.ts';

/** The extension in desktop editors and on remote machines. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel(clientName, { log: true });
  context.subscriptions.push(log);
  const dist = Uri.joinPath(context.extensionUri, 'dist');
  registerProfiles(context, nodePlatform(dist.fsPath), log);
  const server = {
    module: Uri.joinPath(dist, 'server.js').fsPath,
    transport: TransportKind.ipc,
    // Room for the youngest objects, in megabytes, of which V8 would take three times sixteen; and by how much the heap may
    // grow before it is collected. What V8 has once taken it keeps: 222 instead of 299 MB with a package of temporal open.
    options: { execArgv: ['--max-semi-space-size=4', '--heap-growing-percent=50'] },
  };
  await startLanguageClient(context, new LanguageClient(clientId, clientName, server, clientOptions(log)));
}

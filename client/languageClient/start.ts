import { type ExtensionContext, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { registerCommands } from './commands.ts';
import { answerFileRequests } from './files.ts';
import { registerRulePages } from './rulePages.ts';
import { tellTheme } from './theme.ts';

/** Starts the language server; a server that does not come up is told once, with a way to see why. */
export async function startLanguageClient(context: ExtensionContext, client: BaseLanguageClient): Promise<void> {
  registerRulePages(context);
  registerCommands(context, client);
  answerFileRequests(client);
  tellTheme(context, client);
  context.subscriptions.push(client);
  try {
    await client.start();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const chosen = await window.showErrorMessage(`Leak Lens cannot check Go files: ${reason}`, 'Show Log');
    if (chosen) client.outputChannel.show();
  }
}

import type { LogOutputChannel } from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';
import type { InitializationOptions } from '../../protocol/lsp.ts';
import { explainRule } from './rulePages.ts';
import { colourTheme } from './theme.ts';

/** The id of the language client, and of its output channel. */
export const clientId = 'leaklens';
export const clientName = 'Leak Lens for Go';

/** Opens a rule's page when the code of a diagnostic is clicked. */
const rulePage = `command:${explainRule}?${encodeURIComponent('["RULE"]')}`;

export function clientOptions(log: LogOutputChannel, wasm?: InitializationOptions['wasm']): LanguageClientOptions {
  return {
    documentSelector: [{ language: 'go' }],
    outputChannel: log,
    // Asked again when the server is started again.
    initializationOptions: (): InitializationOptions => ({
      rulePage,
      turnsRulesOff: true,
      theme: colourTheme(),
      ...(wasm ? { wasm } : {}),
    }),
  };
}

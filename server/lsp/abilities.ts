import type { InitializeParams } from 'vscode-languageserver';
import type { InitializationOptions } from '../../protocol/lsp.ts';

/** What the client can do, as far as it matters here. */
export interface Abilities {
  /** Answers `workspace/configuration`. */
  readonly configures: boolean;
  readonly registersConfiguration: boolean;
  readonly changesFolders: boolean;
  /** Watches files for the server. */
  readonly watches: boolean;
  /** URI of a rule's page, with `RULE` for its id. */
  readonly rulePage: string | undefined;
  /** Has the command that turns a rule off in the settings. */
  readonly turnsRulesOff: boolean;
}

export function abilitiesOf({ capabilities: { workspace }, initializationOptions }: InitializeParams): Abilities {
  const options = initializationOptions as InitializationOptions | undefined;
  return {
    configures: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    rulePage: options?.rulePage,
    turnsRulesOff: options?.turnsRulesOff === true,
  };
}

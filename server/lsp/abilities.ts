import type { InitializeParams } from 'vscode-languageserver';
import type { ColourTheme, InitializationOptions } from '../../protocol/lsp.ts';
import { palettes } from './lanes.ts';

/** What the client can do, as far as it matters here. */
export interface Abilities {
  /** Answers `workspace/configuration`. */
  readonly configures: boolean;
  readonly registersConfiguration: boolean;
  readonly changesFolders: boolean;
  /** Watches files for the server. */
  readonly watches: boolean;
  /** Asks for inlay hints again when it is told to. */
  readonly refreshesHints: boolean;
  /** URI of a rule's page, with `RULE` for its id. */
  readonly rulePage: string | undefined;
  /** Has the command that turns a rule off in the settings. */
  readonly turnsRulesOff: boolean;
  /** How its hovers look; undefined when it does not show pictures in them. */
  readonly theme: ColourTheme | undefined;
}

export function abilitiesOf({ capabilities: { workspace }, initializationOptions }: InitializeParams): Abilities {
  const options = initializationOptions as InitializationOptions | undefined;
  return {
    configures: workspace?.configuration === true,
    registersConfiguration: workspace?.didChangeConfiguration?.dynamicRegistration === true,
    changesFolders: workspace?.workspaceFolders === true,
    watches: workspace?.didChangeWatchedFiles?.dynamicRegistration === true,
    refreshesHints: workspace?.inlayHint?.refreshSupport === true,
    rulePage: options?.rulePage,
    turnsRulesOff: options?.turnsRulesOff === true,
    theme: themeOf(options?.theme),
  };
}

export const themeOf = (name: string | undefined): ColourTheme | undefined =>
  name !== undefined && Object.hasOwn(palettes, name) ? (name as ColourTheme) : undefined;

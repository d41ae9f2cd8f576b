import { ColorThemeKind, type ExtensionContext, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { type ColourTheme, type ThemeParams, themeChanged } from '../../protocol/lsp.ts';

const themes: Readonly<Record<ColorThemeKind, ColourTheme>> = {
  [ColorThemeKind.Light]: 'light',
  [ColorThemeKind.Dark]: 'dark',
  [ColorThemeKind.HighContrast]: 'highContrastDark',
  [ColorThemeKind.HighContrastLight]: 'highContrastLight',
};

/** Pictures in hovers come from the server, which cannot see how the editor looks. */
export const colourTheme = (): ColourTheme => themes[window.activeColorTheme.kind] ?? 'dark';

export function tellTheme(context: ExtensionContext, client: BaseLanguageClient): void {
  const tell = (): void => {
    if (client.isRunning()) void client.sendNotification(themeChanged, { theme: colourTheme() } satisfies ThemeParams);
  };
  context.subscriptions.push(window.onDidChangeActiveColorTheme(tell));
}

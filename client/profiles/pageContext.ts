import { commands } from 'vscode';
import type { PageState } from '../../protocol/webview.ts';

/**
 * Context keys for the commands of the profile editor that is active. The views are words in a text, to be asked for by
 * `leaklens.profileViews =~ /\\bgraph\\b/`.
 */
export function setPageContext(state: PageState | undefined, isCompared: boolean): void {
  const keys = {
    profileViews: state?.views.join(' ') ?? '',
    profileCanUndo: state?.canUndo ?? false,
    profileCanRedo: state?.canRedo ?? false,
    profileHasFilters: state?.hasFilters ?? false,
    profileIsZoomed: state?.isZoomed ?? false,
    profileHasSampleTypes: (state?.sampleTypes.length ?? 0) > 1,
    profileIsCompared: isCompared,
  };
  for (const [key, value] of Object.entries(keys)) void commands.executeCommand('setContext', `leaklens.${key}`, value);
}

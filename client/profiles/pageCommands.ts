import { commands, type Disposable, window } from 'vscode';
import { type PageCommand, viewNames } from '../../protocol/webview.ts';
import type { ProfileEditors } from './editorProvider.ts';

const plain = {
  findInProfile: 'find',
  addProfileFilter: 'addFilter',
  undoProfileFilter: 'undoFilter',
  redoProfileFilter: 'redoFilter',
  clearProfileFilters: 'clearFilters',
  resetProfileZoom: 'resetZoom',
} as const satisfies Readonly<Record<string, PageCommand['do']>>;

/** What can be done on the page of the active profile editor, for the palette and for keys. */
export function registerPageCommands(editors: ProfileEditors): Disposable[] {
  const send = (command: PageCommand) => (): void => {
    if (!editors.command(command)) void window.showInformationMessage('Open a profile first.');
  };
  return [
    ...viewNames.map((view) => commands.registerCommand(`leaklens.profileView.${view}`, send({ do: 'show', view }))),
    ...Object.entries(plain).map(([name, what]) => commands.registerCommand(`leaklens.${name}`, send({ do: what }))),
    commands.registerCommand('leaklens.chooseSampleType', () => chooseSampleType(editors)),
  ];
}

async function chooseSampleType(editors: ProfileEditors): Promise<void> {
  const state = editors.activeState;
  if (!state || state.sampleTypes.length === 0) return;
  const items = state.sampleTypes.map((label, sampleType) => ({
    label,
    sampleType,
    ...(sampleType === state.sampleType ? { description: 'shown' } : {}),
  }));
  const chosen = await window.showQuickPick(items, { title: 'Sample Type' });
  if (chosen) editors.command({ do: 'chooseSampleType', sampleType: chosen.sampleType });
}

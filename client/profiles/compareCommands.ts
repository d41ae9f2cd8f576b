import { commands, type Disposable, type Uri, window } from 'vscode';
import { chooseProfile } from './chooseProfile.ts';
import type { ProfileEditors } from './editorProvider.ts';
import { viewTypes } from './viewTypes.ts';

/** "Select for Compare" and "Compare with Selected", as the explorer has them for text, and dumps out of text editors. */
export function registerCompare(editors: ProfileEditors): Disposable[] {
  let selected: Uri | undefined;
  return [
    commands.registerCommand('leaklens.selectProfileForCompare', async (uri?: Uri) => {
      if (!uri) return;
      selected = uri;
      await commands.executeCommand('setContext', 'leaklens.hasProfileForCompare', true);
      window.setStatusBarMessage(`${uri.path.split('/').pop()} is selected for comparison`, 3000);
    }),
    commands.registerCommand('leaklens.compareWithSelectedProfile', async (uri?: Uri) => {
      if (!uri) return;
      const base = selected ?? (await chooseProfile(uri));
      if (base) await editors.compare(base, uri);
    }),
    commands.registerCommand('leaklens.openGoroutineDump', async () => {
      const uri = window.activeTextEditor?.document.uri;
      if (uri) await commands.executeCommand('vscode.openWith', uri, viewTypes[1]);
      else void window.showInformationMessage('Open the text of a goroutine dump in an editor first.');
    }),
  ];
}

import { commands, type Disposable, type Uri, window, workspace } from 'vscode';
import { chooseProfile } from './chooseProfile.ts';
import type { ProfileEditors } from './editorProvider.ts';

/** "Select for Compare" and "Compare with Selected", as the explorer has them for text, and dumps out of text editors. */
export function registerCompare(editors: ProfileEditors): Disposable[] {
  let selected: Uri | undefined;
  return [
    commands.registerCommand('leaklens.selectProfileForCompare', async (clicked?: Uri) => {
      const uri = clicked ?? editors.activeUri;
      if (!uri) return tellToOpen();
      selected = uri;
      await commands.executeCommand('setContext', 'leaklens.hasProfileForCompare', true);
      window.setStatusBarMessage(`${uri.path.split('/').pop()} is selected for comparison`, 3000);
    }),
    commands.registerCommand('leaklens.compareWithSelectedProfile', async (clicked?: Uri) => {
      const uri = clicked ?? editors.activeUri;
      if (!uri) return tellToOpen();
      const base = selected ?? (await chooseProfile(uri));
      if (base) await editors.compare(base, uri);
    }),
    commands.registerCommand('leaklens.compareSelectedProfiles', async (_?: Uri, all?: readonly Uri[]) => {
      const [base, uri] = await inOrderOfWriting(all ?? []);
      if (base && uri) await editors.compare(base, uri);
    }),
    commands.registerCommand('leaklens.compareProfilesAsSeries', async (_?: Uri, all?: readonly Uri[]) => {
      await editors.openSeries(await inOrderOfWriting(all ?? []));
    }),
    commands.registerCommand('leaklens.compareProfileWith', async () => {
      if (!(await editors.chooseForActive('base'))) tellToOpen();
    }),
    commands.registerCommand('leaklens.addProfilesToSeries', async () => {
      if (!(await editors.chooseForActive('series'))) tellToOpen();
    }),
    commands.registerCommand('leaklens.stopComparingProfiles', () => editors.stopComparing()),
    commands.registerCommand('leaklens.exportProfile', () => {
      if (!editors.exportActive({ what: 'choose' })) tellToOpen();
    }),
    commands.registerCommand('leaklens.copyProfileAsMarkdown', () => {
      if (!editors.exportActive({ what: 'copyMarkdown' })) tellToOpen();
    }),
    commands.registerCommand('leaklens.openGoroutineDump', async () => {
      const document = window.activeTextEditor?.document;
      if (document) await editors.openText(document.uri, document.isUntitled ? document.getText() : undefined);
      else void window.showInformationMessage('Open the text of a goroutine dump in an editor first.');
    }),
  ];
}

function tellToOpen(): void {
  void window.showInformationMessage('Open a profile first.');
}

/** The file written first is what was before. Of files that do not tell, in the order in which they were selected. */
async function inOrderOfWriting(uris: readonly Uri[]): Promise<Uri[]> {
  const times = await Promise.all(
    uris.map(async (uri) => {
      try {
        return (await workspace.fs.stat(uri)).mtime;
      } catch {
        return 0;
      }
    }),
  );
  return uris
    .map((uri, i) => ({ uri, time: times[i] ?? 0 }))
    .sort((a, b) => a.time - b.time)
    .map(({ uri }) => uri);
}

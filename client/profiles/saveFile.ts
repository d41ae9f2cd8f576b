import { Uri, window, workspace } from 'vscode';
import type { FileToSave } from '../../protocol/webview.ts';
import { bytesOf } from '../encoding.ts';
import { fileTrouble } from './fileTrouble.ts';

const elsewhere = 'Save Elsewhere…';

/** Saves a file where the user says, beside the profile if nothing else is chosen. */
export async function saveFile(profile: Uri, file: FileToSave): Promise<void> {
  const { name } = file;
  const folder = profile.scheme === 'untitled' ? workspace.workspaceFolders?.[0]?.uri : Uri.joinPath(profile, '..');
  const beside = folder ? { defaultUri: Uri.joinPath(folder, name) } : {};
  const uri = await window.showSaveDialog({ ...beside, title: `Save ${name}` });
  if (!uri) return;
  try {
    await workspace.fs.writeFile(uri, 'bytes' in file ? file.bytes : bytesOf(file.text));
    window.setStatusBarMessage(`Saved ${uri.path.split('/').pop()}`, 3000);
  } catch (error) {
    const message = `${uri.path} was not saved. ${fileTrouble(error, 'write')}`;
    // Not waited for: the page's request ends here, whatever becomes of the message.
    void window.showErrorMessage(message, elsewhere).then((choice) => {
      if (choice === elsewhere) void saveFile(profile, file);
    });
  }
}

import { Uri, window, workspace } from 'vscode';
import { bytesOf } from '../encoding.ts';

/** Saves a text where the user says, beside the profile if nothing else is chosen. */
export async function saveText(profile: Uri, name: string, text: string): Promise<void> {
  const uri = await window.showSaveDialog({ defaultUri: Uri.joinPath(profile, '..', name), title: `Save ${name}` });
  if (!uri) return;
  try {
    await workspace.fs.writeFile(uri, bytesOf(text));
    window.setStatusBarMessage(`Saved ${uri.path.split('/').pop()}`, 3000);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    void window.showErrorMessage(`${uri.path} could not be written: ${reason}`);
  }
}

import { type TextDocument, workspace } from 'vscode';

/** Whether a source was changed after a profile was written (milliseconds since the epoch). */
export async function isNewer(document: TextDocument, profileWritten: number): Promise<boolean> {
  if (document.isDirty) return true;
  try {
    return (await workspace.fs.stat(document.uri)).mtime > profileWritten;
  } catch {
    return false; // not saved anywhere
  }
}

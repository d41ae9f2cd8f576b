import { type TextDocument, workspace } from 'vscode';

/** Files that are checked out or copied together get times in any order: this much apart says nothing (milliseconds). */
export const tolerance = 60_000;

/** Whether a source was changed after a profile was written (milliseconds since the epoch). */
export async function isNewer(document: TextDocument, profileWritten: number): Promise<boolean> {
  if (document.isDirty) return true;
  try {
    return (await workspace.fs.stat(document.uri)).mtime > profileWritten + tolerance;
  } catch {
    return false; // not saved anywhere
  }
}

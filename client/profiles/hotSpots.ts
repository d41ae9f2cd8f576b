import { Range, Selection, TextEditorRevealType, window } from 'vscode';
import type { ActiveProfile } from './activeProfile.ts';
import { linesInFile } from './inFile.ts';

/** Goes to the next line of the open file (`step` 1; -1 for the one before) that the active profile has a cost for. */
export function goToHotSpot(active: ActiveProfile, step: 1 | -1): void {
  const editor = window.activeTextEditor;
  const { shown } = active;
  if (!editor || !shown) return;
  const lines = linesInFile(editor.document.uri.path, editor.document.getText(), shown.totals).map((l) => l.line);
  if (lines.length === 0) {
    window.setStatusBarMessage('The active profile has nothing of this file', 3000);
    return;
  }
  const sorted = lines.sort((a, b) => step * (a - b));
  const here = editor.selection.active.line;
  const line = sorted.find((l) => step * (l - here) > 0) ?? (sorted[0] as number);
  editor.selection = new Selection(line, 0, line, 0);
  editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenterIfOutsideViewport);
}

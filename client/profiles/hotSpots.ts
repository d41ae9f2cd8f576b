import { Range, Selection, TextEditorRevealType, window } from 'vscode';
import type { ActiveProfile } from './activeProfile.ts';
import { lineText } from './costText.ts';
import { hotSpots } from './heat.ts';
import { linesInFile } from './inFile.ts';
import { openSource } from './openSource.ts';

/** Goes to the next hot spot of the open file in the active profile (`step` 1; -1 for the one before), round and round. */
export async function goToHotSpot(active: ActiveProfile, step: 1 | -1): Promise<void> {
  const editor = window.activeTextEditor;
  const { shown } = active;
  if (!editor || !shown) return;
  const spots = hotSpots(linesInFile(await openSource(editor.document), shown.costs()));
  if (step < 0) spots.reverse();
  const here = editor.selection.active.line;
  const spot = spots.find(({ line }) => step * (line - here) > 0) ?? spots[0];
  if (!spot) {
    window.setStatusBarMessage('The active profile has nothing of this file', 3000);
    return;
  }
  const { line } = spot;
  editor.selection = new Selection(line, 0, line, 0);
  editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenterIfOutsideViewport);
  window.setStatusBarMessage(`$(flame) ${lineText(spot, shown.valueType)}`, 5000);
}

import { readFile, writeFile } from 'node:fs/promises';
import { applyEdits, withoutOverlaps } from '../server/engine/edits.ts';
import type { TextEdit } from '../server/engine/finding.ts';
import type { Report } from './report.ts';

/** Applies the preferred fixes that do not overlap; of two that do, the first in the file wins. */
export async function applyFixes(report: Report): Promise<{ readonly applied: number; readonly files: number }> {
  const chosen = withoutOverlaps(report.applicable.map((a) => a.fix.edits));
  const byFile = new Map<string, TextEdit[]>();
  for (const edit of chosen.flat()) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  for (const [file, edits] of byFile) await writeFile(file, applyEdits(await readFile(file, 'utf8'), edits));
  return { applied: chosen.length, files: byFile.size };
}

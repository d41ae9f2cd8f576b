import type { TextEdit } from './finding.ts';

/** Applies edits that do not overlap; those at the same place keep their order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let at = 0;
  for (const e of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    out += text.slice(at, e.start) + e.newText;
    at = e.end;
  }
  return out + text.slice(at);
}

/** Of several fixes, those that touch nothing that an earlier one touches. The same insertion twice counts once. */
export function withoutOverlaps(fixes: readonly (readonly TextEdit[])[]): (readonly TextEdit[])[] {
  const taken: TextEdit[] = [];
  return fixes.filter((edits) => {
    const clashes = edits.some((e) => taken.some((t) => t.file === e.file && overlaps(t, e)));
    if (!clashes) taken.push(...edits);
    return !clashes;
  });
}

function overlaps(a: TextEdit, b: TextEdit): boolean {
  if (a.start === b.start && a.end === b.end && a.start === a.end) return a.newText === b.newText;
  return a.start < b.end && b.start < a.end;
}

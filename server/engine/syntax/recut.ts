import type { Comment } from './ast.ts';
import { type Cut, cut, type Piece, scan } from './cut.ts';
import { commonEnd, commonStart } from './sameText.ts';

/** A text that was cut before, cut again after an edit. */
export interface Recut extends Cut {
  /** How many pieces at the front are those that were there. */
  readonly before: number;
  /** How many at the end are, further on by `shift`. */
  readonly after: number;
  readonly shift: number;
}

/**
 * The same as `cut(text)`. At the start of a piece nothing is open, so that reading may begin there, and may end where
 * both texts are the same from the start of a piece on.
 */
export function recut(text: string, old: { readonly text: string; readonly cut: Cut }): Recut {
  const same = commonStart(old.text, text);
  // What begins in the piece around the first difference, or right at it, is looked at again; so is the one before.
  const first = old.cut.pieces.findLastIndex((p) => p.end < same) - 1;
  const begun = old.cut.pieces[first];
  if (!begun || (begun.start > 0 && old.text.charCodeAt(begun.start - 1) !== 10))
    return { ...cut(text), before: 0, after: 0, shift: 0 };
  const shift = text.length - old.text.length;
  const tail = text.length - commonEnd(old.text, text, same);
  const starts = new Map(old.cut.pieces.map((p, i) => [p.start, i]));
  let last = old.cut.pieces.length;
  const pieces: Piece[] = old.cut.pieces.slice(0, first);
  // Their texts are parts of the text that is there now, or they would keep the one before.
  const moved = (c: Comment, by: number): Comment => {
    const [start, end] = [c.start + by, c.end + by];
    return { start, end, text: text.slice(start, end) };
  };
  const comments = old.cut.comments.filter((c) => c.start < begun.start).map((c) => moved(c, 0));
  scan(text, begun.start, pieces, comments, (at) => {
    const known = at > tail ? starts.get(at - shift) : undefined;
    if (known !== undefined) last = known;
    return known !== undefined;
  });
  const rest = old.cut.pieces.slice(last);
  const from = rest[0]?.start ?? old.text.length;
  for (const { start, end } of rest) pieces.push({ start: start + shift, end: end + shift });
  if (rest.length > 0) for (const c of old.cut.comments) if (c.start >= from) comments.push(moved(c, shift));
  return { pieces, comments, before: first, after: rest.length, shift };
}

import { commonEnd, commonStart } from '../engine/syntax/sameText.ts';

/** Where a stretch of an old text starts in a new one; undefined if what stands there is not the same any more. */
export type Move = (start: number, end: number) => number | undefined;

/** Follows one text to another that an edit made of it: all between what both begin and end with counts as edited. */
export function moveBetween(from: string, to: string): Move {
  if (from === to) return (start) => start;
  const head = commonStart(from, to);
  const [editEnd, shift] = [from.length - commonEnd(from, to, head), to.length - from.length];
  return (start, end) => {
    if (end <= head) return start;
    return start >= editEnd ? start + shift : undefined;
  };
}

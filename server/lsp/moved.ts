/** Where a stretch of an old text starts in a new one; undefined if what stands there is not the same any more. */
export type Move = (start: number, end: number) => number | undefined;

/** Follows one text to another that an edit made of it: all between what both begin and end with counts as edited. */
export function moveBetween(from: string, to: string): Move {
  if (from === to) return (start) => start;
  const shorter = Math.min(from.length, to.length);
  let head = 0;
  while (head < shorter && from.charCodeAt(head) === to.charCodeAt(head)) head++;
  let tail = 0;
  while (tail < shorter - head && from.charCodeAt(from.length - 1 - tail) === to.charCodeAt(to.length - 1 - tail))
    tail++;
  const [editEnd, shift] = [from.length - tail, to.length - from.length];
  return (start, end) => {
    if (end <= head) return start;
    return start >= editEnd ? start + shift : undefined;
  };
}

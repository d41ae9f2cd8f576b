/** An order of texts. */
export type Comparison = (left: string, right: string) => number;

/** Orders the given texts as their UTF-8 bytes do, which is Go's order of strings. */
export function orderOf(texts: readonly string[]): Comparison {
  return texts.some((text) => /[\ud800-\udfff]/.test(text)) ? compareUtf8 : compareUnits;
}

/** JavaScript's own order: that of UTF-8, but for characters beyond the surrogates. */
function compareUnits(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function compareUtf8(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i++) {
    const a = left.charCodeAt(i);
    const b = right.charCodeAt(i);
    if (a !== b) return rank(a) - rank(b);
  }
  return left.length - right.length;
}

/** Surrogates stand for code points above all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** Texts are compared in stretches of this many units, which is one comparison of memory each. */
const stretch = 2048;

/** How many UTF-16 units two texts begin with in common. */
export function commonStart(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let i = 0;
  while (i + stretch <= most && a.slice(i, i + stretch) === b.slice(i, i + stretch)) i += stretch;
  while (i < most && a.charCodeAt(i) === b.charCodeAt(i)) i++;
  return i;
}

/** How many they end with in common, where what they begin with (`start` units) is not counted again. */
export function commonEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let i = 0;
  const before = (text: string): string => text.slice(text.length - i - stretch, text.length - i);
  while (i + stretch <= most && before(a) === before(b)) i += stretch;
  while (i < most && a.charCodeAt(a.length - 1 - i) === b.charCodeAt(b.length - 1 - i)) i++;
  return i;
}

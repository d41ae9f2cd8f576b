/** Are two pieces of plain data (texts, numbers, lists and objects of them) equal? What is undefined counts as absent. */
export function isSameData(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((x, i) => isSameData(x, b[i]));
  if (Array.isArray(b)) return false;
  return hasAllOf(a, b) && hasAllOf(b, a, true);
}

function hasAllOf(a: object, b: object, onlyKeys = false): boolean {
  for (const key in a) {
    const [x, y] = [a[key as never] as unknown, b[key as never] as unknown];
    if (onlyKeys ? x !== undefined && y === undefined : !isSameData(x, y)) return false;
  }
  return true;
}

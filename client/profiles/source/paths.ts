/** Paths as profiles write them, with forward slashes. */
export const cleaned = (path: string): string => path.replaceAll('\\', '/');

export const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[A-Za-z]:\//.test(path);

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** How many whole elements two paths have in common at their ends. */
export function commonSuffix(left: string, right: string): number {
  const [a, b] = [left.split('/'), right.split('/')];
  let same = 0;
  while (same < Math.min(a.length, b.length) && a.at(-1 - same) === b.at(-1 - same)) same++;
  return same;
}

/** The module cache writes capitals as `!` and the small letter (golang.org/ref/mod#module-cache). */
export const escapedModule = (path: string): string => path.replace(/[A-Z]/g, (c) => `!${c.toLowerCase()}`);

/** Without its last `count` elements. */
export const withoutSuffix = (path: string, count: number): string => path.split('/').slice(0, -count).join('/');

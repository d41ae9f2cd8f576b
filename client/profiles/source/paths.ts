/** Paths as profiles write them, with forward slashes. */
export const cleaned = (path: string): string => path.replaceAll('\\', '/');

export const isAbsolute = (path: string): boolean => path.startsWith('/') || /^[A-Za-z]:\//.test(path);

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A share or device of another machine (`\\host\share`): to touch it is to sign in there. */
export const isNetworkPath = (path: string): boolean => cleaned(path).startsWith('//');

/**
 * Whether a profile's path may be looked for at all: it stays where it is joined to, and is no network path, no URI and
 * no special file of Windows. Whoever made the profile chose it.
 */
export function isPlainPath(path: string): boolean {
  const plain = cleaned(path);
  if (plain === '' || isNetworkPath(plain) || plain.includes('\0')) return false;
  const rest = plain.replace(/^[A-Za-z]:\//, '');
  return !rest.includes(':') && !rest.split('/').includes('..');
}

/** How many whole elements two paths have in common at their ends. */
export function commonSuffix(left: string, right: string): number {
  const [a, b] = [left.split('/'), right.split('/')];
  let same = 0;
  while (same < Math.min(a.length, b.length) && a.at(-1 - same) === b.at(-1 - same)) same++;
  return same;
}

/** The module cache writes capitals as `!` and the small letter (go.dev/ref/mod#module-cache). */
export const escapedModule = (path: string): string => path.replace(/[A-Z]/g, (c) => `!${c.toLowerCase()}`);

export const unescapedModule = (path: string): string =>
  path.replace(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Without its last `count` elements. */
export const withoutSuffix = (path: string, count: number): string => path.split('/').slice(0, -count).join('/');

/** Prefixes that pprof cuts from file names: build systems put them there. */
const buildPrefixes = ['/proc/self/cwd/./', '/proc/self/cwd/'];

/** A file name as pprof shows it: build prefixes cut, then as Go's filepath.Clean leaves it; '' stays ''. */
export function cleanPath(path: string): string {
  if (path === '') return '';
  const prefix = buildPrefixes.find((start) => path.startsWith(start));
  const trimmed = prefix ? path.slice(prefix.length) : path;
  return trimmed === '' || isClean(trimmed) ? trimmed : clean(trimmed);
}

/** Almost all paths are; taking them apart would cost more than all else that is done with a function. */
function isClean(path: string): boolean {
  return !path.includes('//') && !path.includes('/.') && !path.endsWith('/') && !path.startsWith('.');
}

function clean(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (!rooted) parts.push('..');
  }
  const joined = parts.join('/');
  if (rooted) return `/${joined}`;
  return joined === '' ? '.' : joined;
}

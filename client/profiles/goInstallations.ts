import { FileType, Uri, workspace } from 'vscode';
import { textOf } from '../encoding.ts';
import { versionNumber } from './source/buildInfo.ts';
import type { GoSources } from './source/candidates.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where installers put Go; `*` stands for the folders in one, as version managers and golang.org/dl have them. */
const usual = [
  '/usr/local/go',
  '/usr/lib/go',
  '/usr/lib/go-*',
  '/usr/lib/golang',
  '/usr/local/opt/go/libexec',
  '/opt/homebrew/opt/go/libexec',
  'C:/Program Files/Go',
  '~/sdk/*',
  '~/.goenv/versions/*',
  '~/.asdf/installs/golang/*/go',
  '~/.local/share/mise/installs/go/*',
  '~/.gvm/gos/*',
];

/** The Go installations of this machine, with their versions; those that the user has named first. */
export async function goInstallations(environment: Environment, caches: readonly string[]): Promise<GoSources[]> {
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  const named = [workspace.getConfiguration('go').get<string | null>('goroot'), environment['GOROOT']];
  const patterns = [...named, ...usual, ...caches.map((cache) => `${cache}/golang.org/toolchain@*`)]
    .filter((p) => typeof p === 'string' && p !== '')
    .map((p) => String(p).replaceAll('\\', '/').replace(/\/$/, ''))
    .filter((p) => !p.startsWith('~') || home !== undefined)
    .map((p) => p.replace(/^~/, home ?? ''));
  const roots = new Set((await Promise.all(patterns.map(foldersOf))).flat());
  const found = await Promise.all([...roots].map(sourcesIn));
  return found.filter((s) => s !== undefined);
}

/** The folders that a pattern with at most one star means, by falling name: the newest first. */
async function foldersOf(pattern: string): Promise<string[]> {
  const parts = pattern.split('/');
  const star = parts.findIndex((p) => p.includes('*'));
  if (star < 0) return [pattern];
  const above = parts.slice(0, star).join('/');
  const [start = '', end = ''] = (parts[star] ?? '').split('*');
  try {
    const entries = await workspace.fs.readDirectory(Uri.file(above));
    return entries
      .filter(([name, type]) => type & FileType.Directory && name.startsWith(start) && name.endsWith(end))
      .map(([name]) => [above, name, ...parts.slice(star + 1)].join('/'))
      .sort()
      .reverse();
  } catch {
    return [];
  }
}

/** Every Go installation says its version in a file at its root: `go1.26.8` is the first line. */
async function sourcesIn(root: string): Promise<GoSources | undefined> {
  try {
    const version = versionNumber(textOf(await workspace.fs.readFile(Uri.file(`${root}/VERSION`))));
    return { folder: `${root}/src`, version };
  } catch {
    return undefined;
  }
}

/** `$GOMODCACHE`, else `pkg/mod` of each folder of `$GOPATH`, else of `~/go`. */
export function moduleCaches(environment: Environment): string[] {
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  const set = workspace.getConfiguration('go').get<string | null>('gopath') || environment['GOPATH'];
  const paths = set?.split(/[:;](?![\\/])/) ?? (home === undefined ? [] : [`${home}/go`]);
  const own = environment['GOMODCACHE'];
  return [...(own === undefined ? [] : [own]), ...paths.map((p) => `${p}/pkg/mod`)].map((p) => p.replaceAll('\\', '/'));
}

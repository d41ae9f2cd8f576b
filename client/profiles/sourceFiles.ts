import { Uri, workspace } from 'vscode';
import { textOf } from '../encoding.ts';
import type { SourcePlaces } from './source/candidates.ts';
import type { SourceFiles } from './source/resolver.ts';
import { workspaceModules } from './workspaceModules.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The editor's file system: paths of this machine, or of the workspace's own scheme where there is none. */
export function sourceFiles(environment: Environment): SourceFiles {
  return {
    readText: async (path) => {
      try {
        return textOf(await workspace.fs.readFile(uriOf(path)));
      } catch {
        return undefined;
      }
    },
    named: async (name) => {
      if (!/^[\w.-]+$/.test(name)) return [];
      return (await workspace.findFiles(`**/${name}`, '**/node_modules/**', 100)).map((u) => u.path);
    },
    places: async () => ({
      mapped: mappedFolders(),
      modules: await workspaceModules(),
      standard: await standardFolders(environment),
      moduleCaches: moduleCaches(environment),
    }),
  };
}

/** A path as a URI of the workspace's scheme: `file`, unless the workspace is virtual. */
export function uriOf(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return folder && folder.scheme !== 'file' ? folder.with({ path }) : Uri.file(path);
}

function mappedFolders(): SourcePlaces['mapped'] {
  const folders = workspace.getConfiguration('leaklens').get<Record<string, string>>('source.folders', {});
  return new Map(Object.entries(folders).map(([from, to]) => [from, to.replaceAll('\\', '/').replace(/\/$/, '')]));
}

async function standardFolders(environment: Environment): Promise<string[]> {
  const roots = [
    environment['GOROOT'],
    '/usr/local/go',
    '/usr/lib/go',
    '/opt/homebrew/opt/go/libexec',
    'C:/Program Files/Go',
  ];
  const toolchains = await Promise.all(moduleCaches(environment).map(toolchainsIn));
  return [...roots.filter((r) => r !== undefined), ...toolchains.flat()].map((r) => `${r}/src`);
}

/** Where the go command keeps the toolchains that it has downloaded, the newest first. */
async function toolchainsIn(cache: string): Promise<string[]> {
  try {
    const entries = await workspace.fs.readDirectory(Uri.file(`${cache}/golang.org`));
    const names = entries.map(([name]) => name).filter((name) => name.startsWith('toolchain@'));
    return names
      .sort()
      .reverse()
      .map((name) => `${cache}/golang.org/${name}`);
  } catch {
    return [];
  }
}

function moduleCaches(environment: Environment): string[] {
  const home = environment['HOME'] ?? environment['USERPROFILE'];
  const paths = environment['GOPATH']?.split(/[:;](?![\\/])/) ?? (home === undefined ? [] : [`${home}/go`]);
  const own = environment['GOMODCACHE'];
  return [...(own === undefined ? [] : [own]), ...paths.map((p) => `${p}/pkg/mod`)].map((p) => p.replaceAll('\\', '/'));
}

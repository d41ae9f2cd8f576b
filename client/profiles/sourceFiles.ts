import { FileType, Uri, workspace } from 'vscode';
import { textOf } from '../encoding.ts';
import { goInstallations, moduleCaches } from './goInstallations.ts';
import { type BuildInfo, buildInfoIn } from './source/buildInfo.ts';
import { isAbsolute, isPlainPath } from './source/paths.ts';
import type { SourceFiles } from './source/resolver.ts';
import { mappedFolders } from './sourceFolders.ts';
import { workspaceModules } from './workspaceModules.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Larger files are no sources (bytes). */
const largestSource = 32 << 20;
/** Larger programs are not read for their build info (bytes). */
const largestProgram = 512 << 20;

/** The editor's file system: paths of this machine, or of the workspace's own scheme where there is none. */
export function sourceFiles(environment: Environment): SourceFiles {
  const caches = moduleCaches(environment);
  let installations: ReturnType<typeof goInstallations> | undefined;
  return {
    readText: async (path) => {
      const bytes = await read(path, largestSource);
      return bytes && textOf(bytes);
    },
    named: async (name) => {
      if (!/^[\w.-]+$/.test(name)) return [];
      return (await workspace.findFiles(`**/${name}`, '**/node_modules/**', 100)).map((u) => u.path);
    },
    places: async () => {
      installations ??= goInstallations(environment, caches);
      const { local, required, goVersion } = await workspaceModules();
      const fits = (version: string): number => Number(goVersion !== '' && version.startsWith(goVersion));
      return {
        mapped: mappedFolders(),
        modules: local,
        required,
        standard: [...(await installations)].sort((a, b) => fits(b.version) - fits(a.version)),
        moduleCaches: caches,
      };
    },
  };
}

/** A path as a URI of the workspace's scheme: `file`, unless the workspace is virtual. */
export function uriOf(path: string): Uri {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  return folder && folder.scheme !== 'file' ? folder.with({ path }) : Uri.file(path);
}

/** How a program was built, read out of it where it lies on this machine; undefined where it does not, or tells nothing. */
export async function buildInfoOf(program: string): Promise<BuildInfo | undefined> {
  if (!isPlainPath(program) || !isAbsolute(program)) return undefined;
  const bytes = await read(program, largestProgram);
  return bytes && buildInfoIn(bytes);
}

/** Regular files only: a pipe or a device would never end. */
async function read(path: string, largest: number): Promise<Uint8Array | undefined> {
  try {
    const { type, size } = await workspace.fs.stat(uriOf(path));
    return type & FileType.File && size <= largest ? await workspace.fs.readFile(uriOf(path)) : undefined;
  } catch {
    return undefined;
  }
}

import { Uri, workspace } from 'vscode';
import { textOf } from '../encoding.ts';
import type { LocalModule } from './source/candidates.ts';
import { modulesOf } from './source/goMod.ts';

const excluded = '**/{node_modules,vendor,.git}/**';

/** The modules of the workspace, with what their go.mod and go.work put in place of others. */
export async function workspaceModules(): Promise<LocalModule[]> {
  const files = await workspace.findFiles('**/go.{mod,work}', excluded, 500);
  const found = await Promise.all(files.map(read));
  const used = found.flatMap((f) => f.used.map((folder) => Uri.joinPath(f.folder, folder, 'go.mod')));
  const beyond = await Promise.all(used.filter((u) => !files.some((f) => f.path === u.path)).map(read));
  return [...found, ...beyond].flatMap((f) => f.modules);
}

async function read(file: Uri) {
  const folder = Uri.joinPath(file, '..');
  try {
    const { module, replaced, used } = modulesOf(textOf(await workspace.fs.readFile(file)));
    const at = (path: string): string => (path.startsWith('.') ? Uri.joinPath(folder, path).path : path);
    return {
      folder,
      used,
      modules: [
        ...(module === undefined ? [] : [{ path: module, folder: folder.path }]),
        ...replaced.map((r) => ({ path: r.path, folder: at(r.by) })),
      ],
    };
  } catch {
    return { folder, used: [], modules: [] };
  }
}

import { Uri, workspace } from 'vscode';
import { textOf } from '../encoding.ts';
import type { LocalModule } from './source/candidates.ts';
import { modulesOf } from './source/goMod.ts';

const excluded = '**/{node_modules,vendor,.git}/**';

/** What the go.mod and go.work files of a workspace say. */
export interface WorkspaceModules {
  /** Its modules, and what replace and use put beside them. */
  readonly local: readonly LocalModule[];
  /** Versions of other modules, by module path. */
  readonly required: ReadonlyMap<string, string>;
  /** The Go that is asked for, the newest if several are; empty if none is. */
  readonly goVersion: string;
}

let known: Promise<WorkspaceModules> | undefined;
let watches = false;

/** Read once, and again after one of the files changed. */
export function workspaceModules(): Promise<WorkspaceModules> {
  if (!watches) watch();
  known ??= readAll();
  return known;
}

function watch(): void {
  watches = true;
  const forget = (): void => {
    known = undefined;
  };
  // For as long as the extension runs.
  const watcher = workspace.createFileSystemWatcher('**/go.{mod,work}');
  for (const changed of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete]) changed(forget);
  workspace.onDidChangeWorkspaceFolders(forget);
}

async function readAll(): Promise<WorkspaceModules> {
  const files = await workspace.findFiles('**/go.{mod,work}', excluded, 500);
  const found = await Promise.all(files.map(read));
  const used = found.flatMap((f) => f.used.map((folder) => Uri.joinPath(f.folder, folder, 'go.mod')));
  const beyond = await Promise.all(used.filter((u) => !files.some((f) => f.path === u.path)).map(read));
  const all = [...found, ...beyond];
  return {
    local: all.flatMap((f) => f.modules),
    required: new Map(all.flatMap((f) => f.required.map((r) => [r.path, r.version]))),
    goVersion: all
      .map((f) => f.goVersion)
      .reduce((a, b) => (a.localeCompare(b, 'en', { numeric: true }) < 0 ? b : a), ''),
  };
}

async function read(file: Uri) {
  const folder = Uri.joinPath(file, '..');
  try {
    const { module, replaced, used, required, goVersion } = modulesOf(textOf(await workspace.fs.readFile(file)));
    const at = (path: string): string => (path.startsWith('.') ? Uri.joinPath(folder, path).path : path);
    const own = module === undefined ? [] : [{ path: module, folder: folder.path }];
    const modules = [...own, ...replaced.map((r) => ({ path: r.path, folder: at(r.by) }))];
    return { folder, used, required, goVersion, modules };
  } catch {
    return { folder, used: [], required: [], goVersion: '', modules: [] };
  }
}

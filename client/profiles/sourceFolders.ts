import { ConfigurationTarget, type Uri, workspace } from 'vscode';

const setting = 'source.folders';

/** The setting `leaklens.source.folders`: from a prefix of the profile's paths to a folder, with `${workspaceFolder}` resolved. */
export function mappedFolders(): Map<string, string> {
  const folders = workspace.getConfiguration('leaklens').get<Record<string, string>>(setting, {});
  return new Map(Object.entries(folders).map(([from, to]) => [from, resolved(to)]));
}

/**
 * Writes a mapping into the settings, where the user can see and change it: the workspace's if there is one, with its own
 * folders written so that they mean the same to everyone who has it.
 */
export async function mapFolder(prefix: string, folder: Uri): Promise<void> {
  const configuration = workspace.getConfiguration('leaklens');
  const target = workspace.workspaceFolders ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  const { globalValue, workspaceValue } = configuration.inspect<Record<string, string>>(setting) ?? {};
  const before = target === ConfigurationTarget.Workspace ? workspaceValue : globalValue;
  await configuration.update(setting, { ...before, [prefix]: shared(folder) }, target);
}

function shared(folder: Uri): string {
  const own = workspace.getWorkspaceFolder(folder);
  if (!own) return folder.scheme === 'file' ? folder.fsPath : folder.path;
  const only = workspace.workspaceFolders?.length === 1;
  return `\${workspaceFolder${only ? '' : `:${own.name}`}}${folder.path.slice(own.uri.path.length)}`;
}

function resolved(folder: string): string {
  const path = folder.replace(/^\$\{workspaceFolder(?::([^}]+))?\}/, (whole, name: string | undefined) => {
    const found = workspace.workspaceFolders?.find((f) => name === undefined || f.name === name);
    return found?.uri.path ?? whole;
  });
  return path.replaceAll('\\', '/').replace(/\/$/, '');
}

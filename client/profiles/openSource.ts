import type { TextDocument } from 'vscode';
import type { OpenSource } from './inFile.ts';
import { importFileIn } from './source/modulePath.ts';
import { workspaceModules } from './workspaceModules.ts';

/** An open Go file, and where it lies among the workspace's modules. */
export async function openSource(document: TextDocument): Promise<OpenSource> {
  const { path } = document.uri;
  return { path, text: document.getText(), importFile: importFileIn(path, (await workspaceModules()).local) };
}

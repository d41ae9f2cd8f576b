import { type Uri, window } from 'vscode';
import type { Candidate } from './source/candidates.ts';
import { cleaned } from './source/paths.ts';
import type { FoundSource, SourceFiles } from './source/resolver.ts';

type Refusal = NonNullable<Extract<FoundSource, { state: 'notFound' }>['refusal']>;

export function tellRefusal(file: string, refusal: Refusal): void {
  void window.showWarningMessage(
    refusal === 'network path'
      ? `${file} is on another machine: Leak Lens does not connect to what a profile names. Map its folder to one of this machine in the setting leaklens.source.folders.`
      : `${file} is not the name of a file that can be looked for.`,
  );
}

/** How many places a message names before it becomes hard to read. */
const told = 3;

/** Says where a file was looked for, and lets the user choose the folder that holds it. */
export async function offerMapping(
  file: string,
  tried: readonly Candidate[],
  files: SourceFiles,
): Promise<{ readonly prefix: string; readonly folder: Uri } | undefined> {
  const places = tried.slice(0, told).map((t) => t.path);
  const more = tried.length > told ? ` and ${tried.length - told} more places` : '';
  const where = places.length === 0 ? 'there is no place to look' : `not at ${places.join(', ')}${more}`;
  const choices = ['Choose Folder…', ...(tried.length > told ? ['Show Places'] : [])];
  let choice = await window.showWarningMessage(`${file} was not found: ${where}.`, ...choices);
  if (choice === 'Show Places') choice = await showPlaces(file, tried);
  if (choice !== 'Choose Folder…') return undefined;
  const [folder] =
    (await window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: `The folder that holds ${file}`,
      openLabel: 'Use Folder',
    })) ?? [];
  if (!folder) return undefined;
  const prefix = await prefixFor(cleaned(file), folder.path, files);
  if (prefix !== undefined) return { prefix, folder };
  void window.showWarningMessage(`${file} is not below ${folder.fsPath}: choose a folder that holds it.`);
  return undefined;
}

async function showPlaces(file: string, tried: readonly Candidate[]): Promise<string | undefined> {
  const choose = { label: '$(folder-opened) Choose Folder…', description: '' };
  const items = [choose, ...tried.map(({ path, rule }) => ({ label: path, description: rule }))];
  const title = `Where ${file} was looked for`;
  const picked = await window.showQuickPick(items, { title, placeHolder: 'None of these exists' });
  return picked === choose ? 'Choose Folder…' : undefined;
}

/** What the profile's path has in front of the part that lies below the folder. */
async function prefixFor(file: string, folder: string, files: SourceFiles): Promise<string | undefined> {
  const parts = file.split('/');
  for (let cut = 0; cut < parts.length; cut++) {
    const rest = parts.slice(cut).join('/');
    if ((await files.readText(`${folder}/${rest}`)) !== undefined) return parts.slice(0, cut).join('/');
  }
  return undefined;
}

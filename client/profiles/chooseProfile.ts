import { type QuickPickItem, Uri, window, workspace } from 'vscode';

const pattern = '**/*.{pprof,pgo,prof,pb.gz,debug1.txt,debug2.txt}';
const most = 500;

interface Item extends QuickPickItem {
  /** Undefined for any other file. */
  readonly uri: Uri | undefined;
}

/** Lets the user pick another profile of the workspace, those of the same name first, or any file. */
export async function chooseProfile(than: Uri): Promise<Uri | undefined> {
  const title = 'Compare With';
  const items = await profilesBeside([than]);
  const picked = await window.showQuickPick(items, { title, placeHolder: 'The profile from before' });
  if (!picked) return undefined;
  if (picked.uri) return picked.uri;
  const [chosen] = (await window.showOpenDialog({ title, defaultUri: Uri.joinPath(than, '..') })) ?? [];
  return chosen;
}

/** Lets the user pick any number of further profiles of a series; none if the user thinks better of it. */
export async function chooseProfiles(beside: readonly Uri[]): Promise<readonly Uri[]> {
  const title = 'Look at as Series';
  const options = { title, placeHolder: 'Further recordings of the same kind', canPickMany: true } as const;
  const picked = (await window.showQuickPick(await profilesBeside(beside), options)) ?? [];
  const chosen = picked.flatMap(({ uri }) => (uri ? [uri] : []));
  if (chosen.length === picked.length) return chosen;
  const [first] = beside;
  const folder = first && { defaultUri: Uri.joinPath(first, '..') };
  return [...chosen, ...((await window.showOpenDialog({ title, canSelectMany: true, ...folder })) ?? [])];
}

async function profilesBeside(uris: readonly Uri[]): Promise<Item[]> {
  const isKnown = (uri: Uri): boolean => uris.some((each) => each.toString() === uri.toString());
  const found = (await workspace.findFiles(pattern, '**/node_modules/**', most)).filter((uri) => !isKnown(uri));
  const [name] = uris[0]?.path.split('/').slice(-1) ?? [];
  const isLikely = (uri: Uri): boolean => uri.path.endsWith(`/${name}`);
  found.sort((a, b) => Number(isLikely(b)) - Number(isLikely(a)) || (a.path < b.path ? -1 : 1));
  const items = found.map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  return [...items, { label: '$(folder-opened) Another File…', uri: undefined }];
}

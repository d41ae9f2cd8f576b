import { Uri, window, workspace } from 'vscode';

const pattern = '**/*.{pprof,pgo,prof,pb.gz,debug1.txt,debug2.txt}';
const most = 500;

/** Lets the user pick another profile of the workspace, those in neighbouring folders first, or any file. */
export async function chooseProfile(than: Uri): Promise<Uri | undefined> {
  const found = (await workspace.findFiles(pattern, '**/node_modules/**', most)).filter(
    (uri) => uri.toString() !== than.toString(),
  );
  const [name] = than.path.split('/').slice(-1);
  const isLikely = (uri: Uri): boolean => uri.path.endsWith(`/${name}`);
  found.sort((a, b) => Number(isLikely(b)) - Number(isLikely(a)) || (a.path < b.path ? -1 : 1));
  const items = found.map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  const browse = { label: '$(folder-opened) Another File…', uri: undefined };
  const picked = await window.showQuickPick([...items, browse], {
    title: 'Compare With',
    placeHolder: 'The profile from before',
  });
  if (!picked) return undefined;
  if (picked.uri) return picked.uri;
  const [chosen] = (await window.showOpenDialog({ title: 'Compare With', defaultUri: Uri.joinPath(than, '..') })) ?? [];
  return chosen;
}

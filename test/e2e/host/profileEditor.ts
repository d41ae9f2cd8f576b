import * as vscode from 'vscode';
import { check, until } from './waiting.ts';

const file = (path: string): vscode.Uri => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, ...path.split('/'));
};

const lensesOf = async (uri: vscode.Uri): Promise<string[]> => {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
  return lenses.map((l) => l.command?.title ?? '').filter((title) => title.includes('cum '));
};

describe('profile editor', () => {
  it('opens a .pprof by itself, and writes its costs above functions', async () => {
    await vscode.commands.executeCommand('vscode.open', file('profiles/after/cpu.pprof'));
    const tab = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    check(tab instanceof vscode.TabInputCustom && tab.viewType === 'leaklens.profile', 'it is the editor of profiles');
    const source = file('pricing/walk.go');
    const sources = await vscode.workspace.findFiles('pricing/*.go');
    for (const s of sources) await vscode.workspace.openTextDocument(s);
    check(sources.length > 0, `${source.path} and its neighbours`);
    const titles = await until(async () => {
      const all = (await Promise.all(sources.map((s) => lensesOf(s)))).flat();
      return all.length > 0 ? all : undefined;
    });
    check(
      titles.every((t) => /^flat .+ \(.+%\) · cum .+ \(.+%\) · #\d+/.test(t)),
      titles.join('\n'),
    );
    await vscode.commands.executeCommand('leaklens.clearActiveProfile');
    await until(async () =>
      (await Promise.all(sources.map((s) => lensesOf(s)))).flat().length === 0 ? true : undefined,
    );
  });

  it('is active again when its tab is gone to, after it was cleared', async () => {
    const source = file('pricing/walk.go');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('vscode.open', file('profiles/after/cpu.pprof'));
    await vscode.workspace.openTextDocument(source);
    const sources = await vscode.workspace.findFiles('pricing/*.go');
    const lenses = async (): Promise<number> => (await Promise.all(sources.map((s) => lensesOf(s)))).flat().length;
    const are = (wanted: boolean) => until(async () => ((await lenses()) > 0 === wanted ? true : undefined));
    await are(true);
    // Beside it: the page stays alive, and has nothing new to tell.
    await vscode.window.showTextDocument(source, { viewColumn: vscode.ViewColumn.Beside });
    await vscode.commands.executeCommand('leaklens.clearActiveProfile');
    await are(false);
    await vscode.commands.executeCommand('workbench.action.focusFirstEditorGroup');
    await are(true);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('colours goroutine dumps', async () => {
    const document = await vscode.workspace.openTextDocument(file('profiles/after/goroutine.debug2.txt'));
    check(document.languageId === 'goroutine-dump', document.languageId);
  });
});

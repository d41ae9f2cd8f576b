import * as vscode from 'vscode';
import { check, until } from './waiting.ts';

const text = '{ "rules": { "" }, "scope": "nothing" }';

/** leaklens.json as it is written, in an editor that is never saved. */
async function write(): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  check(folder !== undefined, 'a folder is open');
  const uri = vscode.Uri.joinPath((folder as vscode.WorkspaceFolder).uri, 'leaklens.json');
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  await editor.edit((edit) => edit.replace(whole, text));
  return document;
}

describe('leaklens.json', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.files.revert'));

  it('has the ids of the rules as completions', async () => {
    const document = await write();
    const at = document.positionAt(text.indexOf('""') + 1);
    const labels = await until(async () => {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        at,
      );
      const told = list.items.filter((i) => i.kind === vscode.CompletionItemKind.Property);
      return told.length > 0 ? told.map((i) => i.label) : undefined;
    });
    check(labels.includes('cancel-not-called'), labels.join());
  });

  it('tells what does not belong in it', async () => {
    const document = await write();
    const problems = await until(() => {
      const told = vscode.languages.getDiagnostics(document.uri).map((d) => d.message);
      return told.some((m) => /not allowed/.test(m)) ? told : undefined;
    });
    check(
      problems.some((m) => m.includes('scope')),
      problems.join('\n'),
    );
  });
});

import * as vscode from 'vscode';
import type { CheckWorkspaceResult } from '../../../protocol/lsp.ts';
import { check, until } from './waiting.ts';

const file = (path: string): vscode.Uri => {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, ...path.split('/'));
};
const found = (uri: vscode.Uri, rule: string): vscode.Diagnostic | undefined =>
  vscode.languages
    .getDiagnostics(uri)
    .find((d) => typeof d.code === 'object' && d.code.value === rule && d.source === 'leaklens');

async function open(path: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(file(path));
  await vscode.window.showTextDocument(document);
  return document;
}

describe('language server', () => {
  it('marks a leak with the path that leads to it', async () => {
    const document = await open('leaky/cancel_early_return.go');
    const finding = await until(() => found(document.uri, 'cancel-not-called'));
    check(finding.severity === vscode.DiagnosticSeverity.Warning, 'it is a warning');
    check((finding.relatedInformation?.length ?? 0) >= 2, 'it has steps');
    check(document.getText(finding.range) !== '', 'it stands on something');
  });

  it('is silent about the repaired twin', async () => {
    const twin = await open('repaired/cancel_early_return.go');
    const leaky = await open('leaky/cancel_discarded.go');
    await until(() => found(leaky.uri, 'cancel-discarded'));
    check(found(twin.uri, 'cancel-not-called') === undefined, 'nothing to find');
  });

  it('fixes what it finds', async () => {
    const document = await open('leaky/cancel_early_return.go');
    const finding = await until(() => found(document.uri, 'cancel-not-called'));
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const fix = actions.find((a) => a.isPreferred);
    check(fix?.edit !== undefined, 'there is a preferred fix');
    await vscode.workspace.applyEdit(fix?.edit as vscode.WorkspaceEdit);
    check(document.getText().includes('defer cancel()'), 'the text is fixed');
    await until(() => (found(document.uri, 'cancel-not-called') ? undefined : true));
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('tells the steps in a hover', async () => {
    const document = await open('leaky/cancel_discarded.go');
    const finding = await until(() => found(document.uri, 'cancel-discarded'));
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      finding.range.start,
    );
    const text = hovers.flatMap((h) => h.contents.map((c) => (typeof c === 'string' ? c : c.value))).join('\n');
    check(text.includes('cancel-discarded'), text);
  });

  it('checks the whole workspace', async () => {
    const result = await vscode.commands.executeCommand<CheckWorkspaceResult>('leaklens.checkWorkspace');
    check(result.files > 30 && result.findings > 20 && !result.cancelled, JSON.stringify(result));
    check(result.problems.length === 0, result.problems.join());
    await until(() => found(file('leaky/worker_break.go'), 'break-in-select'));
  });

  it('follows the settings', async () => {
    const document = await open('leaky/cancel_discarded.go');
    await until(() => found(document.uri, 'cancel-discarded'));
    await vscode.commands.executeCommand('leaklens.turnRuleOff', 'cancel-discarded', document.uri.toString());
    await until(() => (found(document.uri, 'cancel-discarded') ? undefined : true));
    const settings = vscode.workspace.getConfiguration('leaklens', document.uri);
    await settings.update('rules.cancel-discarded', undefined, vscode.ConfigurationTarget.Workspace);
    await until(() => found(document.uri, 'cancel-discarded'));
  });
});

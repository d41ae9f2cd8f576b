import { ConfigurationTarget, commands, type ExtensionContext, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { BaseLanguageClient, WorkDoneProgressBegin, WorkDoneProgressReport } from 'vscode-languageclient';
import { WorkDoneProgress } from 'vscode-languageclient';
import {
  type CheckWorkspaceParams,
  type CheckWorkspaceResult,
  checkWorkspace,
  clearWorkspace,
  turnRuleOff,
} from '../../protocol/lsp.ts';
import { summaryOf } from './summary.ts';

export function registerCommands(context: ExtensionContext, client: BaseLanguageClient): void {
  context.subscriptions.push(
    commands.registerCommand('leaklens.checkWorkspace', () => check(client)),
    commands.registerCommand('leaklens.clearWorkspaceFindings', () => client.sendNotification(clearWorkspace)),
    commands.registerCommand(turnRuleOff, turnOff),
    commands.registerCommand('leaklens.showLog', () => client.outputChannel.show()),
    commands.registerCommand('leaklens.restartServer', async () => {
      await client.stop();
      await client.start();
    }),
  );
}

async function check(client: BaseLanguageClient): Promise<CheckWorkspaceResult | undefined> {
  if (!workspace.workspaceFolders?.length) {
    void window.showInformationMessage('There is no folder open: open the folder of a Go module first.');
    return undefined;
  }
  const result = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Leak Lens', cancellable: true },
    (progress, token) => {
      const workDoneToken = `leaklens-${Date.now()}`;
      let percent = 0;
      const listening = client.onProgress(WorkDoneProgress.type, workDoneToken, (told) => {
        const { message, percentage = percent } = told as WorkDoneProgressBegin | WorkDoneProgressReport;
        progress.report({ message: message ?? '', increment: percentage - percent });
        percent = percentage;
      });
      const params: CheckWorkspaceParams = { workDoneToken };
      return client.sendRequest<CheckWorkspaceResult>(checkWorkspace, params, token).finally(() => listening.dispose());
    },
  );
  for (const problem of result.problems) client.warn(problem);
  void announce(client, result);
  return result;
}

async function announce(client: BaseLanguageClient, result: CheckWorkspaceResult): Promise<void> {
  const choices = [
    ...(result.findings > 0 ? ['Show Problems'] : []),
    ...(result.problems.length > 0 ? ['Show Log'] : []),
  ];
  const chosen = await window.showInformationMessage(summaryOf(result), ...choices);
  if (chosen === 'Show Problems') await commands.executeCommand('workbench.actions.view.problems');
  if (chosen === 'Show Log') client.outputChannel.show();
}

/** In the workspace's settings where there is a workspace, so that the team shares it; else in the user's. */
async function turnOff(rule: string, uri: string): Promise<void> {
  const target = workspace.workspaceFolders?.length ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  await workspace.getConfiguration('leaklens', Uri.parse(uri)).update(`rules.${rule}`, 'off', target);
}

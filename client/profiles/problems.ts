import { commands, type Uri } from 'vscode';
import type { LoadProblem, ProblemAction } from '../../protocol/webview.ts';

const actionsOf: Partial<Record<LoadProblem['code'], readonly ProblemAction[]>> = {
  'too-large': ['changeLimit', 'retry'],
  'legacy-text': ['openAsText'],
  'not-a-profile': ['openAsText', 'retry'],
  cancelled: ['retry'],
};

/** A problem with the ways out that make sense for it. */
export function withActions(problem: Pick<LoadProblem, 'code' | 'message'>): LoadProblem {
  return { ...problem, actions: actionsOf[problem.code] ?? ['retry'] };
}

/** Everything but `retry`, which is the page's own. */
export async function act(action: ProblemAction, uri: Uri): Promise<void> {
  if (action === 'openAsText') await commands.executeCommand('vscode.openWith', uri, 'default');
  if (action === 'changeLimit')
    await commands.executeCommand('workbench.action.openSettings', 'leaklens.profile.maxUnpackedSize');
}

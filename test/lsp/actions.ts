import type { CodeAction, Diagnostic, TextDocumentEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Client } from './client.ts';

/** The code actions that are offered at the first of the diagnostics. */
export async function actionsOf(
  client: Client,
  uri: string,
  diagnostics: readonly Diagnostic[],
  only?: string[],
): Promise<CodeAction[]> {
  const range = diagnostics[0]?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  return client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range,
    context: { diagnostics, ...(only ? { only } : {}) },
  });
}

export function editOf(action: CodeAction | undefined): TextDocumentEdit {
  const [edit] = action?.edit?.documentChanges ?? [];
  if (!edit || !('edits' in edit)) throw new Error('the action has no edit');
  return edit;
}

/** The text after the action's edit. */
export function applied(text: string, action: CodeAction | undefined): string {
  return TextDocument.applyEdits(TextDocument.create('x', 'go', 1, text), editOf(action).edits as never);
}

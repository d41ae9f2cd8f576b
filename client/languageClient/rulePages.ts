import { commands, type ExtensionContext, Uri, window } from 'vscode';

/** Command: shows the page of a rule. Argument: its id; without one, asks. */
export const explainRule = 'leaklens.explainRule';

/** The pages lie in the package, so that they can be read without a network. */
export function registerRulePages(context: ExtensionContext): void {
  const folder = Uri.joinPath(context.extensionUri, 'docs', 'rules');
  const show = async (rule?: string): Promise<void> => {
    const id = rule ?? (await window.showQuickPick(ruleIds(context), { placeHolder: 'Which rule?' }));
    if (id !== undefined && /^[a-z-]+$/.test(id))
      await commands.executeCommand('markdown.showPreview', Uri.joinPath(folder, `${id}.md`));
  };
  context.subscriptions.push(commands.registerCommand(explainRule, show));
}

/** The rules that the settings know. */
function ruleIds({ extension }: ExtensionContext): string[] {
  const blocks: readonly { readonly properties?: object }[] = extension.packageJSON.contributes.configuration;
  const prefix = 'leaklens.rules.';
  return blocks
    .flatMap((b) => Object.keys(b.properties ?? {}))
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}

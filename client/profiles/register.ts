import { commands, type ExtensionContext, type LogOutputChannel, languages, window } from 'vscode';
import type { Platform } from '../platform.ts';
import { ActiveProfile } from './activeProfile.ts';
import { registerCompare } from './compareCommands.ts';
import { ProfileEditors } from './editorProvider.ts';
import { goToHotSpot } from './hotSpots.ts';
import { CostHovers } from './hovers.ts';
import { CostLenses, revealFunction } from './lenses.ts';
import { LineDecorations } from './lineDecorations.ts';
import { registerPageCommands } from './pageCommands.ts';
import { sourceFiles } from './sourceFiles.ts';
import { SourceOpener } from './sourceOpener.ts';
import { createStatusBar } from './statusBar.ts';
import { viewTypes } from './viewTypes.ts';

export function registerProfiles(context: ExtensionContext, platform: Platform, log: LogOutputChannel): void {
  const active = new ActiveProfile();
  const sources = new SourceOpener(sourceFiles(platform.environment));
  const { decoder } = platform;
  const editors = new ProfileEditors({ extensionUri: context.extensionUri, decoder, active, sources, log });
  context.subscriptions.push(
    active,
    createStatusBar(active),
    new LineDecorations(active),
    ...viewTypes.map((type) => window.registerCustomEditorProvider(type, editors)),
    languages.registerCodeLensProvider({ language: 'go' }, new CostLenses(active)),
    languages.registerHoverProvider({ language: 'go' }, new CostHovers(active)),
    ...registerCompare(editors),
    ...registerPageCommands(editors),
    commands.registerCommand(revealFunction, (name: string) => editors.reveal(name)),
    commands.registerCommand('leaklens.openProfile', openProfile),
    commands.registerCommand('leaklens.clearActiveProfile', () => active.clear()),
    commands.registerCommand('leaklens.toggleLineDecorations', () => LineDecorations.toggle()),
    commands.registerCommand('leaklens.nextHotSpot', () => hotSpot(editors, active, 1)),
    commands.registerCommand('leaklens.previousHotSpot', () => hotSpot(editors, active, -1)),
  );
}

/** In the profile editor that is active, else in the Go file. */
async function hotSpot(editors: ProfileEditors, active: ActiveProfile, step: 1 | -1): Promise<void> {
  if (!editors.command({ do: 'goToHotSpot', step })) await goToHotSpot(active, step);
}

async function openProfile(): Promise<void> {
  const chosen = await window.showOpenDialog({
    canSelectMany: true,
    title: 'Open Profile',
    filters: { Profiles: ['pprof', 'pb.gz', 'gz', 'pgo', 'prof', 'out'], 'All Files': ['*'] },
  });
  for (const uri of chosen ?? []) await commands.executeCommand('vscode.openWith', uri, viewTypes[0]);
}

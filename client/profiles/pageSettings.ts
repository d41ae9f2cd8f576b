import { workspace } from 'vscode';
import type { PageSettings } from '../../protocol/webview.ts';

export function pageSettings(): PageSettings {
  const configuration = workspace.getConfiguration('leaklens');
  return { growth: configuration.get('flame.callees') === 'up' ? 'up' : 'down' };
}

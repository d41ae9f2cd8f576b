import { type LogOutputChannel, Uri, window } from 'vscode';
import { fromTransfer, toTransfer } from '../../profile/transfer.ts';
import type { FileContent, LoadedProfile, OtherFile } from '../../protocol/webview.ts';
import type { Decoder } from '../platform.ts';
import { ProfileDocument } from './document.ts';
import { pageSettings } from './pageSettings.ts';
import { withActions } from './problems.ts';
import { workspaceModules } from './workspaceModules.ts';

export interface LoaderInput {
  readonly decoder: Decoder;
  readonly log: LogOutputChannel;
}

/** All that a page shows: the document, and what it is compared and looked at with. */
export async function loadForPage(document: ProfileDocument, input: LoaderInput): Promise<LoadedProfile> {
  const name = nameOf(document.uri);
  const decoded = await document.load();
  if (!decoded.ok) return { state: 'failed', name, problem: withActions(decoded.error) };
  const { profile } = document;
  // Posted by copy: the columns own the whole of their buffers, so nothing beyond them crosses.
  const content: FileContent = profile ? { kind: 'profile', columns: toTransfer(profile).columns } : decoded.value;
  const ownModules = await ownModulesOf();
  const settings = pageSettings();
  const loaded: LoadedProfile = { state: 'loaded', name, size: document.size, content, ownModules, settings };
  const base = document.base && (await loadOther(document.base, input));
  document.keepBase(base?.content.kind === 'profile' ? fromTransfer(base.content.columns) : undefined);
  const series: OtherFile[] = [];
  for (const uri of document.series) {
    const other = await loadOther(uri, input);
    if (other) series.push(other);
  }
  return base ? { ...loaded, series, base } : { ...loaded, series };
}

/** Import paths of the workspace's modules. */
export const ownModulesOf = async (): Promise<string[]> => (await workspaceModules()).local.map((m) => m.path);

/** The other profile of a comparison or series: read for this page only. Without it the profile is shown alone. */
async function loadOther(uri: Uri, { decoder, log }: LoaderInput): Promise<OtherFile | undefined> {
  const document = new ProfileDocument(uri, decoder, log);
  try {
    const decoded = await document.load();
    if (decoded.ok) return { name: `${nameOf(Uri.joinPath(uri, '..'))}/${nameOf(uri)}`, content: decoded.value };
    void window.showErrorMessage(`${nameOf(uri)} cannot be compared with: ${decoded.error.message}`);
    return undefined;
  } finally {
    document.dispose();
  }
}

const nameOf = (uri: Uri): string => uri.path.split('/').pop() ?? '';

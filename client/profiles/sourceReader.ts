import { type Uri, workspace } from 'vscode';
import type { SourceText, SourceTextRequest } from '../../protocol/webview.ts';
import { textOf } from '../encoding.ts';
import { textPart } from './source/textPart.ts';
import { uriOf } from './sourceFiles.ts';
import type { SourceOpener } from './sourceOpener.ts';
import { tolerance } from './staleness.ts';

/** The text of a function for the page to show. Asked only when the user opens the view for it. */
export async function readSource(
  sources: SourceOpener,
  wanted: SourceTextRequest,
  profile: { readonly program: string; readonly modified: number },
): Promise<SourceText> {
  if (wanted.file === '')
    return { state: 'notFound', message: `The profile does not say in which file ${wanted.function} is.`, tried: [] };
  const at = { ...wanted, line: wanted.startLine || wanted.first };
  const found = await sources.find(at, profile.program, wanted.isAllowed ? 'anywhere' : 'known');
  if (found.state === 'notFound') {
    if (found.refusal === 'outside')
      return { state: 'outside', message: `${wanted.file} is outside of your workspace, your mapped folders and Go.` };
    const message =
      found.refusal === 'network path'
        ? `${wanted.file} is a path of the network, and is not read.`
        : `${wanted.file} was not found.`;
    return { state: 'notFound', message, tried: found.tried.map(({ path }) => path) };
  }
  const uri = uriOf(found.path);
  const open = workspace.textDocuments.find((d) => d.uri.toString() === uri.toString());
  const text = open?.getText() ?? (await textAt(uri));
  if (text === undefined) return { state: 'notFound', message: `${found.path} cannot be read.`, tried: [found.path] };
  const isNewer = (open?.isDirty ?? false) || (await writtenAt(uri)) > profile.modified + tolerance;
  return { state: 'read', path: workspace.asRelativePath(uri), ...textPart(text, wanted), isNewer };
}

async function textAt(uri: Uri): Promise<string | undefined> {
  try {
    return textOf(await workspace.fs.readFile(uri));
  } catch {
    return undefined; // gone since it was found
  }
}

/** Milliseconds since the epoch. */
async function writtenAt(uri: Uri): Promise<number> {
  try {
    return (await workspace.fs.stat(uri)).mtime;
  } catch {
    return 0; // a file system that does not tell
  }
}

import { Position, Range, Selection, TextEditorRevealType, ViewColumn, window, workspace } from 'vscode';
import type { SourceAnswer, SourceRequest } from '../../protocol/webview.ts';
import { offerMapping, tellRefusal } from './missingSource.ts';
import { type FoundSource, type Reach, type SourceFiles, SourceResolver } from './source/resolver.ts';
import { buildInfoOf, uriOf } from './sourceFiles.ts';
import { mapFolder } from './sourceFolders.ts';

type Found = Extract<FoundSource, { state: 'found' }>;

/** Opens the sources that a profile names, when the user asks for one. */
export class SourceOpener {
  readonly #files: SourceFiles;
  readonly #resolver: SourceResolver;

  constructor(files: SourceFiles) {
    this.#files = files;
    this.#resolver = new SourceResolver(files);
  }

  /** `program`: the profiled program as the profile names it; asked how it was built where the frame alone says too little. */
  async open(wanted: SourceRequest, program = ''): Promise<SourceAnswer> {
    if (wanted.file === '') {
      void window.showWarningMessage(`The profile does not say in which file ${wanted.function} is.`);
      return { state: 'notFound', tried: [] };
    }
    const found = await this.find(wanted, program);
    if (found.state === 'notFound') {
      if (found.refusal) tellRefusal(wanted.file, found.refusal);
      else void this.#offerMapping(wanted, found, program);
      return { state: 'notFound', tried: found.tried.map((t) => t.path) };
    }
    await show(found, wanted.toSide);
    if (found.learned) await this.#keep(found.learned);
    return { state: 'opened' };
  }

  /** Where the source of a frame lies. Reads files: for what the user asked to see only. */
  async find(wanted: Omit<SourceRequest, 'toSide'>, program = '', reach: Reach = 'anywhere'): Promise<FoundSource> {
    const found = await this.#resolver.resolve(wanted, undefined, reach);
    if (found.state === 'found' ? found.agreement !== 'different' : found.refusal && found.refusal !== 'outside')
      return found;
    const build = program === '' ? undefined : await buildInfoOf(program);
    return build ? this.#resolver.resolve(wanted, build, reach) : found;
  }

  async #offerMapping(
    wanted: SourceRequest,
    found: Extract<FoundSource, { state: 'notFound' }>,
    program: string,
  ): Promise<void> {
    const mapping = await offerMapping(wanted.file, found.tried, this.#files);
    if (!mapping) return;
    await mapFolder(mapping.prefix, mapping.folder);
    await this.open(wanted, program);
  }

  /** What was found by searching is written down: nobody has to search again, and the user can see and change it. */
  async #keep({ prefix, folder }: NonNullable<Found['learned']>): Promise<void> {
    try {
      await mapFolder(prefix, uriOf(folder));
      window.setStatusBarMessage(`${prefix} is taken to be ${folder}: see the setting leaklens.source.folders`, 8000);
    } catch {
      // Settings that cannot be written: it is known until the window closes.
    }
  }
}

async function show(found: Found, toSide: boolean): Promise<void> {
  const document = await workspace.openTextDocument(uriOf(found.path));
  const viewColumn = toSide ? ViewColumn.Beside : ViewColumn.Active;
  const editor = await window.showTextDocument(document, { viewColumn, preview: true });
  const line = Math.min(found.line, document.lineCount - 1);
  const at = new Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex);
  editor.selection = new Selection(at, at);
  editor.revealRange(new Range(at, at), TextEditorRevealType.InCenter);
  const remark = remarks[found.agreement];
  if (remark) window.setStatusBarMessage(`$(warning) ${remark}`, 8000);
}

const remarks = {
  same: undefined,
  moved: 'The function stands elsewhere than when the profile was recorded: the line is counted from its start',
  different: 'This file does not have the function: it may be another version than the one that was profiled',
} as const;

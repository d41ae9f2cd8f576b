import { Position, Range, Selection, TextEditorRevealType, ViewColumn, window, workspace } from 'vscode';
import type { SourceAnswer, SourceRequest } from '../../protocol/webview.ts';
import { cleaned } from './source/paths.ts';
import { type SourceFiles, SourceResolver } from './source/resolver.ts';
import { uriOf } from './sourceFiles.ts';

/** Opens the sources that a profile names. */
export class SourceOpener {
  readonly #files: SourceFiles;
  readonly #resolver: SourceResolver;

  constructor(files: SourceFiles) {
    this.#files = files;
    this.#resolver = new SourceResolver(files);
  }

  async open(wanted: SourceRequest): Promise<SourceAnswer> {
    if (wanted.file === '') {
      void window.showWarningMessage(`The profile does not say in which file ${wanted.function} is.`);
      return { state: 'notFound', tried: [] };
    }
    const found = await this.#resolver.resolve(wanted);
    if (found.state === 'notFound') {
      void this.#offerMapping(wanted, found.tried);
      return found;
    }
    const document = await workspace.openTextDocument(uriOf(found.path));
    const editor = await window.showTextDocument(document, {
      viewColumn: wanted.toSide ? ViewColumn.Beside : ViewColumn.Active,
      preview: true,
    });
    const line = Math.min(found.line, document.lineCount - 1);
    const at = new Position(line, document.lineAt(line).firstNonWhitespaceCharacterIndex);
    editor.selection = new Selection(at, at);
    editor.revealRange(new Range(at, at), TextEditorRevealType.InCenter);
    return { state: 'opened' };
  }

  async #offerMapping(wanted: SourceRequest, tried: readonly string[]): Promise<void> {
    const places = tried.length === 0 ? 'no place that could be tried' : `not at ${tried.join(', ')}`;
    const choice = await window.showWarningMessage(`${wanted.file} was not found: ${places}.`, 'Choose Folder…');
    if (choice === undefined) return;
    const [folder] =
      (await window.showOpenDialog({
        canSelectFolders: true,
        canSelectFiles: false,
        title: `The folder that holds ${wanted.file}`,
        openLabel: 'Use Folder',
      })) ?? [];
    if (!folder) return;
    const prefix = await this.#prefixFor(cleaned(wanted.file), folder.path);
    if (prefix === undefined) {
      void window.showWarningMessage(`${wanted.file} is not below ${folder.fsPath}: choose a folder that holds it.`);
      return;
    }
    const configuration = workspace.getConfiguration('leaklens');
    const folders = configuration.get<Record<string, string>>('source.folders', {});
    await configuration.update('source.folders', { ...folders, [prefix]: folder.path }, true);
    await this.open(wanted);
  }

  /** What the profile's path has in front of the part that lies below the folder. */
  async #prefixFor(file: string, folder: string): Promise<string | undefined> {
    const parts = file.split('/');
    for (let cut = 0; cut < parts.length; cut++) {
      const rest = parts.slice(cut).join('/');
      if ((await this.#files.readText(`${folder}/${rest}`)) !== undefined) return parts.slice(0, cut).join('/');
    }
    return undefined;
  }
}

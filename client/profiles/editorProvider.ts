import { type CustomReadonlyEditorProvider, commands, type Uri, type WebviewPanel } from 'vscode';
import type { ExportWish, PageCommand, PageState } from '../../protocol/webview.ts';
import { ProfileDocument } from './document.ts';
import { OpenWishes } from './openWishes.ts';
import { chooseBase, chooseSeries, type EditorInput, ProfilePage } from './profilePage.ts';
import { viewTypes } from './viewTypes.ts';

/** The readonly editor for profiles. */
export class ProfileEditors implements CustomReadonlyEditorProvider<ProfileDocument> {
  readonly #in: EditorInput;
  /** The pages of each document, the one opened last at the end. */
  readonly #pages = new Map<ProfileDocument, ProfilePage[]>();
  readonly #wishes = new OpenWishes();

  constructor(input: EditorInput) {
    this.#in = input;
  }

  openCustomDocument(uri: Uri): ProfileDocument {
    const document = new ProfileDocument(uri, this.#in.decoder, this.#in.log);
    this.#pages.set(document, []);
    this.#wishes.fulfil(document);
    document.onDisposed(() => {
      this.#pages.delete(document);
      this.#in.active.clear(document);
    });
    return document;
  }

  resolveCustomEditor(document: ProfileDocument, panel: WebviewPanel): void {
    const page = new ProfilePage(document, panel, this.#in);
    this.#pages.get(document)?.push(page);
    panel.onDidDispose(() => {
      const pages = this.#pages.get(document);
      pages?.splice(pages.indexOf(page), 1);
    });
  }

  /** Shows a function in the page of the active profile. */
  reveal(functionName: string): void {
    const { shown } = this.#in.active;
    const page = shown && this.#pages.get(shown.document)?.at(-1);
    page?.panel.reveal();
    page?.peer.notify('reveal', { function: functionName });
  }

  /** Opens a profile, compared with another one. */
  async compare(base: Uri, uri: Uri): Promise<void> {
    const open = this.#open(uri);
    if (open) open.compareWith(base);
    else this.#wishes.compareWith(uri, base);
    await commands.executeCommand('vscode.openWith', uri, viewTypes[0]);
  }

  /** Opens what a text editor shows; `typed` if there is no file. The editor that is left takes such a text with it. */
  async openText(uri: Uri, typed: string | undefined): Promise<void> {
    if (typed !== undefined) this.#wishes.typed(uri, typed);
    await commands.executeCommand('vscode.openWith', uri, viewTypes[1]);
  }

  /** Opens the last of several recordings, together with the others. */
  async openSeries(uris: readonly Uri[]): Promise<void> {
    const uri = uris.at(-1);
    if (!uri) return;
    const open = this.#open(uri);
    if (open) open.lookAtWith(uris);
    else this.#wishes.lookAtWith(uri, uris);
    await commands.executeCommand('vscode.openWith', uri, viewTypes[0]);
  }

  /** Hands a command to the page in the active editor; false if there is none. */
  command(command: PageCommand): boolean {
    const page = this.#activePage;
    page?.peer.notify('command', command);
    return page !== undefined;
  }

  /** What the page in the active editor shows. */
  get activeState(): PageState | undefined {
    return this.#activePage?.state;
  }

  /** The file of the active editor. */
  get activeUri(): Uri | undefined {
    return this.#activePage?.document.uri;
  }

  /** Asks the page in the active editor to export what it shows; false if there is none. */
  exportActive(wish: ExportWish): boolean {
    const page = this.#activePage;
    page?.peer.notify('export', wish);
    return page !== undefined;
  }

  /** Lets the user choose what the profile in the active editor is compared with, or looked at with. */
  async chooseForActive(what: 'base' | 'series'): Promise<boolean> {
    const document = this.#activePage?.document;
    if (!document) return false;
    if (what === 'base') await chooseBase(document);
    else await chooseSeries(document);
    return true;
  }

  /** Shows the profile in the active editor alone again. */
  stopComparing(): void {
    const document = this.#activePage?.document;
    if (document?.base) document.compareWith(undefined);
    if (document && document.series.length > 0) document.lookAtWith([]);
  }

  get #activePage(): ProfilePage | undefined {
    return [...this.#pages.values()].flat().find(({ panel }) => panel.active);
  }

  #open(uri: Uri): ProfileDocument | undefined {
    return [...this.#pages.keys()].find((d) => d.uri.toString() === uri.toString());
  }
}

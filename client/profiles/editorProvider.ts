import {
  type CustomReadonlyEditorProvider,
  commands,
  env,
  type LogOutputChannel,
  Uri,
  type WebviewPanel,
  window,
} from 'vscode';
import { fromTransfer, toTransfer } from '../../profile/transfer.ts';
import { RpcPeer } from '../../protocol/rpc.ts';
import type {
  ExportWish,
  FileContent,
  LoadedProfile,
  OtherFile,
  PageCommand,
  PageState,
  ProfileHost,
  ProfilePage,
} from '../../protocol/webview.ts';
import type { Decoder } from '../platform.ts';
import type { ActiveProfile } from './activeProfile.ts';
import { chooseProfile, chooseProfiles } from './chooseProfile.ts';
import { hottestLine } from './costText.ts';
import { ProfileDocument } from './document.ts';
import { chooseExport } from './exporting.ts';
import { setPageContext } from './pageContext.ts';
import { pageHtml } from './pageHtml.ts';
import { pageSettings } from './pageSettings.ts';
import { act, withActions } from './problems.ts';
import { saveFile } from './saveFile.ts';
import type { SourceOpener } from './sourceOpener.ts';
import { readSource } from './sourceReader.ts';
import { viewTypes } from './viewTypes.ts';
import { workspaceModules } from './workspaceModules.ts';

export interface EditorInput {
  readonly extensionUri: Uri;
  readonly decoder: Decoder;
  readonly active: ActiveProfile;
  readonly sources: SourceOpener;
  readonly log: LogOutputChannel;
}

type Peer = RpcPeer<ProfileHost, ProfilePage>;

interface Page {
  readonly panel: WebviewPanel;
  readonly peer: Peer;
  /** What it told last. */
  state: PageState | undefined;
}

/** The readonly editor for profiles. */
export class ProfileEditors implements CustomReadonlyEditorProvider<ProfileDocument> {
  readonly #in: EditorInput;
  /** The pages of each document, the one looked at last at the end. */
  readonly #pages = new Map<ProfileDocument, Page[]>();

  /** What documents that are about to open shall be compared with, or looked at with. */
  readonly #bases = new Map<string, Uri>();
  /** What was typed into documents without a file that are about to open. */
  readonly #typed = new Map<string, string>();
  readonly #series = new Map<string, readonly Uri[]>();

  constructor(input: EditorInput) {
    this.#in = input;
  }

  openCustomDocument(uri: Uri): ProfileDocument {
    const document = new ProfileDocument(uri, this.#in.decoder, this.#in.log);
    this.#pages.set(document, []);
    const base = this.#bases.get(uri.toString());
    this.#bases.delete(uri.toString());
    if (base) document.compareWith(base);
    document.typed = this.#typed.get(uri.toString());
    this.#typed.delete(uri.toString());
    document.lookAtWith(this.#series.get(uri.toString()) ?? []);
    this.#series.delete(uri.toString());
    document.onDisposed(() => {
      this.#pages.delete(document);
      this.#in.active.clear(document);
    });
    return document;
  }

  resolveCustomEditor(document: ProfileDocument, panel: WebviewPanel): void {
    const { webview } = panel;
    const dist = Uri.joinPath(this.#in.extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const peer = this.#connect(document, panel, (state) => {
      page.state = state;
      if (panel.active) setPageContext(state, isCompared(document));
    });
    const page: Page = { panel, peer, state: undefined };
    this.#pages.get(document)?.push(page);
    const listeners = [
      document.onProgress((progress) => peer.notify('progress', progress)),
      document.onChanged(() => peer.notify('changed', {})),
      panel.onDidChangeViewState(() => {
        if (panel.active) setPageContext(page.state, isCompared(document));
      }),
    ];
    panel.onDidDispose(() => {
      for (const l of listeners) l.dispose();
      peer.dispose();
      const pages = this.#pages.get(document);
      pages?.splice(pages.indexOf(page), 1);
    });
    webview.html = pageHtml(webview, dist);
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
    this.#bases.set(uri.toString(), base);
    const open = [...this.#pages.keys()].find((d) => d.uri.toString() === uri.toString());
    open?.compareWith(base);
    await commands.executeCommand('vscode.openWith', uri, viewTypes[0]);
  }

  /** Opens what a text editor shows; `typed` if there is no file. The editor that is left takes such a text with it. */
  async openText(uri: Uri, typed: string | undefined): Promise<void> {
    if (typed !== undefined) this.#typed.set(uri.toString(), typed);
    await commands.executeCommand('vscode.openWith', uri, viewTypes[1]);
  }

  /** Opens the last of several recordings, together with the others. */
  async openSeries(uris: readonly Uri[]): Promise<void> {
    const uri = uris.at(-1);
    if (!uri) return;
    this.#series.set(uri.toString(), uris);
    const open = [...this.#pages.keys()].find((d) => d.uri.toString() === uri.toString());
    open?.lookAtWith(uris);
    await commands.executeCommand('vscode.openWith', uri, viewTypes[0]);
  }

  /** Hands a command to the page in the active editor; false if there is none. */
  command(command: PageCommand): boolean {
    const page = this.#activePage();
    page?.peer.notify('command', command);
    return page !== undefined;
  }

  /** What the page in the active editor shows. */
  get activeState(): PageState | undefined {
    return this.#activePage()?.state;
  }

  /** The file of the active editor. */
  get activeUri(): Uri | undefined {
    return this.#activePage()?.document.uri;
  }

  /** Asks the page in the active editor to export what it shows; false if there is none. */
  exportActive(wish: ExportWish): boolean {
    const page = this.#activePage();
    page?.peer.notify('export', wish);
    return page !== undefined;
  }

  /** Lets the user choose what the profile in the active editor is compared with, or looked at with. */
  async chooseForActive(what: 'base' | 'series'): Promise<boolean> {
    const document = this.#activePage()?.document;
    if (!document) return false;
    if (what === 'base') await chooseBase(document);
    else await chooseSeries(document);
    return true;
  }

  /** Shows the profile in the active editor alone again. */
  stopComparing(): void {
    const document = this.#activePage()?.document;
    if (document?.base) document.compareWith(undefined);
    if (document && document.series.length > 0) document.lookAtWith([]);
  }

  #activePage(): (Page & { readonly document: ProfileDocument }) | undefined {
    for (const [document, pages] of this.#pages) {
      const page = pages.find(({ panel }) => panel.active);
      if (page) return { document, ...page };
    }
    return undefined;
  }

  async #load(document: ProfileDocument): Promise<LoadedProfile> {
    const name = nameOf(document.uri);
    const decoded = await document.load();
    if (!decoded.ok) return { state: 'failed', name, problem: withActions(decoded.error) };
    const { profile } = document;
    // Posted by copy: the columns own the whole of their buffers, so nothing beyond them crosses.
    const content: FileContent = profile ? { kind: 'profile', columns: toTransfer(profile).columns } : decoded.value;
    const ownModules = await ownModulesOf();
    const settings = pageSettings();
    const loaded: LoadedProfile = { state: 'loaded', name, size: document.size, content, ownModules, settings };
    const base = document.base && (await this.#loadOther(document.base));
    document.keepBase(base?.content.kind === 'profile' ? fromTransfer(base.content.columns) : undefined);
    const series: OtherFile[] = [];
    for (const uri of document.series) {
      const other = await this.#loadOther(uri);
      if (other) series.push(other);
    }
    return base ? { ...loaded, series, base } : { ...loaded, series };
  }

  /** The other profile of a comparison or series: read for this page only. Without it the profile is shown alone. */
  async #loadOther(uri: Uri): Promise<OtherFile | undefined> {
    const document = new ProfileDocument(uri, this.#in.decoder, this.#in.log);
    try {
      const decoded = await document.load();
      if (decoded.ok) return { name: `${nameOf(Uri.joinPath(uri, '..'))}/${nameOf(uri)}`, content: decoded.value };
      void window.showErrorMessage(`${nameOf(uri)} cannot be compared with: ${decoded.error.message}`);
      return undefined;
    } finally {
      document.dispose();
    }
  }

  #connect(document: ProfileDocument, panel: WebviewPanel, onState: (state: PageState) => void): Peer {
    const { webview } = panel;
    const { active, sources, log } = this.#in;
    let sampleType = 0;
    const peer: Peer = new RpcPeer<ProfileHost, ProfilePage>(
      { post: (message) => void webview.postMessage(message), log: (message) => log.error(message) },
      {
        load: () => this.#load(document),
        chooseBase: () => chooseBase(document),
        clearBase: async () => document.compareWith(undefined),
        chooseSeries: () => chooseSeries(document),
        endSeries: async () => document.lookAtWith([]),
        chooseExport: ({ formats, picture }) => chooseExport(formats, picture),
        save: (file) => saveFile(document.uri, file),
        cancelLoad: () => document.cancelLoad(),
        openSource: async (wanted) => {
          // The source would take the place of a preview, and the profile's costs go with its last tab.
          if (panel.active) await commands.executeCommand('workbench.action.keepEditor');
          const cost = document.totals(sampleType).find((t) => t.name === wanted.function);
          const line = wanted.line || (cost ? hottestLine(cost) : 0) || wanted.startLine;
          return sources.open({ ...wanted, line, file: wanted.file || (cost?.file ?? '') }, programOf(document));
        },
        readSource: (wanted) =>
          readSource(sources, wanted, { program: programOf(document), modified: document.modified }),
        shown: async (what) => {
          sampleType = what.sampleType;
          const ownModules = await ownModulesOf();
          active.show(document, { ...what, ownModules });
        },
        state: onState,
        act: ({ action }) => act(action, document.uri),
        copy: async ({ text }) => {
          await env.clipboard.writeText(text);
          window.setStatusBarMessage('Copied', 2000);
        },
        report: ({ message, isShown }) => {
          log.error(`page of ${document.uri.toString(true)}: ${message}`);
          if (isShown) void window.showErrorMessage(message);
        },
      },
    );
    webview.onDidReceiveMessage((message) => peer.receive(message));
    return peer;
  }
}

async function chooseBase(document: ProfileDocument): Promise<void> {
  const base = await chooseProfile(document.uri);
  if (base) document.compareWith(base);
}

async function chooseSeries(document: ProfileDocument): Promise<void> {
  const more = await chooseProfiles([document.uri, ...document.series]);
  if (more.length > 0) document.lookAtWith([...document.series, ...more]);
}

const ownModulesOf = async (): Promise<string[]> => (await workspaceModules()).local.map((m) => m.path);

const isCompared = ({ base, series }: ProfileDocument): boolean => base !== undefined || series.length > 0;

const nameOf = (uri: Uri): string => uri.path.split('/').pop() ?? '';

/** The profiled program, as the profile names it; empty if it does not. */
const programOf = ({ profile }: ProfileDocument): string => profile?.text.at(profile.mappings.file[0] ?? 0) ?? '';

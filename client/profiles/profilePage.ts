import { commands, env, type LogOutputChannel, Uri, type WebviewPanel, window } from 'vscode';
import { RpcPeer } from '../../protocol/rpc.ts';
import type { ProfilePage as PageCalls, PageState, ProfileHost } from '../../protocol/webview.ts';
import type { Decoder } from '../platform.ts';
import type { ActiveProfile, TabView } from './activeProfile.ts';
import { chooseProfile, chooseProfiles } from './chooseProfile.ts';
import { hottestLine } from './costText.ts';
import type { ProfileDocument } from './document.ts';
import { chooseExport } from './exporting.ts';
import { setPageContext } from './pageContext.ts';
import { pageHtml } from './pageHtml.ts';
import { loadForPage, ownModulesOf } from './pageLoader.ts';
import { act } from './problems.ts';
import { saveFile } from './saveFile.ts';
import type { SourceOpener } from './sourceOpener.ts';
import { readSource } from './sourceReader.ts';

export interface EditorInput {
  readonly extensionUri: Uri;
  readonly decoder: Decoder;
  readonly active: ActiveProfile;
  readonly sources: SourceOpener;
  readonly log: LogOutputChannel;
}

/** One tab that shows a profile: what its page asks for, and what is known of it. */
export class ProfilePage {
  readonly document: ProfileDocument;
  readonly panel: WebviewPanel;
  readonly peer: RpcPeer<ProfileHost, PageCalls>;
  readonly #in: EditorInput;
  #state: PageState | undefined;
  #shown: TabView | undefined;

  constructor(document: ProfileDocument, panel: WebviewPanel, input: EditorInput) {
    this.document = document;
    this.panel = panel;
    this.#in = input;
    const { webview } = panel;
    const dist = Uri.joinPath(input.extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    const post = (message: unknown): void => void webview.postMessage(message);
    this.peer = new RpcPeer({ post, log: (message) => input.log.error(message) }, this.#answers());
    const listeners = [
      webview.onDidReceiveMessage((message) => this.peer.receive(message)),
      document.onProgress((progress) => this.peer.notify('progress', progress)),
      document.onChanged(() => {
        // Sample types and filters of the old file may mean nothing in the new one: the page will say.
        this.#shown = undefined;
        this.peer.notify('changed', {});
      }),
      panel.onDidChangeViewState(() => this.#onViewState()),
    ];
    panel.onDidDispose(() => {
      for (const l of listeners) l.dispose();
      this.peer.dispose();
    });
    webview.html = pageHtml(webview, dist);
  }

  /** What the page told last. */
  get state(): PageState | undefined {
    return this.#state;
  }

  /** A tab that is gone to is what one looks at, also where its page was alive all the time and has nothing new to say. */
  #onViewState(): void {
    if (!this.panel.active) return;
    setPageContext(this.#state, isCompared(this.document));
    if (this.#shown) this.#in.active.show(this.document, this.#shown);
  }

  #answers(): ProfileHost {
    const { document, panel } = this;
    const { active, sources, log } = this.#in;
    return {
      load: () => loadForPage(document, this.#in),
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
        const cost = document.totals(this.#shown?.sampleType ?? 0).find((t) => t.name === wanted.function);
        const line = wanted.line || (cost ? hottestLine(cost) : 0) || wanted.startLine;
        return sources.open({ ...wanted, line, file: wanted.file || (cost?.file ?? '') }, programOf(document));
      },
      readSource: (wanted) =>
        readSource(sources, wanted, { program: programOf(document), modified: document.modified }),
      shown: async (what) => {
        const ownModules = await ownModulesOf();
        this.#shown = { ...what, ownModules };
        active.show(document, this.#shown);
      },
      state: (state) => {
        this.#state = state;
        if (panel.active) setPageContext(state, isCompared(document));
      },
      act: ({ action }) => act(action, document.uri),
      copy: async ({ text }) => {
        await env.clipboard.writeText(text);
        window.setStatusBarMessage('Copied', 2000);
      },
      report: ({ message, isShown }) => {
        log.error(`page of ${document.uri.toString(true)}: ${message}`);
        if (isShown) void window.showErrorMessage(message);
      },
    };
  }
}

/** Lets the user choose what a profile is compared with. */
export async function chooseBase(document: ProfileDocument): Promise<void> {
  const base = await chooseProfile(document.uri);
  if (base) document.compareWith(base);
}

/** Lets the user choose what a profile is looked at with. */
export async function chooseSeries(document: ProfileDocument): Promise<void> {
  const more = await chooseProfiles([document.uri, ...document.series]);
  if (more.length > 0) document.lookAtWith([...document.series, ...more]);
}

const isCompared = ({ base, series }: ProfileDocument): boolean => base !== undefined || series.length > 0;

/** The profiled program, as the profile names it; empty if it does not. */
const programOf = ({ profile }: ProfileDocument): string => profile?.text.at(profile.mappings.file[0] ?? 0) ?? '';

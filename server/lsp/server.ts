import {
  CodeActionKind,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type InitializeResult,
  WatchKind,
} from 'vscode-languageserver';
import {
  type CheckWorkspaceParams,
  type CheckWorkspaceResult,
  checkWorkspace,
  clearWorkspace,
  type InitializationOptions,
  type ThemeParams,
  themeChanged,
} from '../../protocol/lsp.ts';
import { createKnowledge } from '../engine/package/knowledge.ts';
import { standardLibrary } from '../engine/package/standardLibrary.ts';
import { createAnalyser } from '../engine/runner.ts';
import { createParser } from '../engine/syntax/parser.ts';
import { Checker } from '../engine/workspace/checker.ts';
import type { FileHost } from '../engine/workspace/host.ts';
import { SurroundingsFinder } from '../engine/workspace/surroundings.ts';
import { rules } from '../rules/index.generated.ts';
import { abilitiesOf, themeOf } from './abilities.ts';
import { CachedHost } from './cachedHost.ts';
import { codeActions, fixAllKind } from './codeActions.ts';
import { Configuration } from './configuration.ts';
import { syncKind } from './documents.ts';
import { hover } from './hover.ts';
import { nameOf } from './names.ts';
import { noProgress, progressUnder } from './progress.ts';
import { Roots } from './roots.ts';
import { Session } from './session.ts';
import { workspaceCheck } from './workspaceCheck.ts';

/** What differs between node and a browser. */
export interface ServerPlatform {
  /** Bytes of web-tree-sitter's runtime and of the Go grammar. Rejects with a message for the user. */
  loadWasm(
    options: InitializationOptions | undefined,
  ): Promise<{ readonly runtime: Uint8Array; readonly grammar: Uint8Array }>;
  /** The files, named by URIs; `onTrouble` hears what cannot be read. */
  openHost(connection: Connection, onTrouble: (message: string) => void): FileHost;
}

const byId = new Map(rules.map((r) => [r.meta.id, r]));

/** Makes a connection a language server of Leak Lens; to `listen` is the caller's. */
export function serve(connection: Connection, platform: ServerPlatform): void {
  connection.onInitialize(async (params): Promise<InitializeResult> => {
    await start(connection, platform, params);
    return {
      serverInfo: { name: 'leaklens' },
      capabilities: {
        textDocumentSync: { openClose: true, change: syncKind },
        hoverProvider: true,
        inlayHintProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
}

async function start(connection: Connection, platform: ServerPlatform, params: InitializeParams): Promise<void> {
  const abilities = abilitiesOf(params);
  const roots = new Roots(params.workspaceFolders ?? []);
  const troubles = new Set<string>();
  const host = new CachedHost(
    platform.openHost(connection, (trouble) => {
      if (!troubles.has(trouble)) connection.console.warn(trouble);
      troubles.add(trouble);
    }),
    (name) => abilities.watches && roots.hold(name),
  );
  const surroundings = new SurroundingsFinder(host, new Set(byId.keys()));
  const configuration = new Configuration(connection, abilities.configures);
  const checker = new Checker({
    host,
    parser: await createParser(await platform.loadWasm(params.initializationOptions)),
    knowledge: createKnowledge(standardLibrary),
    analyser: createAnalyser({ rules, log: ruleFailed(connection) }),
    surroundings,
    remembers: true,
  });
  const pageOf = (rule: string): string | undefined => abilities.rulePage?.replace('RULE', rule);
  const onHintsChanged = (): void => {
    if (abilities.refreshesHints) void connection.languages.inlayHint.refresh();
  };
  const session = new Session({ connection, checker, surroundings, host, configuration, pageOf, onHintsChanged });

  const check = async (
    folders: readonly string[],
    progress: Parameters<typeof workspaceCheck>[2],
    token?: Parameters<typeof workspaceCheck>[1],
  ): Promise<CheckWorkspaceResult> => {
    troubles.clear();
    const input = { host, roots: folders, check: (f: string) => session.checkForGood(f), troubles };
    return workspaceCheck(input, token, progress);
  };
  /** Where the settings ask for it, the whole folder is checked without being asked. */
  const checkByScope = async (): Promise<void> => {
    for (const root of roots.all)
      if ((await configuration.of(root)).scope === 'workspace') await check([root], noProgress);
  };

  connection.onInitialized(async () => {
    if (abilities.registersConfiguration) await connection.client.register(DidChangeConfigurationNotification.type);
    if (abilities.changesFolders)
      connection.workspace.onDidChangeWorkspaceFolders((change) => {
        roots.change(change);
        host.forgetAll();
        session.rootsChanged((folder) => roots.hold(`${folder}/`));
        void checkByScope();
      });
    if (abilities.watches)
      await connection.client.register(DidChangeWatchedFilesNotification.type, {
        watchers: [
          ...['**/*.go', '**/go.mod', '**/leaklens.json'].map((globPattern) => ({ globPattern })),
          // A folder that goes is told by its own name only.
          { globPattern: '**/*', kind: WatchKind.Delete },
        ],
      });
    await checkByScope();
  });
  connection.onDidChangeConfiguration(async () => {
    configuration.forget();
    session.settingsChanged();
    await checkByScope();
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri, type } of changes) session.fileChanged(nameOf(uri), type === FileChangeType.Deleted);
  });
  connection.onRequest(checkWorkspace, ({ workDoneToken }: CheckWorkspaceParams, token) =>
    check(roots.all, progressUnder(connection, workDoneToken), token),
  );
  connection.onNotification(clearWorkspace, () => session.clear());
  connection.onShutdown(() => session.stop());

  connection.onCodeAction(async (asked) => {
    const file = nameOf(asked.textDocument.uri);
    await session.settled(file);
    return codeActions(file, asked, {
      resultOf: (name) => session.results.of(name),
      uriOf: (name) => session.documents.uriOf(name),
      versionOf: (name) => session.documents.get(name)?.version ?? null,
      canTurnOff: abilities.turnsRulesOff,
    });
  });
  connection.languages.inlayHint.on(async ({ textDocument, range }) => {
    const file = nameOf(textDocument.uri);
    await session.settled(file);
    return session.hints.of(file, range);
  });
  let { theme } = abilities;
  connection.onNotification(themeChanged, (params: ThemeParams) => {
    theme = themeOf(params.theme);
  });
  connection.onHover(async ({ textDocument, position }) => {
    const file = nameOf(textDocument.uri);
    await session.settled(file);
    const result = session.results.of(file);
    return result && hover(result, position, byId, (name) => session.results.of(name), theme);
  });
}

/** Each rule that fails is logged; the user hears of the first, once. */
function ruleFailed(connection: Connection): (message: string) => void {
  let isTold = false;
  return (message) => {
    connection.console.error(message);
    if (isTold) return;
    isTold = true;
    connection.window.showInformationMessage(
      'One of the rules of Leak Lens failed on this code. What it finds there is missing, all else is complete. The log says more.',
    );
  };
}

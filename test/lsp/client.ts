import { type ChildProcess, spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';

export interface ClientOptions {
  readonly folders: readonly string[];
  /** The section `leaklens` of the settings; may be changed by `configure`. */
  readonly settings?: object;
  readonly initializationOptions?: object;
  readonly onPublished?: (uri: string, diagnostics: readonly Diagnostic[]) => void;
  readonly answers?: Readonly<Record<string, (params: never) => unknown>>;
}

/** A language client over stdio, as small as an editor can be. */
export class Client {
  readonly connection: ProtocolConnection;
  /** The last diagnostics by URI. */
  readonly shown = new Map<string, readonly Diagnostic[]>();
  readonly #process: ChildProcess;
  readonly #waiting = new Set<() => void>();
  #settings: object;
  #version = 1;

  constructor(program: string, options: ClientOptions) {
    this.#settings = options.settings ?? {};
    this.#process = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdout, stdin } = this.#process;
    if (!stdout || !stdin) throw new Error('no pipes');
    this.connection = createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin));
    this.connection.onNotification('textDocument/publishDiagnostics', (p: PublishDiagnosticsParams) => {
      this.shown.set(p.uri, p.diagnostics);
      options.onPublished?.(p.uri, p.diagnostics);
      for (const wake of this.#waiting) wake();
    });
    this.connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
      items.map(() => this.#settings),
    );
    this.connection.onRequest('client/registerCapability', () => null);
    for (const [method, answer] of Object.entries(options.answers ?? {}))
      this.connection.onRequest(method, (params: never) => answer(params));
    this.connection.listen();
  }

  static async start(program: string, options: ClientOptions): Promise<Client> {
    const client = new Client(program, options);
    await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: options.folders.map((uri) => ({ uri, name: uri })),
      initializationOptions: options.initializationOptions,
      capabilities: {
        workspace: {
          configuration: true,
          workspaceFolders: true,
          didChangeConfiguration: { dynamicRegistration: true },
          didChangeWatchedFiles: { dynamicRegistration: true },
        },
      },
    });
    await client.connection.sendNotification('initialized', {});
    return client;
  }

  async open(uri: string, text: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'go', version: this.#version, text },
    });
  }

  /** One incremental edit: replaces the first occurrence of `what` in `text`; answers the new text. */
  async replace(uri: string, text: string, what: string, by: string): Promise<string> {
    const at = text.indexOf(what);
    if (at < 0) throw new Error(`there is no ${what}`);
    const position = (offset: number): { line: number; character: number } => {
      const before = text.slice(0, offset).split('\n');
      return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
    };
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++this.#version },
      contentChanges: [{ range: { start: position(at), end: position(at + what.length) }, text: by }],
    });
    return text.slice(0, at) + by + text.slice(at + what.length);
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async configure(settings: object): Promise<void> {
    this.#settings = settings;
    await this.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  }

  filesMade = (...uris: string[]): Promise<void> => this.#tell(uris, 1);
  filesChanged = (...uris: string[]): Promise<void> => this.#tell(uris, 2);
  filesGone = (...uris: string[]): Promise<void> => this.#tell(uris, 3);

  async #tell(uris: readonly string[], type: 1 | 2 | 3): Promise<void> {
    await this.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: uris.map((uri) => ({ uri, type })),
    });
  }

  /** Resolves with a file's diagnostics as soon as they are as they should be. */
  until(uri: string, isRight: (diagnostics: readonly Diagnostic[]) => boolean): Promise<readonly Diagnostic[]> {
    return new Promise((resolve) => {
      const look = (): void => {
        const diagnostics = this.shown.get(uri);
        if (!diagnostics || !isRight(diagnostics)) return;
        this.#waiting.delete(look);
        resolve(diagnostics);
      };
      this.#waiting.add(look);
      look();
    });
  }

  async stop(): Promise<number | null> {
    await this.connection.sendRequest('shutdown');
    const ended = new Promise<number | null>((resolve) => this.#process.once('exit', resolve));
    await this.connection.sendNotification('exit');
    const code = await ended;
    this.connection.dispose();
    return code;
  }
}

export const uriOf = (path: string): string => pathToFileURL(path).href;
export const codes = (diagnostics: readonly Diagnostic[]): unknown[] => diagnostics.map((d) => d.code);

import type { Connection } from 'vscode-languageserver';
import type { Checked, Checker } from '../engine/workspace/checker.ts';
import { parentOf } from '../engine/workspace/host.ts';
import type { SurroundingsFinder } from '../engine/workspace/surroundings.ts';
import type { CachedHost } from './cachedHost.ts';
import { CheckQueue } from './checkQueue.ts';
import type { Configuration } from './configuration.ts';
import { type DiagnosticContext, toDiagnostic } from './diagnostics.ts';
import { OpenDocuments } from './documents.ts';
import { EndingHints } from './endingHints.ts';
import { withHeld } from './held.ts';
import { Results } from './results.ts';

/** Long enough not to flicker between two letters, short enough to feel immediate (milliseconds). */
const typingPause = 120;

export interface SessionInput {
  readonly connection: Connection;
  readonly checker: Checker;
  readonly surroundings: SurroundingsFinder;
  readonly host: CachedHost;
  readonly configuration: Configuration;
  readonly pageOf: (rule: string) => string | undefined;
  /** The client shows inlay hints that it has asked for; what they say has changed. */
  readonly onHintsChanged: () => void;
}

/** What is open, what is known about it, and what the editor has been told. */
export class Session {
  readonly documents = new OpenDocuments();
  readonly results = new Results();
  readonly hints = new EndingHints();
  readonly #in: SessionInput;
  readonly #queue: CheckQueue;
  /** Folders whose findings stay although none of their files is open. */
  readonly #kept = new Set<string>();
  /** Folders whose files have had hints. */
  readonly #hinted = new Set<string>();
  /** What the editor has been told about a file, where there was something to tell. */
  readonly #told = new Map<string, string>();
  /** Folders whose settings have changed since they were checked: nothing found under the old ones stays. */
  readonly #resettled = new Set<string>();
  /** Files whose findings have changed since. */
  readonly #untold = new Set<string>();

  constructor(input: SessionInput) {
    this.#in = input;
    this.#queue = new CheckQueue((folder) => this.#checkGuarded(folder), typingPause);
    this.documents.listen(input.connection, {
      changed: (name) => this.#schedule(name),
      closed: (name) => this.#closed(name),
    });
  }

  /** Resolves when the findings of an open file are those of its present text. */
  async settled(file: string): Promise<void> {
    const folder = parentOf(file);
    if (folder !== undefined) await this.#queue.settle(folder);
  }

  /** A file was made, changed or removed; or a folder was removed. */
  fileChanged(name: string, isGone: boolean): void {
    this.#in.host.changed(name);
    if (/(^|\/)(go\.mod|leaklens\.json)$/.test(name)) this.settingsChanged();
    else if (name.endsWith('.go')) {
      // What is open is read from the editor; its neighbours are read from the disk.
      if (!this.documents.get(name)) this.#schedule(name);
    } else if (isGone) this.#folderGone(name);
  }

  #folderGone(gone: string): void {
    for (const folder of new Set([...this.#kept, ...this.results.folders])) {
      if (folder !== gone && !folder.startsWith(`${gone}/`)) continue;
      this.#in.host.forgetBelow(folder);
      this.#kept.delete(folder);
      if (this.documents.in(folder).length > 0) this.#queue.schedule(folder);
      else this.#drop(folder);
    }
  }

  /** Folders were added to the workspace, or closed: findings that stay are those of what is in it. */
  rootsChanged(isHeld: (folder: string) => boolean): void {
    for (const folder of this.#kept) {
      if (isHeld(folder)) continue;
      this.#kept.delete(folder);
      if (this.documents.in(folder).length === 0) this.#drop(folder);
    }
    this.settingsChanged();
  }

  /** Settings, go.mod or leaklens.json: everything that is shown is looked at again. */
  settingsChanged(): void {
    this.#in.surroundings.forget();
    const open = this.documents.names.map((n) => parentOf(n) ?? n);
    for (const folder of new Set([...this.#kept, ...open])) {
      this.#resettled.add(folder);
      this.#queue.schedule(folder);
    }
  }

  /** Checks a folder whose findings then stay, whether its files are open or not. */
  async checkForGood(folder: string): Promise<Checked> {
    this.#kept.add(folder);
    const checked = await this.#check(folder);
    this.#in.host.forgetTexts(folder);
    if (this.documents.in(folder).length === 0) this.#in.checker.forget(folder);
    return checked;
  }

  /** Forgets the findings of all folders but those with open files. */
  clear(): void {
    this.#kept.clear();
    for (const folder of this.results.folders) if (this.documents.in(folder).length === 0) this.#drop(folder);
  }

  stop(): void {
    this.#queue.stop();
  }

  #schedule(name: string): void {
    const folder = parentOf(name);
    if (folder === undefined) return;
    if (this.documents.in(folder).length > 0 || this.#kept.has(folder)) this.#queue.schedule(folder);
  }

  #closed(name: string): void {
    const folder = parentOf(name);
    if (folder === undefined) return;
    // Unsaved changes are gone with the document: the neighbours are checked against the disk again.
    if (this.documents.in(folder).length > 0 || this.#kept.has(folder)) this.#queue.schedule(folder);
    else this.#drop(folder);
  }

  #drop(folder: string): void {
    for (const name of this.results.drop(folder)) this.#publish(name);
    this.hints.drop(folder);
    this.#in.checker.forget(folder);
    this.#in.host.forgetTexts(folder);
  }

  async #checkGuarded(folder: string): Promise<void> {
    try {
      await this.#check(folder);
    } catch (error) {
      this.#in.connection.console.error(`checking ${folder} failed: ${(error as Error).stack ?? error}`);
    }
  }

  async #check(folder: string): Promise<Checked> {
    const { override, scope, hintsEndings } = await this.#in.configuration.of(folder);
    const versions = new Map<string, number>();
    const checked = await this.#in.checker.checkFolder(folder, override, {
      in: (within) => this.documents.in(within),
      text: (name) => {
        const document = this.documents.get(name);
        if (document) versions.set(name, document.version);
        return document?.getText();
      },
    });
    if (hintsEndings) this.hints.set(checked, (name) => versions.has(name));
    else this.hints.drop(folder);
    if (hintsEndings || this.#hinted.has(folder)) this.#in.onHintsChanged();
    if (hintsEndings) this.#hinted.add(folder);
    else this.#hinted.delete(folder);
    if (scope === 'off' && !this.#kept.has(folder)) {
      for (const name of this.results.drop(folder)) this.#publish(name);
      return checked;
    }
    // A newer text waits in the queue already; findings of the old one would stand in wrong places.
    const shown = this.#resettled.delete(folder) ? checked : withHeld(checked, (name) => this.results.of(name));
    for (const name of this.results.set(shown)) this.#untold.add(name);
    for (const name of this.#untold) if (versions.get(name) === this.documents.get(name)?.version) this.#publish(name);
    for (const p of checked.problems) this.#in.connection.console.warn(p);
    return checked;
  }

  #publish(name: string): void {
    this.#untold.delete(name);
    const result = this.results.of(name);
    const context: DiagnosticContext = {
      linesOf: (file) => this.results.of(file)?.lines,
      uriOf: (file) => this.documents.uriOf(file),
      pageOf: this.#in.pageOf,
    };
    const diagnostics = result?.findings.map((f) => toDiagnostic(f, result.lines, context)) ?? [];
    const told = diagnostics.length === 0 ? undefined : JSON.stringify(diagnostics);
    if (told === this.#told.get(name)) return;
    if (told === undefined) this.#told.delete(name);
    else this.#told.set(name, told);
    const version = this.documents.get(name)?.version;
    void this.#in.connection.sendDiagnostics({
      uri: this.documents.uriOf(name),
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  }
}

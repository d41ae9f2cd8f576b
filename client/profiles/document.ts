import { type CustomDocument, EventEmitter, type LogOutputChannel, type Uri, workspace } from 'vscode';
import { withBase } from '../../profile/costDeltas.ts';
import { type FunctionTotal, lineTotals } from '../../profile/lineTotals.ts';
import type { Profile, SampleTypeIndex } from '../../profile/profile.ts';
import { failure } from '../../profile/result.ts';
import { costTotal, type FileCosts, sourceCosts } from '../../profile/sourceCosts.ts';
import { fromTransfer } from '../../profile/transfer.ts';
import type { ViewSpec } from '../../profile/view.ts';
import type { LoadProgress } from '../../protocol/webview.ts';
import { bytesOf } from '../encoding.ts';
import type { Abort, Decoded, Decoder } from '../platform.ts';
import { fileTrouble } from './fileTrouble.ts';

/** A profile's file, decoded once however many editors show it, and let go of when the last one closes. */
export class ProfileDocument implements CustomDocument {
  readonly uri: Uri;
  /** Bytes on disk; 0 before it was read. */
  size = 0;
  /** When the file was written, in milliseconds since the epoch. */
  modified = 0;
  /** The text of a document without a file, as it was when this was opened. */
  typed: string | undefined;
  readonly #decoder: Decoder;
  readonly #log: LogOutputChannel;
  readonly #progress = new EventEmitter<LoadProgress>();
  readonly #changed = new EventEmitter<void>();
  readonly #disposed = new EventEmitter<void>();
  readonly #watcher: { dispose(): void };
  readonly #totals = new Map<SampleTypeIndex, FunctionTotal[]>();
  #costs: { readonly key: string; readonly files: readonly FileCosts[] } | undefined;
  #loading: Promise<Decoded> | undefined;
  #abort: Aborter | undefined;
  #profile: Profile | undefined;
  #base: Uri | undefined;
  #baseProfile: Profile | undefined;
  #series: readonly Uri[] = [];

  constructor(uri: Uri, decoder: Decoder, log: LogOutputChannel) {
    this.uri = uri;
    this.#decoder = decoder;
    this.#log = log;
    // One that is deleted stays as it was read; one that is recorded again may be made anew.
    const watcher = workspace.createFileSystemWatcher(uri.fsPath, false, false, true);
    const isWritten = (changed: Uri): void => {
      if (changed.toString() === uri.toString()) this.#reload();
    };
    watcher.onDidChange(isWritten);
    watcher.onDidCreate(isWritten);
    this.#watcher = watcher;
  }

  readonly onProgress = this.#progress.event;
  readonly onChanged = this.#changed.event;
  readonly onDisposed = this.#disposed.event;

  /** What was decoded, if it is there. */
  get profile(): Profile | undefined {
    return this.#profile;
  }

  /** What the profile is compared with: its state before. */
  get base(): Uri | undefined {
    return this.#base;
  }

  /** Further recordings, which the profile is looked at with. */
  get series(): readonly Uri[] {
    return this.#series;
  }

  compareWith(base: Uri | undefined): void {
    this.#base = base;
    this.keepBase(undefined);
    this.#changed.fire();
  }

  /** Looks at the profile together with others; none ends that. */
  lookAtWith(others: readonly Uri[]): void {
    const own = this.uri.toString();
    const distinct = new Map(others.map((uri) => [uri.toString(), uri]));
    distinct.delete(own);
    this.#series = [...distinct.values()];
    this.#changed.fire();
  }

  /** The decoded profile; a failure is tried again by the next call. */
  load(): Promise<Decoded> {
    this.#loading ??= this.#decode();
    return this.#loading;
  }

  cancelLoad(): void {
    this.#abort?.abort();
  }

  /** Cost per function and line, by falling cum; empty until the profile is there. */
  totals(sampleType: SampleTypeIndex): readonly FunctionTotal[] {
    if (!this.#profile) return [];
    let totals = this.#totals.get(sampleType);
    if (!totals) {
      totals = lineTotals(this.#profile, sampleType);
      this.#totals.set(sampleType, totals);
    }
    return totals;
  }

  /** What was read of the base: lenses tell the change since. */
  keepBase(profile: Profile | undefined): void {
    this.#baseProfile = profile;
    this.#costs = undefined;
  }

  /**
   * Cost per source file, function and line, of what the filters left, with what it was in the base if there is one that
   * counts the same; empty until the profile is there. Kept until other filters are asked for.
   */
  costs(sampleType: SampleTypeIndex, filters: Partial<ViewSpec>): readonly FileCosts[] {
    if (!this.#profile) return [];
    const key = JSON.stringify([sampleType, filters]);
    if (this.#costs?.key !== key) {
      const own = sourceCosts(this.#profile, sampleType, filters);
      const type = this.#profile.header.sampleTypes[sampleType];
      const base = this.#baseProfile;
      const index = base?.header.sampleTypes.findIndex((t) => t.type === type?.type && t.unit === type.unit) ?? -1;
      const files = base && index >= 0 ? withBase(own, sourceCosts(base, index, filters)) : own;
      this.#costs = { key, files };
    }
    return this.#costs.files;
  }

  /** What the percentages of `costs` are of. */
  costTotal(sampleType: SampleTypeIndex, filters: Partial<ViewSpec>): number {
    return this.#profile ? costTotal(this.#profile, sampleType, filters) : 0;
  }

  dispose(): void {
    this.cancelLoad();
    this.#forget();
    this.#disposed.fire();
    for (const d of [this.#watcher, this.#progress, this.#changed, this.#disposed]) d.dispose();
  }

  #reload(): void {
    this.cancelLoad();
    this.#forget();
    this.#changed.fire();
  }

  #forget(): void {
    this.#profile = undefined;
    this.#loading = undefined;
    this.#totals.clear();
    this.#costs = undefined;
  }

  async #decode(): Promise<Decoded> {
    const abort = new Aborter();
    this.#abort = abort;
    const decoded = await this.#read(abort);
    // What was reloaded or closed meanwhile keeps nothing of this.
    if (abort.aborted) return failure({ code: 'cancelled', message: 'Reading the profile was cancelled.' });
    if (decoded.ok) this.#profile = decoded.value.kind === 'profile' ? fromTransfer(decoded.value.columns) : undefined;
    else this.#loading = undefined;
    return decoded;
  }

  /** From disk; of a document that was never saved, what is typed there. */
  async #bytes(): Promise<Uint8Array> {
    const open = workspace.textDocuments.find((d) => d.isUntitled && d.uri.toString() === this.uri.toString());
    const typed = open?.getText() ?? this.typed;
    if (typed !== undefined) {
      const bytes = bytesOf(typed);
      this.size = bytes.length;
      return bytes;
    }
    const { size, mtime } = await workspace.fs.stat(this.uri);
    this.size = size;
    this.modified = mtime;
    return workspace.fs.readFile(this.uri);
  }

  async #read(abort: Aborter): Promise<Decoded> {
    try {
      this.#progress.fire({ stage: 'reading' });
      const bytes = await this.#bytes();
      const megabytes = workspace.getConfiguration('leaklens').get('profile.maxUnpackedSize', 1024);
      const onProgress = (progress: LoadProgress): void => this.#progress.fire(progress);
      const task = { maxUnpackedBytes: megabytes * 1024 * 1024, onProgress, signal: abort };
      return await this.#decoder.decode(bytes, task);
    } catch (error) {
      this.#log.error(`${this.uri.toString(true)}: ${error instanceof Error ? (error.stack ?? error) : error}`);
      return failure({ code: 'unreadable', message: fileTrouble(error, 'read') });
    }
  }
}

class Aborter implements Abort {
  aborted = false;
  readonly #listeners: (() => void)[] = [];

  onAbort(listener: () => void): void {
    if (this.aborted) listener();
    else this.#listeners.push(listener);
  }

  abort(): void {
    this.aborted = true;
    for (const listener of this.#listeners.splice(0)) listener();
  }
}

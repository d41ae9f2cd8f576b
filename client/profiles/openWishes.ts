import type { Uri } from 'vscode';
import type { ProfileDocument } from './document.ts';

/** What documents that are about to open shall hold: VS Code opens an editor by its address alone. */
export class OpenWishes {
  readonly #bases = new Map<string, Uri>();
  readonly #typed = new Map<string, string>();
  readonly #series = new Map<string, readonly Uri[]>();

  compareWith(uri: Uri, base: Uri): void {
    this.#bases.set(uri.toString(), base);
  }

  /** The text of a document without a file. */
  typed(uri: Uri, text: string): void {
    this.#typed.set(uri.toString(), text);
  }

  lookAtWith(uri: Uri, others: readonly Uri[]): void {
    this.#series.set(uri.toString(), others);
  }

  /** Gives a new document what was wished for it, once. */
  fulfil(document: ProfileDocument): void {
    const key = document.uri.toString();
    const base = this.#bases.get(key);
    if (base) document.compareWith(base);
    document.typed = this.#typed.get(key);
    const series = this.#series.get(key);
    if (series) document.lookAtWith(series);
    for (const wishes of [this.#bases, this.#typed, this.#series]) wishes.delete(key);
  }
}

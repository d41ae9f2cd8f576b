import type { Finding } from '../engine/finding.ts';
import { Lines } from '../engine/lines.ts';
import type { Checked } from '../engine/workspace/checker.ts';

/** What is known of a file since its folder was last checked. */
export interface FileResult {
  readonly folder: string;
  readonly text: string;
  readonly lines: Lines;
  readonly findings: readonly Finding[];
}

/** Findings by file, and which files a folder gave. Holds texts only of files that have findings or are named in one. */
export class Results {
  readonly #files = new Map<string, FileResult>();
  readonly #folders = new Map<string, readonly string[]>();

  /** Takes in a folder's new findings. Answers the files whose findings may have changed. */
  set({ folder, files, findings }: Checked): readonly string[] {
    const before = this.drop(folder);
    const texts = new Map(files.map((f) => [f.name, f.text]));
    const named = new Set<string>();
    for (const found of findings.values())
      for (const f of found) for (const place of [f, ...f.witness]) named.add(place.file);
    for (const name of named) {
      const text = texts.get(name);
      if (text === undefined) continue;
      this.#files.set(name, { folder, text, lines: new Lines(text), findings: findings.get(name) ?? [] });
    }
    this.#folders.set(folder, [...named]);
    return [...new Set([...before, ...texts.keys()])];
  }

  /** Forgets a folder; answers the files that had findings. */
  drop(folder: string): readonly string[] {
    const names = this.#folders.get(folder) ?? [];
    for (const name of names) this.#files.delete(name);
    this.#folders.delete(folder);
    return names;
  }

  of(file: string): FileResult | undefined {
    return this.#files.get(file);
  }

  get folders(): readonly string[] {
    return [...this.#folders.keys()];
  }
}

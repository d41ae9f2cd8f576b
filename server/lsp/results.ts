import type { Finding } from '../engine/finding.ts';
import { type Lines, linesOf } from '../engine/lines.ts';
import type { Checked } from '../engine/workspace/checker.ts';

/** What is known of a file since its folder was last checked. */
export interface FileResult {
  readonly folder: string;
  readonly text: string;
  readonly lines: Lines;
  readonly findings: readonly Finding[];
}

const none: readonly Finding[] = [];

/** Findings by file, and which files a folder gave. Holds texts only of files that have findings or are named in one. */
export class Results {
  readonly #files = new Map<string, FileResult>();
  readonly #folders = new Map<string, readonly string[]>();

  /** Takes in a folder's new findings. Answers the files whose findings, or the places in them, may have changed. */
  set({ folder, files, findings }: Checked): readonly string[] {
    const before = new Map((this.#folders.get(folder) ?? []).map((name) => [name, this.#files.get(name)]));
    const sources = new Map(files.map((f) => [f.name, f]));
    const named = new Set<string>();
    for (const found of findings.values())
      for (const f of found) for (const place of [f, ...f.witness]) named.add(place.file);
    const moved = new Set<string>();
    for (const name of before.keys()) if (!named.has(name) || !sources.has(name)) this.#files.delete(name);
    for (const name of named) {
      const source = sources.get(name);
      if (!source) continue;
      const lines = linesOf(source);
      if (before.get(name)?.lines !== lines) moved.add(name);
      this.#files.set(name, { folder, text: source.text, lines, findings: findings.get(name) ?? none });
    }
    this.#folders.set(folder, [...named]);
    const isChanged = (name: string): boolean => {
      const found = this.#files.get(name)?.findings ?? none;
      return (
        found !== (before.get(name)?.findings ?? none) ||
        found.some((f) => moved.has(f.file) || f.witness.some((s) => moved.has(s.file)))
      );
    };
    return [...new Set([...before.keys(), ...sources.keys()])].filter(isChanged);
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

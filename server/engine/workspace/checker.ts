import type { Finding } from '../finding.ts';
import type { Knowledge } from '../package/knowledge.ts';
import { createPackage } from '../package/package.ts';
import type { PackageView } from '../package/view.ts';
import type { Analyser } from '../runner.ts';
import { mergeSettings, type Settings } from '../settings.ts';
import type { SourceFile } from '../syntax/ast.ts';
import type { GoParser } from '../syntax/parser.ts';
import { type FileHost, join } from './host.ts';
import { importPath, type SurroundingsFinder } from './surroundings.ts';

export interface Checked {
  readonly folder: string;
  readonly files: readonly SourceFile[];
  readonly packages: readonly PackageView[];
  /** By file name; every file that was read has an entry. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly problems: readonly string[];
}

export interface CheckerInput {
  readonly host: FileHost;
  readonly parser: GoParser;
  readonly knowledge: Knowledge;
  readonly analyser: Analyser;
  readonly surroundings: SurroundingsFinder;
}

/** What an editor holds of a folder. */
export interface OpenFiles {
  in(folder: string): readonly string[];
  text(name: string): string | undefined;
}

const noneOpen: OpenFiles = { in: () => [], text: () => undefined };

/** Checks folder by folder: each holds a package, or several by their package clauses (`foo`, `foo_test`). */
export class Checker {
  readonly #in: CheckerInput;
  readonly #parsed = new Map<string, SourceFile>();

  constructor(input: CheckerInput) {
    this.#in = input;
  }

  /**
   * `override` are the settings that win over leaklens.json. Files that are open in an editor win over the disk, and
   * need not be on it.
   */
  async checkFolder(folder: string, override: Partial<Settings>, open: OpenFiles = noneOpen): Promise<Checked> {
    const { host, knowledge, analyser, surroundings } = this.#in;
    const around = await surroundings.of(folder);
    const settings = mergeSettings(around.settings, override);
    const entries = (await host.list(folder)) ?? [];
    const onDisk = entries.filter((e) => !e.isFolder).map((e) => join(folder, e.name));
    const names = [...new Set([...onDisk, ...open.in(folder)])].filter(isGo);
    const files: SourceFile[] = [];
    for (const name of names) {
      const text = open.text(name) ?? (await host.readText(name));
      if (text !== undefined) files.push(this.#parse(name, text));
    }
    const findings = new Map<string, readonly Finding[]>(files.map((f) => [f.name, []]));
    const packages = group(files).map((own) =>
      createPackage({ path: importPath(folder, around), files: own, goVersion: around.goVersion, knowledge }),
    );
    for (const pkg of packages) for (const [file, found] of analyser.analyse(pkg, settings)) findings.set(file, found);
    return { folder, files, packages, findings, problems: around.problems };
  }

  /** Lets go of what was kept of a folder's files. */
  forget(folder: string): void {
    for (const name of this.#parsed.keys())
      if (name.startsWith(join(folder, '')) && !name.slice(folder.length + 1).includes('/')) this.#parsed.delete(name);
  }

  #parse(name: string, text: string): SourceFile {
    const before = this.#parsed.get(name);
    if (before && before.text === text) return before;
    const file = this.#in.parser.parse(name, text, before);
    this.#parsed.set(name, file);
    return file;
  }
}

const isGo = (name: string): boolean => /(^|\/)[^._/][^/]*\.go$/.test(name);

function group(files: readonly SourceFile[]): SourceFile[][] {
  const byName = new Map<string, SourceFile[]>();
  for (const f of files) byName.set(f.packageName, [...(byName.get(f.packageName) ?? []), f]);
  return [...byName].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, own]) => own);
}

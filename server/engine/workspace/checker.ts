import { ageAll } from '../aging.ts';
import { givenUp } from '../budget.ts';
import type { Finding } from '../finding.ts';
import type { Knowledge } from '../package/knowledge.ts';
import { PackageMemory } from '../package/memory.ts';
import { createPackage } from '../package/package.ts';
import type { PackageView } from '../package/view.ts';
import type { Analyser } from '../runner.ts';
import type { Settings } from '../settings.ts';
import type { SourceFile } from '../syntax/ast.ts';
import type { GoParser } from '../syntax/parser.ts';
import { type FileHost, join } from './host.ts';
import { type FolderInput, type OpenFiles, readFolder } from './reader.ts';
import type { SurroundingsFinder } from './surroundings.ts';

export interface Checked {
  readonly folder: string;
  readonly files: readonly SourceFile[];
  readonly packages: readonly PackageView[];
  /** By file name; every file that was read has an entry. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  readonly problems: readonly string[];
  /** What was not looked into, because it would have cost too much. For the log. */
  readonly givenUp: readonly string[];
}

export interface CheckerInput {
  readonly host: FileHost;
  readonly parser: GoParser;
  readonly knowledge: Knowledge;
  readonly analyser: Analyser;
  readonly surroundings: SurroundingsFinder;
  /** Keeps from one check of a folder to the next what an edit does not touch. */
  readonly remembers?: boolean;
}

/** Checks folder by folder: each holds a package, or several by their package clauses (`foo`, `foo_test`). */
export class Checker {
  readonly #in: CheckerInput;
  readonly #parsed = new Map<string, SourceFile>();
  /** By folder, then by the name in the package clause. */
  readonly #memories = new Map<string, ReadonlyMap<string, PackageMemory>>();

  constructor(input: CheckerInput) {
    this.#in = input;
  }

  /** Reads the folder (see `readFolder`) and checks it. */
  async checkFolder(folder: string, override: Partial<Settings>, open?: OpenFiles): Promise<Checked> {
    return this.check(await readFolder(this.#in.host, this.#in.surroundings, folder, override, open));
  }

  check({ folder, importPath, goVersion, settings, problems, files: texts }: FolderInput): Checked {
    const { knowledge, analyser, remembers } = this.#in;
    if (remembers) ageAll();
    const files = texts.map(({ name, text }) => this.#parse(name, text));
    const findings = new Map<string, readonly Finding[]>(files.map((f) => [f.name, []]));
    const groups = group(files);
    const memories = this.#memoriesOf(folder, [...groups.keys()]);
    const packages = [...groups].map(([name, own]) => {
      const memory = memories?.get(name);
      return createPackage({ path: importPath, files: own, goVersion, knowledge, ...(memory ? { memory } : {}) });
    });
    for (const pkg of packages) for (const [file, found] of analyser.analyse(pkg, settings)) findings.set(file, found);
    return { folder, files, packages, findings, problems, givenUp: packages.flatMap(givenUp) };
  }

  /** Lets go of what was kept of a folder's files. */
  forget(folder: string): void {
    for (const name of this.#parsed.keys())
      if (name.startsWith(join(folder, '')) && !name.slice(folder.length + 1).includes('/')) this.#parsed.delete(name);
    this.#memories.delete(folder);
  }

  #memoriesOf(folder: string, packages: readonly string[]): ReadonlyMap<string, PackageMemory> | undefined {
    if (!this.#in.remembers) return undefined;
    const before = this.#memories.get(folder);
    const memories = new Map(packages.map((name) => [name, before?.get(name) ?? new PackageMemory()]));
    this.#memories.set(folder, memories);
    return memories;
  }

  #parse(name: string, text: string): SourceFile {
    const before = this.#parsed.get(name);
    if (before && before.text === text) return before;
    const file = this.#in.parser.parse(name, text, before);
    this.#parsed.set(name, file);
    return file;
  }
}

/** The files by their package clauses. */
function group(files: readonly SourceFile[]): ReadonlyMap<string, readonly SourceFile[]> {
  const byName = new Map<string, SourceFile[]>();
  for (const f of files) {
    const own = byName.get(f.packageName);
    if (own) own.push(f);
    else byName.set(f.packageName, [f]);
  }
  return new Map([...byName].sort(([a], [b]) => (a < b ? -1 : 1)));
}

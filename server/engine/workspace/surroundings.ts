import { type GoMod, oldGo, readGoMod } from '../package/goMod.ts';
import type { GoVersion } from '../package/view.ts';
import { readSettings, type Settings } from '../settings.ts';
import { type FileHost, join, parentOf } from './host.ts';

/** What lies around a folder: its module and the settings beside go.mod (or nearer). */
export interface Surroundings {
  readonly goVersion: GoVersion;
  /** The folder of go.mod; undefined outside of modules. */
  readonly moduleFolder: string | undefined;
  readonly module: string;
  readonly settings: Partial<Settings>;
  /** What is wrong in leaklens.json, with its path. */
  readonly problems: readonly string[];
}

const nothing: Surroundings = { goVersion: oldGo, moduleFolder: undefined, module: '', settings: {}, problems: [] };

/** Finds go.mod and leaklens.json upwards, remembering what it has seen. */
export class SurroundingsFinder {
  readonly #host: FileHost;
  readonly #rules: ReadonlySet<string>;
  readonly #known = new Map<string, Promise<Surroundings>>();

  constructor(host: FileHost, rules: ReadonlySet<string>) {
    this.#host = host;
    this.#rules = rules;
  }

  of(folder: string): Promise<Surroundings> {
    let known = this.#known.get(folder);
    if (!known) {
      known = this.#find(folder);
      this.#known.set(folder, known);
    }
    return known;
  }

  /** A go.mod or leaklens.json has changed. */
  forget(): void {
    this.#known.clear();
  }

  async #find(folder: string): Promise<Surroundings> {
    const [mod, own] = await Promise.all([
      this.#host.readText(join(folder, 'go.mod')),
      this.#host.readText(join(folder, 'leaklens.json')),
    ]);
    const parent = parentOf(folder);
    const above = mod === undefined && parent !== undefined ? await this.of(parent) : nothing;
    const here = mod === undefined ? above : moduleAt(folder, readGoMod(mod));
    if (own === undefined) return here;
    const { settings, problems } = readSettings(own, this.#rules);
    return {
      ...here,
      settings: { ...here.settings, ...settings, rules: { ...here.settings.rules, ...settings.rules } },
      problems: [...here.problems, ...problems.map((p) => `${join(folder, 'leaklens.json')}: ${p}`)],
    };
  }
}

const moduleAt = (folder: string, mod: GoMod): Surroundings => ({
  ...nothing,
  goVersion: mod.go,
  moduleFolder: folder,
  module: mod.module,
});

/** The import path of a folder of the module; the folder's own path outside of modules. */
export function importPath(folder: string, s: Surroundings): string {
  return s.moduleFolder === undefined ? folder : s.module + folder.slice(s.moduleFolder.length);
}

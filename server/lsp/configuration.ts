import type { Connection } from 'vscode-languageserver';
import type { EditorSettings } from '../../protocol/lsp.ts';
import type { Level } from '../engine/finding.ts';
import { levels, type Settings } from '../engine/settings.ts';

export interface FolderConfiguration {
  /** What the editor sets; wins over leaklens.json. */
  readonly override: Partial<Settings>;
  readonly scope: 'openPackages' | 'workspace' | 'off';
  /** Hints that say how goroutines end are wanted. */
  readonly hintsEndings: boolean;
}

/** The editor's settings per folder, asked for once and again when they change. */
export class Configuration {
  readonly #connection: Connection;
  readonly #known = new Map<string, Promise<FolderConfiguration>>();
  readonly #canAsk: boolean;

  /** `canAsk`: whether the client answers `workspace/configuration`. */
  constructor(connection: Connection, canAsk: boolean) {
    this.#connection = connection;
    this.#canAsk = canAsk;
  }

  of(folder: string): Promise<FolderConfiguration> {
    let known = this.#known.get(folder);
    if (!known) {
      known = this.#ask(folder);
      this.#known.set(folder, known);
    }
    return known;
  }

  forget(): void {
    this.#known.clear();
  }

  async #ask(folder: string): Promise<FolderConfiguration> {
    if (!this.#canAsk) return fromEditor(undefined);
    const answer: unknown = await this.#connection.workspace
      .getConfiguration({ scopeUri: folder, section: 'leaklens' })
      .catch(() => undefined);
    return fromEditor(answer as EditorSettings | undefined);
  }
}

/** `default`, null and what is not understood leave the word to leaklens.json. */
export function fromEditor(settings: EditorSettings | null | undefined): FolderConfiguration {
  const rules: Record<string, Level> = {};
  for (const [rule, level] of Object.entries(settings?.rules ?? {}))
    if ((levels as readonly string[]).includes(level)) rules[rule] = level as Level;
  const { generated, tests, scope } = settings?.check ?? {};
  return {
    override: {
      rules,
      ...(typeof generated === 'boolean' ? { generated } : {}),
      ...(typeof tests === 'boolean' ? { tests } : {}),
    },
    scope: scope === 'workspace' || scope === 'off' ? scope : 'openPackages',
    hintsEndings: settings?.goroutineEndings?.enabled === true,
  };
}

import type { Settings } from '../../server/engine/settings.ts';
import type { Checker } from '../../server/engine/workspace/checker.ts';
import type { FileHost } from '../../server/engine/workspace/host.ts';
import { type FolderInput, readFolder } from '../../server/engine/workspace/reader.ts';
import { rules } from '../../server/rules/index.generated.ts';
import { resultKey } from '../cache/key.ts';
import { ResultStore } from '../cache/store.ts';
import { createChecker, createSurroundings } from '../engine.ts';
import { type FolderResult, folderResult } from './folderResult.ts';

/** What is checked, as plain data: workers get it too. */
export interface CheckSetup {
  /** Ids of the rules that were chosen; undefined for all. */
  readonly rules: readonly string[] | undefined;
  /** Wins over leaklens.json. */
  readonly override: Partial<Settings>;
  /** Names this engine: results of others are not used. */
  readonly engine: string;
  /** Where results are kept; undefined for nowhere. */
  readonly cache: string | undefined;
}

/** Checks folders one by one, or answers what an earlier run has found in the same files. */
export class FolderChecks {
  readonly #setup: CheckSetup;
  readonly #host: FileHost;
  readonly #log: (message: string) => void;
  readonly #surroundings;
  readonly #store: ResultStore | undefined;
  #checker: Promise<Checker> | undefined;
  /** A rule has failed: what is found from then on may lack something, and is not kept. */
  #isMaimed = false;

  constructor(setup: CheckSetup, host: FileHost, log: (message: string) => void) {
    this.#setup = setup;
    this.#host = host;
    this.#surroundings = createSurroundings(host);
    this.#store = setup.cache === undefined ? undefined : new ResultStore(setup.cache);
    this.#log = (message) => {
      this.#isMaimed = true;
      // Where in our own code it happened helps us, not who checks theirs.
      const [what] = message.split('\n', 1);
      log(`${what}: this is a bug of Leak Lens, please report it; all other findings are complete`);
    };
  }

  read(folder: string): Promise<FolderInput> {
    return readFolder(this.#host, this.#surroundings, folder, this.#setup.override);
  }

  /** What an earlier run has kept. */
  kept(input: FolderInput): FolderResult | undefined {
    return this.#store?.get(this.#key(input)) as FolderResult | undefined;
  }

  async check(input: FolderInput): Promise<FolderResult> {
    this.#checker ??= createChecker(this.#host, this.#rules(), this.#log, this.#surroundings);
    const checker = await this.#checker;
    const result = this.#checked(checker, input);
    checker.forget(input.folder);
    if (!this.#isMaimed) this.#store?.put(this.#key(input), result);
    return result;
  }

  /** A fault of the engine costs the folder, not the run. */
  #checked(checker: Checker, input: FolderInput): FolderResult {
    try {
      return folderResult(checker.check(input));
    } catch (error) {
      const { message } = error as Error;
      this.#log(`${input.folder}: could not be checked (${message})`);
      return { folder: input.folder, problems: input.problems, givenUp: [], files: [] };
    }
  }

  /** Keeps the cache within its bounds. */
  finish(): void {
    this.#store?.sweep();
  }

  #key(input: FolderInput): string {
    return resultKey(this.#setup.engine, this.#setup.rules ?? [], input);
  }

  #rules() {
    const { rules: ids } = this.#setup;
    return ids ? rules.filter((r) => ids.includes(r.meta.id)) : rules;
  }
}

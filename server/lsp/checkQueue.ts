import { after } from './timers.ts';

/**
 * Which folders wait for a check. One runs at a time; a folder that changes while it waits is checked once; while
 * someone types, the check waits for a pause.
 */
export class CheckQueue {
  readonly #check: (folder: string) => Promise<void>;
  readonly #pause: number;
  readonly #dirty = new Set<string>();
  #callOff: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  /** `pause` in milliseconds. */
  constructor(check: (folder: string) => Promise<void>, pause: number) {
    this.#check = check;
    this.#pause = pause;
  }

  /** The folder last named is checked first: it is the one that is looked at. */
  schedule(folder: string): void {
    this.#dirty.delete(folder);
    this.#dirty.add(folder);
    this.#callOff();
    this.#callOff = after(this.#pause, () => void this.#drain());
  }

  /** Resolves when what is known about the folder is up to date; checks it now if it waits. */
  settle(folder: string): Promise<void> {
    return this.#inTurn(() => this.#checkIfDirty(folder));
  }

  stop(): void {
    this.#callOff();
    this.#dirty.clear();
  }

  async #drain(): Promise<void> {
    for (let next = [...this.#dirty].pop(); next !== undefined; next = [...this.#dirty].pop()) {
      const folder = next;
      await this.#inTurn(() => this.#checkIfDirty(folder));
    }
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#running = this.#running.then(work);
    return this.#running;
  }

  async #checkIfDirty(folder: string): Promise<void> {
    if (this.#dirty.delete(folder)) await this.#check(folder);
  }
}

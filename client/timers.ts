// Node and browsers both have them; the library of what both share has not their types.
declare const setTimeout: (run: () => void, milliseconds: number) => unknown;
declare const clearTimeout: (timer: unknown) => void;

/** Runs something once, when it was not asked for again for so many milliseconds. */
export class Pause {
  readonly #milliseconds: number;
  readonly #run: () => void;
  #timer: unknown;

  constructor(milliseconds: number, run: () => void) {
    this.#milliseconds = milliseconds;
    this.#run = run;
  }

  ask(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#run, this.#milliseconds);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

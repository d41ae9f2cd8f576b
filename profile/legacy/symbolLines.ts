import type { FrameSymbol, LegacyBuilder } from './legacyBuilder.ts';

/**
 * The `#` lines that Go writes below a stack: `# 0xpc func+0x1f file:line`. pprof passes over them and needs the program;
 * here they name the addresses. Go leaves `runtime.goexit` out, and the runtime's own frames at the leaf.
 */
export class SymbolLines {
  readonly #builder: LegacyBuilder;
  readonly #named = new Map<number, FrameSymbol[]>();
  #stack: readonly number[] = [];

  constructor(builder: LegacyBuilder) {
    this.#builder = builder;
  }

  /** The stack that the next lines are about. */
  begin(stack: readonly number[]): void {
    this.#stack = stack;
    this.#named.clear();
  }

  /** Takes a line if it tells a symbol. */
  read(line: string): void {
    const [mark, address = '', name, place = ''] = line.split(/\t+| {2,}/);
    if (mark !== '#' || name === undefined || !/^0x[0-9a-f]{1,16}$/.test(address)) return;
    const location = this.#builder.known(BigInt(address));
    if (location === undefined || !this.#stack.includes(location)) return;
    const symbol = { function: name.replace(/\+0x[0-9a-f]+$/, ''), ...placeOf(place) };
    this.#named.set(location, [...(this.#named.get(location) ?? []), symbol]);
  }

  /** The stack as Go shows it: without the frame below all goroutines. */
  finish(): readonly number[] {
    const stack = this.#stack;
    if (this.#named.size === 0) return stack;
    for (const [location, symbols] of this.#named)
      if (!this.#builder.isNamed(location)) this.#builder.name(location, symbols);
    const isShown = (location: number): boolean => this.#named.has(location);
    const first = stack.findIndex(isShown);
    for (const location of stack.slice(0, first))
      if (!this.#builder.isNamed(location)) this.#builder.name(location, [hidden]);
    return isShown(stack.at(-1)!) ? stack : stack.slice(0, -1);
  }
}

/** A frame of the runtime that the writer did not show. */
const hidden: FrameSymbol = { function: 'runtime.(hidden)', file: '', line: 0 };

function placeOf(place: string): { file: string; line: number } {
  const [, file, line] = /^(.*):(\d+)$/.exec(place) ?? [];
  return file === undefined ? { file: place, line: 0 } : { file, line: Number(line) };
}

/** Lines and columns of a text, both counted from 0, columns in UTF-16 units, as LSP does. */
export class Lines {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  lineOf(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  positionOf(offset: number): { readonly line: number; readonly character: number } {
    const line = this.lineOf(offset);
    return { line, character: offset - (this.#starts[line] ?? 0) };
  }

  offsetOf(position: { readonly line: number; readonly character: number }): number {
    return (this.#starts[position.line] ?? this.#starts.at(-1) ?? 0) + position.character;
  }
}

const known = new WeakMap<object, Lines>();

/** The lines of a file's text, found once. */
export function linesOf(file: { readonly text: string }): Lines {
  const lines = known.get(file) ?? new Lines(file.text);
  known.set(file, lines);
  return lines;
}

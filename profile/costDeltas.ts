import { withoutTypeArguments } from './goNames.ts';
import type { FileCosts, FunctionCost, LineCost } from './sourceCosts.ts';

/**
 * Gives the costs of a profile what they were in its base. Functions are matched by name; lines by how far they lie below
 * the start of their function, since lines move between builds. What is in the base alone costs nothing now.
 */
export function withBase(costs: readonly FileCosts[], base: readonly FileCosts[]): FileCosts[] {
  const before = new BaseCosts(base);
  const compared = costs.map((file) => compareFile(file, before));
  const known = new Map(compared.map((file) => [file.file, file]));
  for (const [file, functions] of before.unmatched()) {
    const there = known.get(file);
    const gone = functions.map((f) => ({ ...f, flat: 0, cum: 0, rank: 0, before: { flat: f.flat, cum: f.cum } }));
    if (there) known.set(file, { ...there, functions: [...there.functions, ...gone] });
    else known.set(file, { file, functions: gone, lines: [] });
  }
  return [...known.values()];
}

function compareFile({ file, functions, lines }: FileCosts, before: BaseCosts): FileCosts {
  const starts = startsOf(functions);
  const keys = lines.map((line) => lineKey(line, starts));
  const there = new Set(keys);
  const compared = lines.map((line, i) => ({ ...line, before: before.line(keys[i]!) }));
  const comparedFunctions = functions.map((f) => ({ ...f, before: before.function(f.name) }));
  for (const f of functions) {
    const start = starts.get(f.name) ?? 0;
    for (const { key, offset, cost } of before.linesOf(f.name)) {
      if (there.has(key) || start === 0) continue;
      const gone = { flat: cost.flat, cum: cost.cum };
      compared.push({ line: start + offset, flat: 0, cum: 0, function: cost.function, before: gone });
    }
  }
  return { file, functions: comparedFunctions, lines: compared.sort((a, b) => a.line - b.line) };
}

interface BaseLine {
  readonly key: string;
  readonly offset: number;
  readonly cost: LineCost;
}

const nothing = { flat: 0, cum: 0 };

/** What the base costs, by function and by place within the function. */
class BaseCosts {
  readonly #functions = new Map<string, FunctionCost>();
  readonly #lines = new Map<string, LineCost>();
  readonly #linesOf = new Map<string, BaseLine[]>();
  readonly #asked = new Set<string>();

  constructor(files: readonly FileCosts[]) {
    for (const { functions, lines } of files) {
      for (const f of functions) this.#functions.set(f.name, f);
      const starts = startsOf(functions);
      for (const cost of lines) {
        const key = lineKey(cost, starts);
        this.#lines.set(key, cost);
        const name = withoutTypeArguments(cost.function);
        const start = starts.get(name) ?? 0;
        if (start === 0) continue;
        const of = this.#linesOf.get(name) ?? [];
        of.push({ key, offset: cost.line - start, cost });
        this.#linesOf.set(name, of);
      }
    }
  }

  function(name: string): { flat: number; cum: number } {
    this.#asked.add(name);
    const found = this.#functions.get(name);
    return found ? { flat: found.flat, cum: found.cum } : nothing;
  }

  line(key: string): { flat: number; cum: number } {
    const found = this.#lines.get(key);
    return found ? { flat: found.flat, cum: found.cum } : nothing;
  }

  linesOf(name: string): readonly BaseLine[] {
    return this.#linesOf.get(name) ?? [];
  }

  /** Functions that nobody has asked for, by file. */
  unmatched(): Map<string, FunctionCost[]> {
    const files = new Map<string, FunctionCost[]>();
    for (const f of this.#functions.values()) {
      if (this.#asked.has(f.name)) continue;
      const of = files.get(f.file) ?? [];
      of.push(f);
      files.set(f.file, of);
    }
    return files;
  }
}

function startsOf(functions: readonly FunctionCost[]): Map<string, number> {
  return new Map(functions.map(({ name, startLine }) => [name, startLine]));
}

/** Where a function's start is unknown, the line itself. */
function lineKey({ function: name, line }: LineCost, starts: ReadonlyMap<string, number>): string {
  const plain = withoutTypeArguments(name);
  return `${plain}\0${line - (starts.get(plain) ?? 0)}`;
}

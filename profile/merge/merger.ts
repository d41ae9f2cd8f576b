import { RegionTable } from '../decode/regions.ts';
import { GrowingFloat64, GrowingUint32 } from '../growing.ts';
import {
  type FunctionColumns,
  type LineColumns,
  type LocationColumns,
  type MappingColumns,
  none,
  type Profile,
  type StackColumns,
} from '../profile.ts';
import { LabelMerger } from './labelMerger.ts';
import { StringMerger } from './stringMerger.ts';

/**
 * Joins the tables of several profiles: what is the same in two of them gets one number, by the rules of pprof's
 * profile.Merge (functions by names, file and start line; locations by place in the binary and lines).
 */
export class Merger {
  readonly strings = new StringMerger();
  readonly labels = new LabelMerger(this.strings);
  readonly #functions = new Interner();
  readonly #functionRows: { name: number; systemName: number; file: number; startLine: number }[] = [];
  readonly #mappings = new Interner();
  readonly #mappingRows: { source: MappingColumns; row: number; file: number; buildId: number; start: bigint }[] = [];
  readonly #locations = new Interner();
  readonly #locationMapping = new GrowingUint32();
  readonly #locationAddress: bigint[] = [];
  readonly #locationFolded: number[] = [];
  readonly #lineStarts = new GrowingUint32();
  readonly #lineFunction = new GrowingUint32();
  readonly #lineNumber = new GrowingFloat64();
  readonly #lineColumn = new GrowingFloat64();
  readonly #stackParts: Uint32Array[] = [];

  constructor() {
    this.#lineStarts.push(0);
  }

  /** Adds the tables of a profile and remembers its stacks. */
  add(profile: Profile): void {
    const functions = this.#addFunctions(profile);
    const mappings = this.#addMappings(profile);
    const locations = this.#addLocations(profile, functions, mappings);
    this.#stackParts.push(Uint32Array.from(profile.stacks.locations, (location) => locations[location]!));
  }

  /** The joined stacks, and for each profile where its stacks went. */
  stacks(profiles: readonly Profile[]): { columns: StackColumns; numbers: Uint32Array[] } {
    const all = concatenate(this.#stackParts);
    const table = new RegionTable(new Uint8Array(all.buffer));
    const numbers: Uint32Array[] = [];
    let offset = 0;
    profiles.forEach(({ stacks }, i) => {
      const { starts } = stacks;
      const at = offset;
      numbers.push(
        Uint32Array.from({ length: stacks.count }, (_, stack) =>
          table.number((at + starts[stack]!) * 4, (at + starts[stack + 1]!) * 4),
        ),
      );
      offset += this.#stackParts[i]!.length;
    });
    return { columns: distinctStacks(table, all), numbers };
  }

  functions(): FunctionColumns {
    const rows = this.#functionRows;
    return {
      count: rows.length,
      name: Uint32Array.from(rows, ({ name }) => name),
      systemName: Uint32Array.from(rows, ({ systemName }) => systemName),
      file: Uint32Array.from(rows, ({ file }) => file),
      startLine: Float64Array.from(rows, ({ startLine }) => startLine),
    };
  }

  mappings(): MappingColumns {
    const rows = this.#mappingRows;
    const column = (name: Exclude<keyof MappingColumns, 'count'>): Uint32Array =>
      Uint32Array.from(rows, ({ source, row }) => source[name][row]!);
    return {
      count: rows.length,
      startLow: column('startLow'),
      startHigh: column('startHigh'),
      limitLow: column('limitLow'),
      limitHigh: column('limitHigh'),
      offsetLow: column('offsetLow'),
      offsetHigh: column('offsetHigh'),
      file: Uint32Array.from(rows, ({ file }) => file),
      buildId: Uint32Array.from(rows, ({ buildId }) => buildId),
    };
  }

  locations(): LocationColumns {
    return {
      count: this.#locationAddress.length,
      mapping: this.#locationMapping.finish(),
      addressLow: Uint32Array.from(this.#locationAddress, (address) => Number(address & 0xffff_ffffn)),
      addressHigh: Uint32Array.from(this.#locationAddress, (address) => Number(address >> 32n)),
      folded: Uint8Array.from(this.#locationFolded),
      lineStarts: this.#lineStarts.finish(),
    };
  }

  lines(): LineColumns {
    return {
      count: this.#lineFunction.count,
      function: this.#lineFunction.finish(),
      line: this.#lineNumber.finish(),
      column: this.#lineColumn.finish(),
    };
  }

  #addFunctions({ functions, text }: Profile): Uint32Array {
    return Uint32Array.from({ length: functions.count }, (_, row) => {
      const name = this.strings.add(text.at(functions.name[row]!));
      const systemName = this.strings.add(text.at(functions.systemName[row]!));
      const file = this.strings.add(text.at(functions.file[row]!));
      const startLine = functions.startLine[row]!;
      return this.#functions.number(`${startLine}:${name}:${systemName}:${file}`, () => {
        this.#functionRows.push({ name, systemName, file, startLine });
      });
    });
  }

  #addMappings({ mappings, text }: Profile): MergedMapping[] {
    return Array.from({ length: mappings.count }, (_, row) => {
      const start = wide(mappings.startHigh[row]!, mappings.startLow[row]!);
      const limit = wide(mappings.limitHigh[row]!, mappings.limitLow[row]!);
      const offset = wide(mappings.offsetHigh[row]!, mappings.offsetLow[row]!);
      const file = this.strings.add(text.at(mappings.file[row]!));
      const buildId = this.strings.add(text.at(mappings.buildId[row]!));
      // Sizes are rounded up to pages: loaders differ by less.
      const pages = (BigInt.asUintN(64, limit - start) + 0xfffn) >> 12n;
      const number = this.#mappings.number(`${pages}:${offset}:${buildId || file}`, () => {
        this.#mappingRows.push({ source: mappings, row, file, buildId, start });
      });
      return { number, start, mergedStart: this.#mappingRows[number]!.start };
    });
  }

  #addLocations(profile: Profile, functions: Uint32Array, mappings: readonly MergedMapping[]): Uint32Array {
    const { locations, lines } = profile;
    return Uint32Array.from({ length: locations.count }, (_, row) => {
      const mapping = mappings[locations.mapping[row]!];
      const address = wide(locations.addressHigh[row]!, locations.addressLow[row]!);
      // Where the address lies within its binary: the same however the loader placed it.
      const place = BigInt.asUintN(64, address - (mapping?.start ?? 0n));
      const first = locations.lineStarts[row]!;
      const end = locations.lineStarts[row + 1]!;
      const folded = locations.folded[row]!;
      let key = `${place}:${mapping?.number ?? ''}:${folded}`;
      for (let line = first; line < end; line++) key += `|${functions[lines.function[line]!]!}:${lines.line[line]!}`;
      if (end > first) key += `:${lines.column[end - 1]!}`;
      return this.#locations.number(key, () => {
        this.#locationMapping.push(mapping?.number ?? none);
        this.#locationAddress.push(BigInt.asUintN(64, place + (mapping?.mergedStart ?? 0n)));
        this.#locationFolded.push(folded);
        for (let line = first; line < end; line++) {
          this.#lineFunction.push(functions[lines.function[line]!]!);
          this.#lineNumber.push(lines.line[line]!);
          this.#lineColumn.push(lines.column[line]!);
        }
        this.#lineStarts.push(this.#lineFunction.count);
      });
    });
  }
}

interface MergedMapping {
  readonly number: number;
  /** Start in its own profile, and in the one whose mapping it was taken for. */
  readonly start: bigint;
  readonly mergedStart: bigint;
}

/** Numbers texts in order of their first appearance. */
class Interner {
  readonly #numbers = new Map<string, number>();

  number(key: string, onNew: () => void): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(key, number);
    onNew();
    return number;
  }
}

function wide(high: number, low: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}

function concatenate(parts: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function distinctStacks(table: RegionTable, all: Uint32Array): StackColumns {
  const starts = new Uint32Array(table.count + 1);
  for (let stack = 0; stack < table.count; stack++) {
    starts[stack + 1] = starts[stack]! + (table.end(stack) - table.start(stack)) / 4;
  }
  const locations = new Uint32Array(starts[table.count]!);
  for (let stack = 0; stack < table.count; stack++) {
    locations.set(all.subarray(table.start(stack) / 4, table.end(stack) / 4), starts[stack]!);
  }
  return { count: table.count, starts, locations };
}

import { defaultSampleType } from '../decode/header.ts';
import { GrowingFloat64, GrowingUint32 } from '../growing.ts';
import { StringMerger } from '../merge/stringMerger.ts';
import { type LabelColumns, none, type Profile, type ProfileHeader, type ValueType } from '../profile.ts';
import { StringTable } from '../stringTable.ts';
import { type MapEntry, MemoryMap } from './memoryMap.ts';

/** What is known of a place in the program. */
export interface FrameSymbol {
  readonly function: string;
  readonly file: string;
  /** 0 if unknown. */
  readonly line: number;
}

export interface LegacyHeader {
  readonly sampleTypes: readonly ValueType[];
  readonly periodType: ValueType;
  readonly period: number;
  readonly durationNanos?: number;
  readonly dropFrames: string;
  readonly keepFrames: string;
}

/** Collects samples of addresses, and what is known about those, into a profile. */
export class LegacyBuilder {
  readonly #strings = new StringMerger();
  readonly #locations = new Map<bigint, number>();
  /** By how an address is written: the same few stand in every line. */
  readonly #written = new Map<string, number>();
  readonly #addresses: bigint[] = [];
  /** The innermost inlined first. */
  readonly #symbols: (FrameSymbol[] | undefined)[] = [];
  readonly #stacks = new Map<string, number>([['', 0]]);
  readonly #stackStarts = new GrowingUint32();
  readonly #stackLocations = new GrowingUint32();
  readonly #sampleStack = new GrowingUint32();
  readonly #sampleLabel = new GrowingUint32();
  readonly #labels = new Map<number, number>();
  readonly #values: GrowingFloat64[] = [];

  constructor() {
    this.#stackStarts.push(0);
    this.#stackStarts.push(0);
  }

  get sampleCount(): number {
    return this.#sampleStack.count;
  }

  /** The location of an address as text; `before` for addresses behind the call that is meant. */
  locationOf(text: string, where: 'at' | 'before'): number {
    const key = where === 'at' ? `=${text}` : text;
    const known = this.#written.get(key);
    if (known !== undefined) return known;
    const address = BigInt(text);
    const location = this.locationAt(where === 'at' ? address : BigInt.asUintN(64, address - 1n));
    this.#written.set(key, location);
    return location;
  }

  locationAt(address: bigint): number {
    const known = this.#locations.get(address);
    if (known !== undefined) return known;
    this.#locations.set(address, this.#addresses.length);
    this.#addresses.push(address);
    return this.#addresses.length - 1;
  }

  /** The location of the address that a symbol line tells, if some stack has been there. */
  known(address: bigint): number | undefined {
    return this.#locations.get(address) ?? this.#locations.get(address - 1n);
  }

  addressOf(location: number): bigint {
    return this.#addresses[location]!;
  }

  isNamed(location: number): boolean {
    return this.#symbols[location] !== undefined;
  }

  name(location: number, symbols: FrameSymbol[]): void {
    this.#symbols[location] = symbols;
  }

  /** A sample with its stack, leaf first. `bytes` is the label that says how large each allocation was. */
  add(stack: readonly number[], values: readonly number[], bytes?: number): void {
    this.#sampleStack.push(this.#stackOf(stack));
    this.#sampleLabel.push(this.#labelOf(bytes));
    values.forEach((value, type) => {
      this.#values[type] ??= new GrowingFloat64();
      this.#values[type].push(value);
    });
  }

  /** Adds to the values of the sample that was added last. */
  addToLast(value: number): void {
    const [column] = this.#values;
    if (column && column.count > 0) column.array[column.count - 1]! += value;
  }

  finish(header: LegacyHeader, map: readonly MapEntry[]): Profile {
    const memory = new MemoryMap(map);
    const mapping = Uint32Array.from(this.#addresses, (address) => memory.find(address) ?? none);
    const lines = this.#lines();
    const labels = this.#labelColumns();
    const file = memory.entries.map((entry) => this.#strings.add(entry.file));
    const buildId = memory.entries.map((entry) => this.#strings.add(entry.buildId));
    const strings = this.#strings.columns();
    return {
      header: headerOf(header),
      samples: {
        count: this.#sampleStack.count,
        stack: this.#sampleStack.finish(),
        labelSet: this.#sampleLabel.finish(),
        values: header.sampleTypes.map((_, type) => this.#values[type]?.finish() ?? new Float64Array()),
      },
      stacks: {
        count: this.#stackStarts.count - 1,
        starts: this.#stackStarts.finish(),
        locations: this.#stackLocations.finish(),
      },
      labels,
      locations: {
        count: this.#addresses.length,
        mapping,
        addressLow: Uint32Array.from(this.#addresses, low),
        addressHigh: Uint32Array.from(this.#addresses, high),
        folded: new Uint8Array(this.#addresses.length),
        lineStarts: lines.starts,
      },
      lines: lines.columns,
      functions: lines.functions,
      mappings: {
        count: memory.entries.length,
        startLow: Uint32Array.from(memory.entries, (entry) => low(entry.start)),
        startHigh: Uint32Array.from(memory.entries, (entry) => high(entry.start)),
        limitLow: Uint32Array.from(memory.entries, (entry) => low(entry.limit)),
        limitHigh: Uint32Array.from(memory.entries, (entry) => high(entry.limit)),
        offsetLow: Uint32Array.from(memory.entries, (entry) => low(entry.offset)),
        offsetHigh: Uint32Array.from(memory.entries, (entry) => high(entry.offset)),
        file: Uint32Array.from(file),
        buildId: Uint32Array.from(buildId),
      },
      strings,
      text: new StringTable(strings),
    };
  }

  #stackOf(stack: readonly number[]): number {
    const key = stack.join();
    const known = this.#stacks.get(key);
    if (known !== undefined) return known;
    this.#stacks.set(key, this.#stacks.size);
    for (const location of stack) this.#stackLocations.push(location);
    this.#stackStarts.push(this.#stackLocations.count);
    return this.#stacks.size - 1;
  }

  /** 0 is the empty set. */
  #labelOf(bytes: number | undefined): number {
    if (bytes === undefined || bytes === 0) return 0;
    const known = this.#labels.get(bytes) ?? this.#labels.size + 1;
    this.#labels.set(bytes, known);
    return known;
  }

  #labelColumns(): LabelColumns {
    const sizes = [...this.#labels.keys()];
    const key = sizes.length === 0 ? 0 : this.#strings.add('bytes');
    return {
      count: sizes.length + 1,
      starts: Uint32Array.from({ length: sizes.length + 2 }, (_, set) => Math.max(0, set - 1)),
      key: new Uint32Array(sizes.length).fill(key),
      string: new Uint32Array(sizes.length),
      number: Float64Array.from(sizes),
      unit: new Uint32Array(sizes.length),
    };
  }

  #lines() {
    const functions = new Map<string, number>();
    const rows: { readonly name: number; readonly file: number }[] = [];
    const functionOf = (symbol: FrameSymbol): number => {
      const key = `${symbol.function}\0${symbol.file}`;
      const known = functions.get(key);
      if (known !== undefined) return known;
      functions.set(key, rows.length);
      rows.push({ name: this.#strings.add(symbol.function), file: this.#strings.add(symbol.file) });
      return rows.length - 1;
    };
    const starts = new Uint32Array(this.#addresses.length + 1);
    const all: FrameSymbol[] = [];
    for (let location = 0; location < this.#addresses.length; location++) {
      all.push(...(this.#symbols[location] ?? []));
      starts[location + 1] = all.length;
    }
    const columns = {
      count: all.length,
      function: Uint32Array.from(all, functionOf),
      line: Float64Array.from(all, ({ line }) => line),
      column: new Float64Array(all.length),
    };
    const names = Uint32Array.from(rows, ({ name }) => name);
    return {
      starts,
      columns,
      functions: {
        count: rows.length,
        name: names,
        systemName: names.slice(),
        file: Uint32Array.from(rows, ({ file }) => file),
        startLine: new Float64Array(rows.length),
      },
    };
  }
}

function headerOf({ durationNanos = 0, ...header }: LegacyHeader): ProfileHeader {
  return {
    ...header,
    defaultSampleType: defaultSampleType(header.sampleTypes, ''),
    defaultSampleTypeName: '',
    timeNanos: 0,
    durationNanos,
    comments: [],
    docUrl: '',
  };
}

const low = (address: bigint): number => Number(BigInt.asUintN(32, address));
const high = (address: bigint): number => Number(BigInt.asUintN(32, address >> 32n));

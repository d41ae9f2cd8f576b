import type { LabelColumns, SampleColumns, StackColumns } from '../profile.ts';
import type { DecodeContext } from './context.ts';
import type { IdTable } from './ids.ts';
import { LabelReader } from './labels.ts';
import { RegionTable } from './regions.ts';
import type { Spans } from './scan.ts';
import { StackReader } from './stacks.ts';
import { wireBytes, wireVarint } from './wire.ts';

export interface SampleTables {
  readonly samples: SampleColumns;
  readonly stacks: StackColumns;
  readonly labels: LabelColumns;
}

/** Samples between two calls of `progress`. */
const stride = 1 << 16;

/** Reads the messages of type Sample; `progress` is told the samples done and may stop it by returning false. */
export function readSamples(
  context: DecodeContext,
  spans: Spans,
  sampleTypes: number,
  locations: IdTable,
  progress: (done: number) => boolean,
): SampleTables | 'cancelled' {
  // Every value takes a byte at least: a file that cannot hold them must not make us reserve room for them.
  if (spans.count * sampleTypes > context.wire.bytes.length) {
    context.report('malformed', `The samples do not have the ${sampleTypes} values that the profile announces.`);
    return emptyTables(context, locations, sampleTypes);
  }
  const reader = new SampleReader(context, spans.count, sampleTypes, locations);
  for (let i = 0; i < spans.count && context.sound; i++) {
    if (i % stride === 0 && !progress(i)) return 'cancelled';
    spans.enter(context.wire, i);
    reader.read(i);
  }
  return reader.finish();
}

function emptyTables(context: DecodeContext, locations: IdTable, sampleTypes: number): SampleTables {
  return new SampleReader(context, 0, sampleTypes, locations).finish();
}

/** A run of bytes that holds all fields of one number of a message, if they lie together. */
interface FieldRun {
  start: number;
  end: number;
  scattered: boolean;
}

class SampleReader {
  readonly #context: DecodeContext;
  readonly #stacks: StackReader;
  readonly #labels: LabelReader;
  readonly #stackRegions: RegionTable;
  readonly #labelRegions: RegionTable;
  /** Region of bytes to number of stack: they part ways when a stack's bytes are scattered. */
  readonly #samples;
  readonly #stackRun: FieldRun = { start: 0, end: 0, scattered: false };
  readonly #labelRun: FieldRun = { start: 0, end: 0, scattered: false };
  readonly #stackOfRegion: number[] = [0];
  readonly #setOfRegion: number[] = [0];
  #valueCount = 0;

  constructor(context: DecodeContext, count: number, sampleTypes: number, locations: IdTable) {
    this.#context = context;
    this.#stacks = new StackReader(context, locations);
    this.#labels = new LabelReader(context);
    this.#stackRegions = new RegionTable(context.wire.bytes);
    this.#labelRegions = new RegionTable(context.wire.bytes);
    this.#samples = {
      count,
      stack: new Uint32Array(count),
      labelSet: new Uint32Array(count),
      values: Array.from({ length: sampleTypes }, () => new Float64Array(count)),
    };
  }

  read(i: number): void {
    const { wire } = this.#context;
    const start = wire.at;
    const end = wire.limit;
    this.#reset();
    while (wire.at < end) this.#readField(i, wire.at);
    if (this.#valueCount !== this.#samples.values.length) this.#reportValues();
    this.#samples.stack[i] = this.#stackOf(start, end);
    this.#samples.labelSet[i] = this.#labelSetOf(start, end);
  }

  finish(): SampleTables {
    return { samples: this.#samples, stacks: this.#stacks.finish(), labels: this.#labels.finish() };
  }

  #reset(): void {
    this.#valueCount = 0;
    this.#stackRun.start = 0;
    this.#stackRun.end = 0;
    this.#stackRun.scattered = false;
    this.#labelRun.start = 0;
    this.#labelRun.end = 0;
    this.#labelRun.scattered = false;
  }

  /** Takes values in at once; of stacks and labels it only notes where they lie. */
  #readField(i: number, at: number): void {
    const { wire } = this.#context;
    const tag = wire.tag();
    if (tag === 8 + wireBytes || tag === 8 + wireVarint) {
      wire.skip(tag & 7);
      extend(this.#stackRun, at, wire.at);
    } else if (tag === 16 + wireBytes) this.#readPackedValues(i);
    else if (tag === 16 + wireVarint) this.#readValue(i);
    else if (tag === 24 + wireBytes) {
      wire.skip(wireBytes);
      extend(this.#labelRun, at, wire.at);
    } else if (tag >= 8 && tag < 32) wire.fail();
    else wire.skip(tag & 7);
  }

  #readPackedValues(i: number): void {
    const { wire } = this.#context;
    const outer = wire.limit;
    const end = wire.span();
    wire.limit = end;
    while (wire.at < end) this.#readValue(i);
    wire.limit = outer;
  }

  #readValue(i: number): void {
    const value = this.#context.wire.int64();
    const column = this.#samples.values[this.#valueCount++];
    if (column) column[i] = value;
  }

  #reportValues(): void {
    if (this.#context.wire.broken) return;
    this.#context.report(
      'malformed',
      `A sample has ${this.#valueCount} values, but the profile announces ${this.#samples.values.length} per sample.`,
    );
  }

  #stackOf(start: number, end: number): number {
    const run = this.#stackRun;
    if (run.scattered) return this.#decodeStack(start, end);
    const region = this.#stackRegions.number(run.start, run.end);
    if (region === this.#stackOfRegion.length) this.#stackOfRegion.push(this.#decodeStack(run.start, run.end));
    return this.#stackOfRegion[region]!;
  }

  #labelSetOf(start: number, end: number): number {
    const run = this.#labelRun;
    if (run.scattered) return this.#decodeLabels(start, end);
    const region = this.#labelRegions.number(run.start, run.end);
    if (region === this.#setOfRegion.length) this.#setOfRegion.push(this.#decodeLabels(run.start, run.end));
    return this.#setOfRegion[region]!;
  }

  #decodeStack(start: number, end: number): number {
    this.#eachField(start, end, 1, (tag) => this.#stacks.readField(tag));
    return this.#stacks.close();
  }

  #decodeLabels(start: number, end: number): number {
    this.#eachField(start, end, 3, () => this.#labels.readField());
    return this.#labels.close();
  }

  #eachField(start: number, end: number, field: number, read: (tag: number) => void): void {
    const { wire } = this.#context;
    wire.at = start;
    wire.limit = end;
    while (wire.at < end) {
      const tag = wire.tag();
      if (tag >>> 3 === field) read(tag);
      else wire.skip(tag & 7);
    }
  }
}

function extend(run: FieldRun, start: number, end: number): void {
  if (run.end === 0) run.start = start;
  else if (run.end !== start) run.scattered = true;
  run.end = end;
}

import type { LabelColumns, SampleColumns, StackColumns } from '../profile.ts';
import type { DecodeContext } from './context.ts';
import type { IdTable } from './ids.ts';
import { readLabels } from './labels.ts';
import { batchSize, RegionTable } from './regions.ts';
import type { Spans } from './scan.ts';
import { readStacks } from './stacks.ts';
import { wireBytes, wireVarint } from './wire.ts';

export interface SampleTables {
  readonly samples: SampleColumns;
  readonly stacks: StackColumns;
  readonly labels: LabelColumns;
}

/** Samples looked at to find out whether stacks repeat: of any two million distinct ones some pair would show. */
const probes = 4096;
/** Of fewer samples that look costs more than it can spare. */
const fewSamples = 1 << 16;
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
  const impossible = spans.count * sampleTypes > context.wire.bytes.length;
  if (impossible) context.report('malformed', `The samples do not have the ${sampleTypes} values that are announced.`);
  const reader = new SampleReader(context, impossible ? 0 : spans.count, sampleTypes);
  if (!impossible) reader.expectRepetition(spans);
  for (let i = 0; i < spans.count && context.sound; i++) {
    if (i % stride === 0 && !progress(i)) return 'cancelled';
    spans.enter(context.wire, i);
    reader.read(i);
  }
  reader.finish();
  return {
    samples: reader.columns,
    stacks: readStacks(context, reader.stackRegions, locations),
    labels: readLabels(context, reader.labelRegions),
  };
}

/** A run of bytes that holds all fields of one kind of a message, if they lie together. */
interface FieldRun {
  start: number;
  end: number;
  scattered: boolean;
}

/** Takes in the values; stacks and labels are told apart by their bytes, to be decoded once each afterwards. */
class SampleReader {
  readonly columns;
  readonly stackRegions: RegionTable;
  readonly labelRegions: RegionTable;
  readonly #context: DecodeContext;
  readonly #stackRun: FieldRun = { start: 0, end: 0, scattered: false };
  readonly #labelRun: FieldRun = { start: 0, end: 0, scattered: false };
  #stacksRepeat = true;
  /** Stacks of successive samples that are not numbered yet, and the first of these samples. */
  readonly #starts = new Uint32Array(batchSize);
  readonly #ends = new Uint32Array(batchSize);
  #waiting = 0;
  #firstWaiting = 0;
  #valueCount = 0;

  constructor(context: DecodeContext, count: number, sampleTypes: number) {
    this.#context = context;
    this.stackRegions = new RegionTable(context.wire.bytes, Math.min(count, 1 << 17) + 1);
    this.labelRegions = new RegionTable(context.wire.bytes);
    this.columns = {
      count,
      stack: new Uint32Array(count),
      labelSet: new Uint32Array(count),
      values: Array.from({ length: sampleTypes }, () => new Float64Array(count)),
    };
  }

  /**
   * Looks at some samples from all over to find out whether stacks repeat at all. Writers mostly add equal samples up,
   * and then telling stacks apart by their bytes would be a third of the work, for nothing.
   */
  expectRepetition(spans: Spans): void {
    if (spans.count <= fewSamples) return;
    const { wire } = this.#context;
    const probed = new RegionTable(wire.bytes, probes + 1);
    let distinct = 0;
    for (let probe = 0; probe < probes; probe++) {
      const i = Math.floor((probe / probes) * spans.count);
      spans.enter(wire, i);
      const { at, limit } = wire;
      this.#readFields(i, limit);
      if (regionOf(probed, this.#stackRun, at, limit, true) === distinct + 1) distinct++;
    }
    this.#stacksRepeat = distinct < probes;
  }

  read(i: number): void {
    const { wire } = this.#context;
    const { at, limit } = wire;
    this.#readFields(i, limit);
    if (this.#valueCount !== this.columns.values.length) this.#reportValues();
    this.#numberStack(i, at, limit);
    this.columns.labelSet[i] = regionOf(this.labelRegions, this.#labelRun, at, limit, true);
  }

  /** Numbers the stacks that are not yet. */
  finish(): void {
    const { stack } = this.columns;
    this.stackRegions.numberAll(this.#starts, this.#ends, this.#waiting, stack, this.#firstWaiting);
    this.#waiting = 0;
  }

  /** Stacks that may repeat wait for others to be numbered with. */
  #numberStack(i: number, start: number, end: number): void {
    const run = this.#stackRun;
    if (!this.#stacksRepeat || run.scattered) {
      if (this.#waiting > 0) this.finish();
      this.columns.stack[i] = regionOf(this.stackRegions, run, start, end, this.#stacksRepeat);
      return;
    }
    if (this.#waiting === 0) this.#firstWaiting = i;
    this.#starts[this.#waiting] = run.start;
    this.#ends[this.#waiting++] = run.end;
    if (this.#waiting === batchSize) this.finish();
  }

  #readFields(i: number, end: number): void {
    const { wire } = this.#context;
    this.#valueCount = 0;
    clear(this.#stackRun);
    clear(this.#labelRun);
    while (wire.at < end) this.#readField(i, wire.at);
  }

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
    const column = this.columns.values[this.#valueCount++];
    if (column) column[i] = value;
  }

  #reportValues(): void {
    if (this.#context.wire.broken) return;
    this.#context.report(
      'malformed',
      `A sample has ${this.#valueCount} values, but the profile announces ${this.columns.values.length} per sample.`,
    );
  }
}

function clear(run: FieldRun): void {
  run.start = 0;
  run.end = 0;
  run.scattered = false;
}

function extend(run: FieldRun, start: number, end: number): void {
  if (run.end === 0) run.start = start;
  else if (run.end !== start) run.scattered = true;
  run.end = end;
}

/** The number of the run's bytes; scattered fields are looked for in the whole message later. */
function regionOf(regions: RegionTable, run: FieldRun, start: number, end: number, shared: boolean): number {
  if (run.scattered) return regions.numberApart(start, end);
  if (shared || run.end === run.start) return regions.number(run.start, run.end);
  return regions.numberApart(run.start, run.end);
}

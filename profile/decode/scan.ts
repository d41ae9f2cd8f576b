import { GrowingUint32 } from '../growing.ts';
import { type Wire, wireBytes, wireVarint } from './wire.ts';

/** Stretches of bytes, one per message of a kind. */
export class Spans {
  readonly #starts: GrowingUint32;
  readonly #ends: GrowingUint32;

  constructor(capacity: number) {
    this.#starts = new GrowingUint32(capacity);
    this.#ends = new GrowingUint32(capacity);
  }

  get count(): number {
    return this.#starts.count;
  }

  push(start: number, end: number): void {
    this.#starts.push(start);
    this.#ends.push(end);
  }

  /** Moves the reader onto message `i`. */
  enter(wire: Wire, i: number): void {
    wire.at = this.#starts.array[i]!;
    wire.limit = this.#ends.array[i]!;
  }

  start(i: number): number {
    return this.#starts.array[i]!;
  }

  end(i: number): number {
    return this.#ends.array[i]!;
  }
}

/** Where the parts of a profile lie, and its plain numbers: the fields of message Profile. */
export interface Layout {
  readonly sampleTypes: Spans;
  readonly samples: Spans;
  readonly mappings: Spans;
  readonly locations: Spans;
  readonly functions: Spans;
  readonly strings: Spans;
  periodType: readonly [start: number, end: number] | undefined;
  dropFrames: number;
  keepFrames: number;
  timeNanos: number;
  durationNanos: number;
  period: number;
  readonly comments: number[];
  defaultSampleType: number;
  docUrl: number;
  /** The time stands twice: two profiles were written one behind the other. */
  concatenated: boolean;
}

/**
 * Finds every part of the profile without looking inside: fields may come in any order (Go writes the string table
 * last), so nothing can be resolved before all of it was seen. Damage shows in `wire.broken`.
 */
export function scan(wire: Wire): Layout {
  const layout = emptyLayout(wire.bytes.length);
  while (wire.at < wire.limit) {
    const tag = wire.tag();
    if (!readField(wire, layout, tag)) wire.skip(tag & 7);
  }
  return layout;
}

function emptyLayout(size: number): Layout {
  return {
    sampleTypes: new Spans(8),
    samples: new Spans(Math.min(1 << 20, 64 + (size >>> 6))),
    mappings: new Spans(64),
    locations: new Spans(1024),
    functions: new Spans(1024),
    strings: new Spans(1024),
    periodType: undefined,
    dropFrames: 0,
    keepFrames: 0,
    timeNanos: 0,
    durationNanos: 0,
    period: 0,
    comments: [],
    defaultSampleType: 0,
    docUrl: 0,
    concatenated: false,
  };
}

/** Takes the field in if it is one of message Profile. */
function readField(wire: Wire, layout: Layout, tag: number): boolean {
  const field = Math.floor(tag / 8);
  const wireType = tag & 7;
  if (field < 1 || field > 15) return false;
  const spans = spansOf(layout, field);
  if (spans) readSpans(wire, spans, tag);
  else if (field === 11) readPeriodType(wire, layout, wireType);
  else if (field === 13 && wireType === wireBytes) readPackedComments(wire, layout);
  else if (wireType === wireVarint) readNumber(wire, layout, field);
  else wire.fail();
  return true;
}

function spansOf(layout: Layout, field: number): Spans | undefined {
  switch (field) {
    case 1:
      return layout.sampleTypes;
    case 2:
      return layout.samples;
    case 3:
      return layout.mappings;
    case 4:
      return layout.locations;
    case 5:
      return layout.functions;
    case 6:
      return layout.strings;
    default:
      return undefined;
  }
}

/** Messages of a kind come in long runs. */
function readSpans(wire: Wire, spans: Spans, tag: number): void {
  if ((tag & 7) !== wireBytes) {
    wire.fail();
    return;
  }
  const { bytes, limit } = wire;
  do {
    const end = wire.span();
    if (wire.broken) return;
    spans.push(wire.at, end);
    wire.at = end;
  } while (wire.at < limit && bytes[wire.at] === tag && ++wire.at);
}

function readPeriodType(wire: Wire, layout: Layout, wireType: number): void {
  if (wireType !== wireBytes) {
    wire.fail();
    return;
  }
  const end = wire.span();
  layout.periodType = [wire.at, end];
  wire.at = end;
}

function readPackedComments(wire: Wire, layout: Layout): void {
  const end = wire.span();
  while (wire.at < end && !wire.broken) layout.comments.push(wire.int64());
}

function readNumber(wire: Wire, layout: Layout, field: number): void {
  const value = wire.int64();
  switch (field) {
    case 7:
      layout.dropFrames = value;
      break;
    case 8:
      layout.keepFrames = value;
      break;
    case 9:
      layout.concatenated ||= layout.timeNanos !== 0;
      layout.timeNanos = value;
      break;
    case 10:
      layout.durationNanos = value;
      break;
    case 12:
      layout.period = value;
      break;
    case 13:
      layout.comments.push(value);
      break;
    case 14:
      layout.defaultSampleType = value;
      break;
    case 15:
      layout.docUrl = value;
      break;
  }
}

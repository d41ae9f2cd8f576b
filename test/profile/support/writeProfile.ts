import { ProtoWriter } from '../../../scripts/bench/protoWriter.ts';

type Id = number | bigint;

/** A profile to be written down field by field, whatever sense it makes; names are given as texts. */
export interface ProfileDescription {
  readonly sampleTypes: readonly (readonly [type: string, unit: string])[];
  readonly samples?: readonly SampleDescription[];
  readonly mappings?: readonly {
    readonly id: Id;
    readonly start?: Id;
    readonly limit?: Id;
    readonly file?: string;
    readonly buildId?: string;
  }[];
  readonly locations?: readonly LocationDescription[];
  readonly functions?: readonly {
    readonly id: Id;
    readonly name?: string;
    readonly systemName?: string;
    readonly file?: string;
    readonly startLine?: number;
  }[];
  readonly dropFrames?: string;
  readonly keepFrames?: string;
  readonly defaultSampleType?: string;
  readonly period?: readonly [type: string, unit: string, value: number];
  readonly timeNanos?: bigint;
  readonly durationNanos?: number;
  readonly comments?: readonly string[];
  /** Put the string table first instead of last. */
  readonly stringsFirst?: boolean;
}

export interface LocationDescription {
  readonly id: Id;
  readonly mapping?: Id;
  readonly address?: Id;
  readonly lines?: readonly (readonly [functionId: Id, line: number, column?: number])[];
  readonly folded?: boolean;
}

export interface SampleDescription {
  readonly stack: readonly Id[];
  readonly values: readonly Id[];
  readonly labels?: readonly (readonly [key: string, value: string | Id, unit?: string])[];
  /** `unpacked` writes one field per element; `scattered` puts values and labels between the locations. */
  readonly encoding?: 'packed' | 'unpacked' | 'scattered';
}

export function writeProfile(description: ProfileDescription): Uint8Array {
  const strings = new Map<string, number>([['', 0]]);
  const string = (text: string): number => {
    const known = strings.get(text) ?? strings.size;
    strings.set(text, known);
    return known;
  };
  const body = new ProtoWriter();
  for (const type of description.sampleTypes) writeValueType(body, 1, type, string);
  for (const sample of description.samples ?? []) writeSample(body, sample, string);
  for (const mapping of description.mappings ?? []) {
    body.message(3, () => {
      body.varintField(1, mapping.id);
      body.varintField(2, mapping.start ?? 0);
      body.varintField(3, mapping.limit ?? 0);
      body.varintField(5, string(mapping.file ?? ''));
      body.varintField(6, string(mapping.buildId ?? ''));
    });
  }
  for (const location of description.locations ?? []) writeLocation(body, location);
  for (const { id, name = '', systemName = name, file = '', startLine = 0 } of description.functions ?? []) {
    body.message(5, () => {
      body.varintField(1, id);
      body.varintField(2, string(name));
      body.varintField(3, string(systemName));
      body.varintField(4, string(file));
      body.varintField(5, startLine);
    });
  }
  writeHeader(body, description, string);
  const table = new ProtoWriter();
  for (const text of strings.keys()) table.bytesField(6, new TextEncoder().encode(text));
  const parts = [body.finish(), table.finish()];
  return Buffer.concat(description.stringsFirst ? parts.reverse() : parts);
}

type StringNumber = (text: string) => number;

function writeHeader(writer: ProtoWriter, description: ProfileDescription, string: StringNumber): void {
  if (description.dropFrames) writer.varintField(7, string(description.dropFrames));
  if (description.keepFrames) writer.varintField(8, string(description.keepFrames));
  if (description.timeNanos) writer.varintField(9, description.timeNanos);
  if (description.durationNanos) writer.varintField(10, description.durationNanos);
  if (description.period) {
    const [type, unit, value] = description.period;
    writeValueType(writer, 11, [type, unit], string);
    writer.varintField(12, value);
  }
  if (description.comments) writer.packed(13, description.comments.map(string));
  if (description.defaultSampleType) writer.varintField(14, string(description.defaultSampleType));
}

function writeValueType(
  writer: ProtoWriter,
  field: number,
  [type, unit]: readonly [string, string],
  string: StringNumber,
): void {
  writer.message(field, () => {
    writer.varintField(1, string(type));
    writer.varintField(2, string(unit));
  });
}

function writeSample(writer: ProtoWriter, sample: SampleDescription, string: StringNumber): void {
  const { stack, values, labels = [], encoding = 'packed' } = sample;
  writer.message(2, () => {
    const [first, ...others] = stack;
    if (encoding === 'packed') writer.packed(1, stack);
    else if (encoding === 'unpacked') for (const id of stack) writer.varintField(1, id);
    else if (first !== undefined) writer.varintField(1, first);
    if (encoding === 'packed') writer.packed(2, values);
    else for (const value of values) writer.varintField(2, value);
    for (const label of labels) writeLabel(writer, label, string);
    if (encoding === 'scattered') writer.packed(1, others);
  });
}

function writeLabel(
  writer: ProtoWriter,
  [key, value, unit]: readonly [string, string | Id, string?],
  string: StringNumber,
): void {
  writer.message(3, () => {
    writer.varintField(1, string(key));
    if (typeof value === 'string') writer.varintField(2, string(value));
    else writer.varintField(3, value);
    if (unit !== undefined) writer.varintField(4, string(unit));
  });
}

function writeLocation(writer: ProtoWriter, { id, mapping, address, lines = [], folded }: LocationDescription): void {
  writer.message(4, () => {
    for (const [functionId, line, column] of lines) {
      writer.message(4, () => {
        writer.varintField(1, functionId);
        writer.varintField(2, line);
        if (column !== undefined) writer.varintField(3, column);
      });
    }
    writer.varintField(1, id);
    if (mapping !== undefined) writer.varintField(2, mapping);
    if (address !== undefined) writer.varintField(3, address);
    if (folded) writer.varintField(5, 1);
  });
}

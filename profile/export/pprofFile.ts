import { Profile as Message, StringTable } from 'pprof-format';
import { none } from '../profile.ts';
import type { View } from '../view.ts';
import { stackSamples } from './stackSamples.ts';
import type { ExportColumn } from './subject.ts';

/**
 * The view as an unpacked profile.proto: the samples that passed the filters, with the frames that those left. Read back,
 * it has the view's rows and totals. Of a comparison the change is written, as `go tool pprof -base` would.
 */
export function pprofFile(view: View, columns: readonly ExportColumn[], active: number): Uint8Array {
  const { header } = view.profile;
  const strings = new StringTable();
  const string = (text: string): number => strings.dedup(text);
  const valueType = ({ type, unit }: { readonly type: string; readonly unit: string }) => ({
    type: string(type),
    unit: string(unit),
  });
  const used = { locations: new Set<number>(), functions: new Set<number>(), mappings: new Set<number>() };
  const sample = stackSamples(view, columns).map(({ locations, values, labelSet }) => {
    for (const location of locations) used.locations.add(location);
    return { locationId: locations.map(id), value: values, label: labelsOf(view, labelSet, string) };
  });
  const location = [...used.locations].map((row) => {
    const { mapping } = view.profile.locations;
    if (mapping[row] !== none) used.mappings.add(mapping[row]!);
    return locationOf(view, row, used.functions);
  });
  const message = new Message({
    sampleType: columns.map(valueType),
    sample,
    location,
    function: [...used.functions].map((row) => functionOf(view, row, string)),
    mapping: [...used.mappings].sort((a, b) => a - b).map((row) => mappingOf(view, row, string)),
    timeNanos: BigInt(Math.round(header.timeNanos)),
    durationNanos: Math.round(header.durationNanos),
    periodType: valueType(header.periodType),
    period: header.period,
    comment: header.comments.map(string),
    defaultSampleType: string(columns[active]?.type ?? ''),
    docUrl: string(header.docUrl),
    stringTable: strings,
  });
  return message.encode();
}

/** The format's ids begin with 1. */
const id = (row: number): number => row + 1;

type StringNumber = (text: string) => number;

function locationOf(view: View, row: number, functions: Set<number>) {
  const { locations, lines } = view.profile;
  const line: { functionId: number; line: number; column: number }[] = [];
  for (let at = locations.lineStarts[row]!; at < locations.lineStarts[row + 1]!; at++) {
    if (view.lineVisible[at] !== 1) continue;
    const index = lines.function[at]!;
    if (index !== none) functions.add(index);
    line.push({ functionId: index === none ? 0 : id(index), line: lines.line[at]!, column: lines.column[at]! });
  }
  return {
    id: id(row),
    mappingId: locations.mapping[row] === none ? 0 : id(locations.mapping[row]!),
    address: wide(locations.addressHigh[row]!, locations.addressLow[row]!),
    line,
    isFolded: locations.folded[row] === 1,
  };
}

function functionOf({ profile }: View, row: number, string: StringNumber) {
  const { functions, text } = profile;
  return {
    id: id(row),
    name: string(text.at(functions.name[row]!)),
    systemName: string(text.at(functions.systemName[row]!)),
    filename: string(text.at(functions.file[row]!)),
    startLine: functions.startLine[row]!,
  };
}

function mappingOf({ profile }: View, row: number, string: StringNumber) {
  const { mappings, text } = profile;
  return {
    id: id(row),
    memoryStart: wide(mappings.startHigh[row]!, mappings.startLow[row]!),
    memoryLimit: wide(mappings.limitHigh[row]!, mappings.limitLow[row]!),
    fileOffset: wide(mappings.offsetHigh[row]!, mappings.offsetLow[row]!),
    filename: string(text.at(mappings.file[row]!)),
    buildId: string(text.at(mappings.buildId[row]!)),
    // Names are in the file: pprof need not look for the binary.
    hasFunctions: true,
  };
}

function labelsOf({ profile }: View, set: number, string: StringNumber) {
  const { labels, text } = profile;
  const found: { key: number; str: number; num: number; numUnit: number }[] = [];
  for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) {
    found.push({
      key: string(text.at(labels.key[row]!)),
      str: string(text.at(labels.string[row]!)),
      num: labels.number[row]!,
      numUnit: string(text.at(labels.unit[row]!)),
    });
  }
  return found;
}

function wide(high: number, low: number): bigint {
  return (BigInt(high) << 32n) | BigInt(low);
}

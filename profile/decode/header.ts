import type { ProfileHeader, SampleTypeIndex, ValueType } from '../profile.ts';
import type { StringTable } from '../stringTable.ts';
import type { DecodeContext } from './context.ts';
import type { Layout } from './scan.ts';
import { wireVarint } from './wire.ts';

/** Resolves the plain part of the profile. */
export function readHeader(context: DecodeContext, layout: Layout, text: StringTable): ProfileHeader {
  const sampleTypes = readSampleTypes(context, layout, text);
  const periodType = layout.periodType ?? [0, 0];
  const stringAt = (index: number): string => {
    if (index >= 0 && index < text.count) return text.at(index);
    context.badString(index);
    return '';
  };
  const defaultSampleTypeName = stringAt(layout.defaultSampleType);
  return {
    sampleTypes,
    defaultSampleType: defaultSampleType(sampleTypes, defaultSampleTypeName),
    defaultSampleTypeName,
    periodType: readValueType(context, periodType[0], periodType[1], text),
    period: layout.period,
    timeNanos: layout.timeNanos,
    durationNanos: layout.durationNanos,
    comments: layout.comments.map(stringAt),
    docUrl: stringAt(layout.docUrl),
    dropFrames: stringAt(layout.dropFrames),
    keepFrames: stringAt(layout.keepFrames),
  };
}

/** The one that is named, else the last, as pprof decides. */
export function defaultSampleType(types: readonly ValueType[], name: string): SampleTypeIndex {
  const named = name === '' ? -1 : types.findIndex(({ type }) => type === name);
  return named >= 0 ? named : Math.max(0, types.length - 1);
}

function readSampleTypes(context: DecodeContext, { sampleTypes }: Layout, text: StringTable): ValueType[] {
  const types: ValueType[] = [];
  for (let i = 0; i < sampleTypes.count; i++) {
    types.push(readValueType(context, sampleTypes.start(i), sampleTypes.end(i), text));
  }
  return types;
}

function readValueType(context: DecodeContext, start: number, end: number, text: StringTable): ValueType {
  const { wire } = context;
  wire.at = start;
  wire.limit = end;
  let type = 0;
  let unit = 0;
  while (wire.at < wire.limit) {
    const tag = wire.tag();
    if (tag === 8 + wireVarint) type = context.string();
    else if (tag === 16 + wireVarint) unit = context.string();
    else if (tag >= 8 && tag < 24) wire.fail();
    else wire.skip(tag & 7);
  }
  return { type: text.at(type), unit: text.at(unit) };
}

import type { StringTable } from './stringTable.ts';

declare const brand: unique symbol;
type Index<Of extends string> = number & { readonly [brand]?: Of };

/** Position in the string table; 0 is the empty string. */
export type StringIndex = Index<'string'>;
/** Position in `functions`; the columns that refer to one hold `none` where there is none. */
export type FunctionIndex = Index<'function'>;
/** Position in `locations`. */
export type LocationIndex = Index<'location'>;
/** Position in `mappings`; `none` where a location has no mapping. */
export type MappingIndex = Index<'mapping'>;
/** Position in `samples`. */
export type SampleIndex = Index<'sample'>;
/** Position in `stacks`; 0 is the empty stack. */
export type StackIndex = Index<'stack'>;
/** Position in `labels`; 0 is the empty set. */
export type LabelSetIndex = Index<'labelSet'>;
/** Position in `sampleTypes`, and of the column of values that belongs to it. */
export type SampleTypeIndex = Index<'sampleType'>;

/** Stands in a column of indices for "refers to nothing". */
export const none = 0xffff_ffff;

/** What a column of values counts, e.g. `inuse_space` in `bytes`. */
export interface ValueType {
  readonly type: string;
  readonly unit: string;
}

/** Sample i has stack `stack[i]`, labels `labelSet[i]` and, for sample type t, the value `values[t][i]`. */
export interface SampleColumns {
  readonly count: number;
  /** StackIndex per sample. */
  readonly stack: Uint32Array;
  /** LabelSetIndex per sample. */
  readonly labelSet: Uint32Array;
  /** One column per sample type; int64 rounded to a double beyond 2^53. */
  readonly values: readonly Float64Array[];
}

/** Stack s is `locations[starts[s]] … locations[starts[s + 1] - 1]`, the leaf first. Repeated stacks stand once. */
export interface StackColumns {
  readonly count: number;
  readonly starts: Uint32Array;
  /** LocationIndex per frame. */
  readonly locations: LocationIndices;
}

/** By far the largest column: two bytes each where the locations can be numbered with them, as they almost always can. */
export type LocationIndices = Uint16Array | Uint32Array;

/** The labels of set s are the rows `starts[s] … starts[s + 1] - 1`. Repeated sets stand once. */
export interface LabelColumns {
  /** Number of sets. */
  readonly count: number;
  readonly starts: Uint32Array;
  /** StringIndex of the key. */
  readonly key: Uint32Array;
  /** StringIndex of the value; 0 marks a numeric label. */
  readonly string: Uint32Array;
  readonly number: Float64Array;
  /** StringIndex of the unit of a numeric label; 0 if none was written. */
  readonly unit: Uint32Array;
}

/** The lines of location l are the rows `lineStarts[l] … lineStarts[l + 1] - 1`: innermost inlined callee first. */
export interface LocationColumns {
  readonly count: number;
  /** MappingIndex or `none`. */
  readonly mapping: Uint32Array;
  readonly addressLow: Uint32Array;
  readonly addressHigh: Uint32Array;
  readonly folded: Uint8Array;
  readonly lineStarts: Uint32Array;
}

export interface LineColumns {
  readonly count: number;
  /** FunctionIndex or `none`. */
  readonly function: Uint32Array;
  /** Counts from 1; 0 if unknown. */
  readonly line: Float64Array;
  readonly column: Float64Array;
}

/** Names are StringIndex; `startLine` counts from 1, 0 if unknown. */
export interface FunctionColumns {
  readonly count: number;
  readonly name: Uint32Array;
  readonly systemName: Uint32Array;
  readonly file: Uint32Array;
  readonly startLine: Float64Array;
}

/** Addresses are unsigned 64-bit in two halves; `file` and `buildId` are StringIndex. */
export interface MappingColumns {
  readonly count: number;
  readonly startLow: Uint32Array;
  readonly startHigh: Uint32Array;
  readonly limitLow: Uint32Array;
  readonly limitHigh: Uint32Array;
  readonly offsetLow: Uint32Array;
  readonly offsetHigh: Uint32Array;
  readonly file: Uint32Array;
  readonly buildId: Uint32Array;
}

/** String s is the UTF-8 of `bytes[offsets[s]] … bytes[offsets[s + 1] - 1]`. */
export interface StringColumns {
  readonly count: number;
  readonly bytes: Uint8Array;
  readonly offsets: Uint32Array;
}

/** The small, plain part of a profile. */
export interface ProfileHeader {
  readonly sampleTypes: readonly ValueType[];
  /** What to show first: `default_sample_type` if it names one, else the last. */
  readonly defaultSampleType: SampleTypeIndex;
  /** `default_sample_type` as written; empty if the profile names none. */
  readonly defaultSampleTypeName: string;
  readonly periodType: ValueType;
  readonly period: number;
  /** Unix time of the collection in nanoseconds (exact to some 200 ns), 0 if unknown. */
  readonly timeNanos: number;
  readonly durationNanos: number;
  readonly comments: readonly string[];
  readonly docUrl: string;
  /** Regular expressions of pprof's own trimming, applied by every view. */
  readonly dropFrames: string;
  readonly keepFrames: string;
}

/**
 * A profile as plain data: every column owns the whole of its ArrayBuffer, so that the object can be posted to a
 * worker or a page, by transfer or by copy, and costs what it weighs.
 */
export interface ProfileColumns {
  readonly header: ProfileHeader;
  readonly samples: SampleColumns;
  readonly stacks: StackColumns;
  readonly labels: LabelColumns;
  readonly locations: LocationColumns;
  readonly lines: LineColumns;
  readonly functions: FunctionColumns;
  readonly mappings: MappingColumns;
  readonly strings: StringColumns;
}

/** A decoded profile (google/pprof's profile.proto): columns, and the strings decoded on demand. */
export interface Profile extends ProfileColumns {
  readonly text: StringTable;
}

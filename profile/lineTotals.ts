import type { Profile, SampleTypeIndex } from './profile.ts';

/** Cost of one source line; a sample counts once per line, whatever recursion and inlining do. */
export interface LineTotal {
  readonly line: number;
  readonly flat: number;
  readonly cum: number;
}

/** Cost of one function and of its lines. */
export interface FunctionTotal {
  readonly name: string;
  readonly file: string;
  /** First line of the function, 0 if unknown. */
  readonly startLine: number;
  readonly flat: number;
  readonly cum: number;
  /** By line number. */
  readonly lines: readonly LineTotal[];
}

/** What lenses and decorations show: per function (name and file), by falling cum. */
export declare function lineTotals(profile: Profile, sampleType: SampleTypeIndex): FunctionTotal[];

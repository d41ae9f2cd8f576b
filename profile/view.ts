import type { ProfileProblem } from './problem.ts';
import type { Profile, SampleTypeIndex } from './profile.ts';
import type { Result } from './result.ts';

/** What makes two frames one row, as pprof's flags of the same names. */
export type Granularity = 'functions' | 'filefunctions' | 'files' | 'lines' | 'addresses';

/** What to show of a profile: pprof's own filters, RE2 regular expressions, absent or empty if unused. */
export interface ViewSpec {
  readonly focus?: string;
  readonly ignore?: string;
  readonly hide?: string;
  readonly show?: string;
  readonly showFrom?: string;
  readonly pruneFrom?: string;
  readonly tagFocus?: string;
  readonly tagIgnore?: string;
  /** Label keys whose values become frames at the root, the first outermost. */
  readonly tagRoot?: readonly string[];
  /** Label keys whose values become frames at the leaf, the last innermost. */
  readonly tagLeaf?: readonly string[];
  readonly noInlines?: boolean;
  readonly granularity?: Granularity;
  /** Shares are of what the filters left, not of the whole profile. */
  readonly relativePercentages?: boolean;
}

/** Position in `frames`. */
export type FrameIndex = number & { readonly frame?: never };

/** Frame f is one row of a top table: a function, or whatever the granularity makes of it. */
export interface FrameColumns {
  readonly count: number;
  /** As pprof prints it; `[binary]` or `<unknown>` for an unsymbolised location. */
  readonly name: readonly string[];
  /** The function alone, empty if there is none. */
  readonly functionName: readonly string[];
  /** Source file of the function (of the first, where several share the name). */
  readonly file: readonly string[];
  /** Line of the frame (granularity lines), else 0. */
  readonly line: Float64Array;
  /** First line of the function, 0 if unknown. */
  readonly startLine: Float64Array;
}

/** A profile seen through a spec: distinct stacks of frames with summed weights. Everything shown derives from it. */
export interface View {
  readonly profile: Profile;
  readonly spec: ViewSpec;
  readonly frames: FrameColumns;
  readonly stacks: {
    readonly count: number;
    readonly starts: Uint32Array;
    /** FrameIndex, the leaf first. */
    readonly frames: Uint32Array;
    /** Frame i was inlined into frame i + 1. */
    readonly inlined: Uint8Array;
  };
  /** Per sample type, the summed value of each stack of the view. */
  readonly weights: readonly Float64Array[];
  /** Per sample type, what percentages are of: pprof's total. */
  readonly totals: Float64Array;
  /** Per sample type, what passed the filters (sum of absolute values). */
  readonly kept: Float64Array;
  /** Options that matched nothing, as pprof says it ("Focus expression matched no samples"). */
  readonly warnings: readonly string[];
}

/** Applies the filters in pprof's order. Fails with `bad-filter` on a malformed regular expression. */
export declare function openView(profile: Profile, spec: ViewSpec): Result<View, ProfileProblem>;

/** The sample type that `name` means: a type, `inuse_` + type, a position, or '' for the default. */
export declare function sampleTypeByName(profile: Profile, name: string): Result<SampleTypeIndex, ProfileProblem>;

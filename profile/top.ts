import type { SampleTypeIndex } from './profile.ts';
import type { FrameIndex, View } from './view.ts';

/** How the caller's call was compiled, as pprof marks it. */
export type Inlining = '' | '(inline)' | '(partial-inline)';

export interface TopRow {
  readonly frame: FrameIndex;
  readonly flat: number;
  readonly cum: number;
}

export type TopOrder = 'flat' | 'cum';

/** The rows of `go tool pprof -top -nodecount=0 -nodefraction=0`, in its order. */
export declare function topTable(view: View, sampleType: SampleTypeIndex, order?: TopOrder): TopRow[];

/** Per frame: whether its calls were inlined. */
export declare function inlineMarks(view: View, sampleType: SampleTypeIndex): Inlining[];

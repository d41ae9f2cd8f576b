/** A frame of a goroutine's stack; `line` is 0 and `file` empty where unknown. */
export interface GoroutineFrame {
  readonly function: string;
  readonly file: string;
  readonly line: number;
}

/** Goroutines with the same stack, state, creator and labels. */
export interface GoroutineGroup {
  readonly count: number;
  /** `chan send`, `select`, `IO wait` …: an open set; empty if the source does not tell. */
  readonly state: string;
  /** The longest wait in whole minutes (a lower bound), `undefined` if none was written. */
  readonly waitMinutes: number | undefined;
  /** The function and place of the `go` statement. */
  readonly createdBy: GoroutineFrame | undefined;
  /** Leaf first. */
  readonly frames: readonly GoroutineFrame[];
  /** Position in `frames` of the first one outside the runtime and the standard library, else 0. */
  readonly topFrame: number;
  readonly labels: readonly (readonly [key: string, value: string])[];
  /** Ids of the first members, in order of the source; empty in protobuf and debug=1 profiles. */
  readonly ids: readonly number[];
  /** Found unreachable by the runtime's leak detection (goroutineleak profile). */
  readonly leaked: boolean;
  readonly lockedToThread: boolean;
  /** Frames were left out of the middle of the stack by the runtime. */
  readonly elided: boolean;
}

/** All goroutines of a dump or profile. */
export interface GoroutineSet {
  readonly total: number;
  /** Goroutines by state, by falling count. */
  readonly states: ReadonlyMap<string, number>;
  /** By falling count. */
  readonly groups: readonly GoroutineGroup[];
  /** The source ended in the middle of a goroutine (the runtime cuts dumps at 64 MiB). */
  readonly truncated: boolean;
}

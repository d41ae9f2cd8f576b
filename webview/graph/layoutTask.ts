/** What the worker is asked. */
export interface LayoutTask {
  readonly id: number;
  /** A graph in Graphviz' own language. */
  readonly dot: string;
}

/** Graphviz' `json0`, or why there is none. */
export type LayoutAnswer =
  | { readonly id: number; readonly layout: string }
  | { readonly id: number; readonly error: string };

/** A view that draws itself for a file, instead of the flame graph: it offers its drawing while it is shown and ready. */
export interface Picture {
  /** What it is, as part of a file's name. */
  readonly name: string;
  readonly svg: () => string;
  readonly png: () => Promise<Uint8Array>;
}

/** Where a view puts its picture; empty while there is none. */
export interface PictureHolder {
  current: Picture | undefined;
}

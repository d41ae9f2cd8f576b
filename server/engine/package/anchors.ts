import type { Decl, SourceFile } from '../syntax/ast.ts';

/** Where declarations lie now. */
export interface Ground {
  /** Absolute offset; undefined for a declaration that is not there. */
  startOf(decl: Decl): number | undefined;
  fileNamed(name: string): SourceFile | undefined;
}

/** Plain data whose places count from the declarations (or imports) that hold them: text that moves takes them along. */
export class Anchored {
  /** True when there is no place in it. */
  readonly isFree: boolean;
  readonly data: unknown;
  /** Those in which places lie. */
  readonly files: ReadonlySet<string>;
  #stamp: string | undefined;

  constructor(files: ReadonlySet<string>, data: unknown) {
    this.isFree = files.size === 0;
    this.files = files;
    this.data = data;
  }

  /** Equal for equal data; where the declarations stand does not count. */
  get stamp(): string {
    this.#stamp ??= JSON.stringify(this.data, (key, v: unknown) => (key === 'on' ? undefined : v));
    return this.#stamp;
  }
}

interface Import {
  readonly file: string;
  readonly path: string;
}

class Place {
  readonly on: Decl | Import;
  readonly start: number;
  readonly end: number;
  /** What else the object holds: a message, the file's name. */
  readonly rest: Readonly<Record<string, unknown>>;
  constructor(on: Decl | Import, start: number, end: number, rest: Readonly<Record<string, unknown>>) {
    this.on = on;
    this.start = start;
    this.end = end;
    this.rest = rest;
  }
}

const none: ReadonlySet<string> = new Set();

export function anchored(value: unknown, ground: Ground): Anchored {
  const files = new Set<string>();
  const convert = (v: unknown): unknown => {
    if (Array.isArray(v)) return v.map(convert);
    if (typeof v !== 'object' || v === null) return v;
    const copy = mapped(v, convert);
    const { file, start, end } = copy;
    if (typeof file !== 'string' || typeof start !== 'number' || typeof end !== 'number') return copy;
    const base = baseAt(ground.fileNamed(file), start);
    if (!base) return copy;
    files.add(file);
    return new Place(base.on, start - base.at, end - base.at, copy);
  };
  const data = convert(value);
  return new Anchored(files.size === 0 ? none : files, data);
}

/** The data with its places where they are now; undefined when one of them is gone. */
export function placed({ isFree, data }: Anchored, ground: Ground): { readonly value: unknown } | undefined {
  if (isFree) return { value: data };
  let isGone = false;
  const convert = (v: unknown): unknown => {
    if (Array.isArray(v)) return v.map(convert);
    if (typeof v !== 'object' || v === null) return v;
    if (!(v instanceof Place)) return mapped(v, convert);
    const at = 'path' in v.on ? importOf(v.on, ground)?.start : ground.startOf(v.on);
    isGone ||= at === undefined;
    const base = at ?? 0;
    return { ...mapped(v.rest, convert), start: base + v.start, end: base + v.end };
  };
  const value = convert(data);
  return isGone ? undefined : { value };
}

function mapped(from: object, convert: (v: unknown) => unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, v] of Object.entries(from)) copy[key] = convert(v);
  return copy;
}

function baseAt(
  file: SourceFile | undefined,
  offset: number,
): { readonly on: Decl | Import; readonly at: number } | undefined {
  if (!file) return undefined;
  const index = declAt(file, offset);
  const [decl, at] = [file.decls[index], file.starts[index]];
  if (decl && at !== undefined) return { on: decl, at };
  // Above all declarations there is nothing to say something about but imports.
  const [first, ...others] = file.imports;
  if (!first) return undefined;
  const nearest = others.reduce((a, b) => (Math.abs(b.start - offset) < Math.abs(a.start - offset) ? b : a), first);
  return { on: { file: file.name, path: nearest.path }, at: nearest.start };
}

/** The last declaration that begins at or before the offset; -1 above all of them. */
function declAt({ starts }: SourceFile, offset: number): number {
  let [low, high] = [-1, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const importOf = ({ file, path }: Import, ground: Ground) =>
  ground.fileNamed(file)?.imports.find((i) => i.path === path);

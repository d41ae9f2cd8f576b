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
  readonly #bases: readonly Base[];
  readonly #own: Decl;
  #stamp: string | undefined;
  /** Where the bases were when it was placed last, and what came of it. */
  #last: { readonly starts: readonly number[]; readonly placed: { readonly value: unknown } } | undefined;

  constructor(own: Decl, files: ReadonlySet<string>, bases: readonly Base[], data: unknown) {
    this.isFree = files.size === 0;
    this.files = files;
    this.#own = own;
    this.#bases = bases;
    this.data = data;
  }

  /** Equal for equal data; where the declarations stand does not count, nor whether the own one is another by now. */
  get stamp(): string {
    this.#stamp ??= JSON.stringify(this.data, (_, v: unknown) =>
      v instanceof Place ? [this.#nameOf(v.on), v.start, v.end, v.rest] : v,
    );
    return this.#stamp;
  }

  #nameOf(base: Base): string | number {
    return 'path' in base ? `${base.file} ${base.path}` : base === this.#own ? 0 : serialOf(base);
  }

  /** The data with its places where they are now: the same object while nothing moved; undefined when a base is gone. */
  placed(ground: Ground): { readonly value: unknown } | undefined {
    if (this.isFree) return { value: this.data };
    const starts: number[] = [];
    for (const base of this.#bases) {
      const start = startOf(base, ground);
      if (start === undefined) return undefined;
      starts.push(start);
    }
    const { starts: before, placed: kept } = this.#last ?? {};
    if (kept && starts.every((s, i) => s === before?.[i])) return kept;
    const now = { value: placedAt(this.data, (base) => starts[this.#bases.indexOf(base)] ?? 0) };
    this.#last = { starts, placed: now };
    return now;
  }
}

/** What a place counts from. */
type Base = Decl | Import;

interface Import {
  readonly file: string;
  readonly path: string;
}

class Place {
  readonly on: Base;
  readonly start: number;
  readonly end: number;
  /** What else the object holds: a message, the file's name. Where it was found at first is not part of it. */
  readonly rest: Readonly<Record<string, unknown>>;
  constructor(on: Base, start: number, end: number, rest: Readonly<Record<string, unknown>>) {
    this.on = on;
    this.start = start;
    this.end = end;
    this.rest = rest;
  }
}

const none: ReadonlySet<string> = new Set();

const serials = new WeakMap<Decl, number>();
let lastSerial = 0;

function serialOf(decl: Decl): number {
  const serial = serials.get(decl) ?? ++lastSerial;
  serials.set(decl, serial);
  return serial;
}

/** An answer about a declaration, `own`, as data that moves with the text. */

export function anchored(own: Decl, value: unknown, ground: Ground): Anchored {
  const files = new Set<string>();
  const bases: Base[] = [];
  const convert = (v: unknown): unknown => {
    if (Array.isArray(v)) return v.map(convert);
    if (typeof v !== 'object' || v === null) return v;
    const copy = mapped(v, convert);
    const { file, start, end, ...rest } = copy;
    if (typeof file !== 'string' || typeof start !== 'number' || typeof end !== 'number') return copy;
    const base = baseAt(ground.fileNamed(file), start);
    if (!base) return copy;
    files.add(file);
    const on = bases.find((b) => isSameBase(b, base.on)) ?? base.on;
    if (on === base.on && !bases.includes(on)) bases.push(on);
    return new Place(on, start - base.at, end - base.at, { file, ...rest });
  };
  const data = convert(value);
  return new Anchored(own, files.size === 0 ? none : files, bases, data);
}

function placedAt(data: unknown, startOfBase: (base: Base) => number): unknown {
  const convert = (v: unknown): unknown => {
    if (Array.isArray(v)) return v.map(convert);
    if (typeof v !== 'object' || v === null) return v;
    if (!(v instanceof Place)) return mapped(v, convert);
    const base = startOfBase(v.on);
    const place = mapped(v.rest, convert);
    place['start'] = base + v.start;
    place['end'] = base + v.end;
    return place;
  };
  return convert(data);
}

const startOf = (base: Base, ground: Ground): number | undefined =>
  'path' in base ? importOf(base, ground)?.start : ground.startOf(base);

const isSameBase = (a: Base, b: Base): boolean =>
  a === b || ('path' in a && 'path' in b && a.path === b.path && a.file === b.file);

function mapped(from: object, convert: (v: unknown) => unknown): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(from)) copy[key] = convert(from[key as never]);
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

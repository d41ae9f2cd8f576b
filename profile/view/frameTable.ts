import { none, type Profile } from '../profile.ts';
import { cleanPath } from './cleanPath.ts';

/** What makes two frames one row, as pprof's flags of the same names. */
export const granularities = ['functions', 'filefunctions', 'files', 'lines', 'addresses'] as const;
export type Granularity = (typeof granularities)[number];

/** Frame f is one row of a top table: a function, or whatever the granularity makes of it. */
export interface FrameColumns {
  readonly count: number;
  /** As pprof prints it; `[binary]` or `<unknown>` for an unsymbolised location. */
  readonly name: readonly string[];
  /** The function alone, empty if there is none. */
  readonly functionName: readonly string[];
  /** Source file of the function (of the first, where several share the name). */
  readonly file: readonly string[];
  /** Line of the frame where the granularity tells lines apart, else 0. */
  readonly line: Float64Array;
  /** First line of the function, 0 if unknown. */
  readonly startLine: Float64Array;
}

/** The frames of location l are `frames[starts[l]] … frames[starts[l + 1] - 1]`, innermost first. */
export interface LocationFrames {
  readonly starts: Uint32Array;
  /** FrameIndex. */
  readonly frames: Uint32Array;
}

/** What distinguishes rows of pprof's reports (its NodeInfo). */
interface FrameIdentity {
  readonly name: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly address: bigint;
  /** Only of nameless frames. */
  readonly binary: string;
  readonly startLine: number;
}

/** Gives every visible line of every location its frame. */
export function makeFrames(
  profile: Profile,
  granularity: Granularity,
  lineVisible: Uint8Array,
  locationHidden: Uint8Array,
): { columns: FrameColumns; ofLocation: LocationFrames } {
  const table = new FrameTable(profile, granularity);
  const { count } = profile.locations;
  const starts = new Uint32Array(count + 1);
  const frames = new Uint32Array(profile.lines.count + count);
  let filled = 0;
  for (let location = 0; location < count; location++) {
    if (locationHidden[location] === 0) {
      const before = filled;
      filled = table.write(location, lineVisible, frames, filled);
      if (filled === before) frames[filled++] = table.ofBareLocation(location);
    }
    starts[location + 1] = filled;
  }
  return { columns: table.columns(), ofLocation: { starts, frames: frames.slice(0, filled) } };
}

class FrameTable {
  readonly #profile: Profile;
  readonly #showsFunctions: boolean;
  readonly #showsFiles: boolean;
  readonly #showsLines: boolean;
  readonly #showsAddresses: boolean;
  readonly #numbers = new Map<string, number>();
  /** Frames by name, where nothing but the name counts. */
  readonly #named = new Map<string, number>();
  readonly #identities: FrameIdentity[] = [];
  readonly #firstFile: string[] = [];
  /** Frames of functions that are known already, where nothing but the function counts; else `none`. */
  readonly #ofFunction: Uint32Array;

  constructor(profile: Profile, granularity: Granularity) {
    this.#profile = profile;
    this.#showsFunctions = granularity !== 'files';
    this.#showsFiles = granularity !== 'functions';
    this.#showsLines = granularity === 'lines' || granularity === 'addresses';
    this.#showsAddresses = granularity === 'addresses';
    this.#ofFunction = new Uint32Array(profile.functions.count).fill(none);
  }

  /** Writes the frames of a location's visible lines into `frames` from `at` on, and says where it stopped. */
  write(location: number, lineVisible: Uint8Array, frames: Uint32Array, at: number): number {
    const { lines, locations } = this.#profile;
    const end = locations.lineStarts[location + 1]!;
    let filled = at;
    for (let row = locations.lineStarts[location]!; row < end; row++) {
      if (lineVisible[row] === 0) continue;
      const known = this.#ofFunction[lines.function[row]!]!;
      frames[filled++] = known === none ? this.#ofLine(location, row) : known;
    }
    return filled;
  }

  #ofLine(location: number, row: number): number {
    const index = this.#profile.lines.function[row]!;
    if (this.#showsLines) return this.#add(location, row, index);
    const frame = this.#add(location, row, index);
    // A nameless function is told apart by the binary that it lies in.
    if (this.#identities[frame]!.name !== '') this.#ofFunction[index] = frame;
    return frame;
  }

  ofBareLocation(location: number): number {
    return this.#intern({
      name: '',
      file: '',
      line: 0,
      column: 0,
      address: this.#addressOf(location),
      binary: this.#binaryOf(location),
      startLine: 0,
    });
  }

  columns(): FrameColumns {
    const { length } = this.#identities;
    return {
      count: length,
      name: this.#identities.map(printableName),
      functionName: this.#identities.map(({ name }) => name),
      file: this.#firstFile,
      line: Float64Array.from(this.#identities, ({ line }) => line),
      startLine: Float64Array.from(this.#identities, ({ startLine }) => startLine),
    };
  }

  #add(location: number, row: number, index: number): number {
    const { functions, lines, text } = this.#profile;
    const name = this.#showsFunctions ? text.at(functions.name[index]!) : '';
    const file = cleanPath(text.at(functions.file[index]!));
    const identity: FrameIdentity = {
      name,
      file: this.#showsFiles ? file : '',
      line: this.#showsLines ? lines.line[row]! : 0,
      // Only addresses keep columns: pprof's aggregation drops them otherwise.
      column: this.#showsAddresses ? lines.column[row]! : 0,
      address: this.#addressOf(location),
      binary: name === '' ? this.#binaryOf(location) : '',
      startLine: functions.startLine[index]!,
    };
    return this.#intern(identity, file);
  }

  #intern(identity: FrameIdentity, file = ''): number {
    const byName = !this.#showsFiles && identity.name !== '';
    const numbers = byName ? this.#named : this.#numbers;
    const key = byName ? identity.name : keyOf(identity);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, this.#identities.length);
    this.#identities.push(identity);
    this.#firstFile.push(file);
    return this.#identities.length - 1;
  }

  #addressOf(location: number): bigint {
    if (!this.#showsAddresses) return 0n;
    const { addressLow, addressHigh } = this.#profile.locations;
    return (BigInt(addressHigh[location]!) << 32n) | BigInt(addressLow[location]!);
  }

  #binaryOf(location: number): string {
    const { locations, mappings, text } = this.#profile;
    const mapping = locations.mapping[location]!;
    return mapping === none ? '' : text.at(mappings.file[mapping]!);
  }
}

function keyOf({ name, file, line, column, address, binary, startLine }: FrameIdentity): string {
  // Start lines distinguish only nameless functions: files and stripped binaries.
  const start = name === '' ? startLine : '';
  return `${name}\0${file}\0${line}\0${column}\0${address}\0${binary}\0${start}`;
}

function printableName({ name, file, line, column, address, binary }: FrameIdentity): string {
  if (name !== '' && file === '' && line === 0 && address === 0n) return name;
  const parts: string[] = [];
  if (address !== 0n) parts.push(address.toString(16).padStart(16, '0'));
  if (name !== '') parts.push(name);
  if (line !== 0) parts.push(column === 0 ? `${file}:${line}` : `${file}:${line}:${column}`);
  else if (file !== '') parts.push(file);
  else if (name === '') parts.push(binary === '' ? '<unknown>' : `[${baseName(binary)}]`);
  return parts.join(' ');
}

/** Go's filepath.Base of a non-empty path. */
function baseName(path: string): string {
  const trimmed = path.replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
}

import type { LocationColumns, Profile, StackColumns, StringColumns } from '../profile.ts';
import { none } from '../profile.ts';
import { StringTable } from '../stringTable.ts';
import { formatValue } from '../units.ts';

// A global of every host this layer runs in, declared here since the layer has no library types.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}

/**
 * The profile with frames made of labels, pprof's tagroot and tagleaf: the values of each root key become the outermost
 * frames (the first key the very outermost), those of each leaf key the innermost. A sample without the label gets a
 * nameless frame, as in pprof.
 */
export function withLabelFrames(profile: Profile, roots: readonly string[], leaves: readonly string[]): Profile {
  if (roots.length + leaves.length === 0) return profile;
  const made = new LabelLocations(profile);
  const framesOf = (keys: readonly string[]): Uint32Array[] =>
    Array.from({ length: profile.labels.count }, (_, set) =>
      // Leaf first: the last key is the innermost.
      Uint32Array.from([...keys].reverse(), (key) => made.location(set, key)),
    );
  const rootFrames = framesOf(roots);
  const leafFrames = framesOf(leaves);
  const { stacks, stack } = combine(profile, leafFrames, rootFrames, made.count);
  return { ...made.extended(), stacks, samples: { ...profile.samples, stack } };
}

/** One stack per combination of a stack and the frames around it. */
function combine(
  { samples, stacks, labels }: Profile,
  leaves: readonly Uint32Array[],
  roots: readonly Uint32Array[],
  locations: number,
): { stacks: StackColumns; stack: Uint32Array } {
  const groups = numberGroups(labels.count, leaves, roots);
  const numbers = new PairNumbers(stacks.count, labels.count, samples.count);
  const stack = new Uint32Array(samples.count);
  /** Of each combination the stack and a label set. */
  const inner = new Uint32Array(samples.count);
  const sets = new Uint32Array(samples.count);
  for (let sample = 0; sample < samples.count; sample++) {
    const set = samples.labelSet[sample]!;
    const number = numbers.of(samples.stack[sample]!, groups[set]!);
    stack[sample] = number;
    inner[number] = samples.stack[sample]!;
    sets[number] = set;
  }
  const starts = new Uint32Array(numbers.count + 1);
  for (let i = 0; i < numbers.count; i++) {
    const around = leaves[sets[i]!]!.length + roots[sets[i]!]!.length;
    starts[i + 1] = starts[i]! + around + stacks.starts[inner[i]! + 1]! - stacks.starts[inner[i]!]!;
  }
  const Indices = locations <= 0x10000 ? Uint16Array : Uint32Array;
  const joined = new Indices(starts[numbers.count]!);
  for (let i = 0; i < numbers.count; i++) {
    joined.set(leaves[sets[i]!]!, starts[i]!);
    joined.set(roots[sets[i]!]!, starts[i + 1]! - roots[sets[i]!]!.length);
    let at = starts[i]! + leaves[sets[i]!]!.length;
    const end = stacks.starts[inner[i]! + 1]!;
    for (let from = stacks.starts[inner[i]!]!; from < end; from++) joined[at++] = stacks.locations[from]!;
  }
  return { stacks: { count: numbers.count, starts, locations: joined }, stack };
}

/** Numbers pairs of numbers in the order in which they are met. */
class PairNumbers {
  count = 0;
  readonly #seconds: number;
  /** A place for each pair, where they are not many more than will be met; else those that were met. */
  readonly #all: Uint32Array | undefined;
  readonly #met = new Map<number, number>();

  constructor(firsts: number, seconds: number, expected: number) {
    this.#seconds = seconds;
    if (firsts * seconds <= 8 * expected) this.#all = new Uint32Array(firsts * seconds).fill(none);
  }

  of(first: number, second: number): number {
    const pair = first * this.#seconds + second;
    const known = this.#all ? this.#all[pair]! : (this.#met.get(pair) ?? none);
    if (known !== none) return known;
    if (this.#all) this.#all[pair] = this.count;
    else this.#met.set(pair, this.count);
    return this.count++;
  }
}

/** Label sets with the same frames get the same number, so that they share stacks. */
function numberGroups(count: number, leaves: readonly Uint32Array[], roots: readonly Uint32Array[]): Uint32Array {
  const numbers = new Map<string, number>();
  return Uint32Array.from({ length: count }, (_, set) => {
    const key = `${leaves[set]!.join()};${roots[set]!.join()}`;
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
}

/** Makes a location with one function per label value. */
class LabelLocations {
  readonly #profile: Profile;
  /** Name and file of each function made, in order. */
  readonly #functions: { readonly name: string; readonly file: string }[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(profile: Profile) {
    this.#profile = profile;
  }

  /** Of the locations there are then. */
  get count(): number {
    return this.#profile.locations.count + this.#functions.length;
  }

  /** The location for the values of `key` in a label set. */
  location(set: number, key: string): number {
    const name = valuesOf(this.#profile, set, key).join(',');
    const identity = `${key}\0${name}`;
    const known = this.#numbers.get(identity);
    if (known !== undefined) return known;
    const number = this.count;
    this.#functions.push({ name, file: key });
    this.#numbers.set(identity, number);
    return number;
  }

  /** The profile with the new locations, functions and strings at the end of its tables. */
  extended(): Profile {
    const { functions, lines, strings } = this.#profile;
    const more = this.#functions.length;
    const text = this.#functions.flatMap(({ name, file }) => [name, file]);
    const extendedStrings = extendStrings(strings, text);
    const ordinals = Uint32Array.from({ length: more }, (_, i) => i);
    const zeros = new Uint32Array(more);
    return {
      ...this.#profile,
      strings: extendedStrings,
      text: new StringTable(extendedStrings),
      functions: {
        count: functions.count + more,
        name: concat(
          functions.name,
          ordinals.map((i) => strings.count + 2 * i),
        ),
        systemName: concat(functions.systemName, zeros),
        file: concat(
          functions.file,
          ordinals.map((i) => strings.count + 2 * i + 1),
        ),
        startLine: concatFloats(functions.startLine, more),
      },
      lines: {
        count: lines.count + more,
        function: concat(
          lines.function,
          ordinals.map((i) => functions.count + i),
        ),
        line: concatFloats(lines.line, more),
        column: concatFloats(lines.column, more),
      },
      locations: this.#extendLocations(more),
    };
  }

  #extendLocations(more: number): LocationColumns {
    const { locations, lines } = this.#profile;
    const zeros = new Uint32Array(more);
    return {
      count: locations.count + more,
      mapping: concat(
        locations.mapping,
        zeros.map(() => none),
      ),
      addressLow: concat(locations.addressLow, zeros),
      addressHigh: concat(locations.addressHigh, zeros),
      folded: Uint8Array.from({ length: locations.count + more }, (_, i) => locations.folded[i] ?? 0),
      lineStarts: concat(
        locations.lineStarts,
        zeros.map((_, i) => lines.count + i + 1),
      ),
    };
  }
}

/** Values of a label as pprof writes them into a frame: strings, then numbers in a readable unit. */
function valuesOf({ labels, text }: Profile, set: number, key: string): string[] {
  const strings: string[] = [];
  const numbers: string[] = [];
  const rows: number[] = [];
  for (let row = labels.starts[set]!; row < labels.starts[set + 1]!; row++) {
    if (text.at(labels.key[row]!) === key) rows.push(row);
  }
  const withUnits = rows.some((row) => labels.unit[row] !== 0);
  for (const row of rows) {
    if (labels.string[row] !== 0) strings.push(text.at(labels.string[row]!));
    else if (withUnits) numbers.push(formatValue(labels.number[row]!, text.at(labels.unit[row]!), 'minimum'));
    else numbers.push(formatValue(labels.number[row]!, '', ''));
  }
  return [...strings, ...numbers];
}

function extendStrings(strings: StringColumns, more: readonly string[]): StringColumns {
  const encoded = more.map((text) => new TextEncoder().encode(text));
  const length = encoded.reduce((sum, bytes) => sum + bytes.length, strings.bytes.length);
  const bytes = new Uint8Array(length);
  bytes.set(strings.bytes);
  const offsets = new Uint32Array(strings.count + more.length + 1);
  offsets.set(strings.offsets);
  encoded.forEach((text, i) => {
    const start = offsets[strings.count + i]!;
    bytes.set(text, start);
    offsets[strings.count + i + 1] = start + text.length;
  });
  return { count: strings.count + more.length, bytes, offsets };
}

function concat(left: Uint32Array, right: Uint32Array): Uint32Array {
  const both = new Uint32Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

function concatFloats(left: Float64Array, zeros: number): Float64Array {
  const both = new Float64Array(left.length + zeros);
  both.set(left);
  return both;
}

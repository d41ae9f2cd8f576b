import { ProtoWriter } from './protoWriter.ts';

/** What a generated profile looks like; every figure is a count but `seed`. */
export interface ProfileShape {
  readonly samples: number;
  /** Distinct stacks the samples are spread over. */
  readonly stacks: number;
  readonly functions: number;
  readonly deepest: number;
  /** Whether samples carry a numeric label, as Go's heap profiles do. */
  readonly labelled: boolean;
  readonly seed: number;
}

/** Call sites per function: a location is one of them. */
const sites = 5;

/** An unpacked profile.proto with samples first and the string table last, as Go writes it. */
export function generateProfile(shape: ProfileShape): Uint8Array {
  const random = mulberry32(shape.seed);
  const writer = new ProtoWriter();
  const strings = new Map<string, number>([['', 0]]);
  const string = (text: string): number => {
    const known = strings.get(text);
    if (known !== undefined) return known;
    strings.set(text, strings.size);
    return strings.size - 1;
  };
  writeValueType(writer, 1, string('samples'), string('count'));
  writeValueType(writer, 1, string('cpu'), string('nanoseconds'));
  writeSamples(writer, shape, random, string('bytes'));
  writeLocations(writer, shape, random);
  writeFunctions(writer, shape, string);
  for (const text of strings.keys()) writer.bytesField(6, new TextEncoder().encode(text));
  return writer.finish();
}

/** A small, fast, seeded generator of numbers in [0, 1) (public domain, Tommy Ettinger). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

function writeSamples(writer: ProtoWriter, shape: ProfileShape, random: () => number, bytesKey: number): void {
  const stacks = makeStacks(shape, random);
  for (let i = 0; i < shape.samples; i++) {
    const stack = stacks[i < stacks.length ? i : Math.floor(random() * stacks.length)]!;
    const count = 1 + Math.floor(-Math.log(1 - random()) * 3);
    writer.message(2, () => {
      writer.packed(1, stack);
      writer.packed(2, [count, count * 10_000_000]);
      if (shape.labelled) writeLabel(writer, bytesKey, 8 << Math.floor(random() * 12));
    });
  }
}

function writeLabel(writer: ProtoWriter, key: number, number: number): void {
  writer.message(3, () => {
    writer.varintField(1, key);
    writer.varintField(3, number);
  });
}

/** Walks down a random call graph, so that stacks share their roots as real ones do; returned leaf first. */
function makeStacks({ stacks, functions, deepest }: ProfileShape, random: () => number): Uint32Array[] {
  const made: Uint32Array[] = [];
  const seen = new Set<string>();
  for (let tries = 0; made.length < stacks && tries < stacks * 20; tries++) {
    const depth = Math.max(3, Math.round(deepest * (0.4 + 0.6 * random())));
    const stack = new Uint32Array(depth);
    let current = Math.floor(random() * 8);
    for (let level = depth - 1; level >= 0; level--) {
      const site = Math.min(sites - 1, Math.floor(-Math.log(1 - random()) * 0.5));
      stack[level] = current * sites + site + 1;
      current = (current * 31 + site * 97 + 1) % functions;
    }
    const key = stack.join();
    if (seen.has(key)) continue;
    seen.add(key);
    made.push(stack);
  }
  return made;
}

function writeLocations(writer: ProtoWriter, { functions }: ProfileShape, random: () => number): void {
  for (let id = 1; id <= functions * sites; id++) {
    const owner = Math.floor((id - 1) / sites);
    writer.message(4, () => {
      writer.varintField(1, id);
      writer.varintField(3, 0x400000 + id * 16);
      if (random() < 0.2) writeLine(writer, (owner * 7 + 3) % functions, 10 + (id % 50));
      writeLine(writer, owner, 20 + (id % 200));
    });
  }
}

function writeLine(writer: ProtoWriter, owner: number, line: number): void {
  writer.message(4, () => {
    writer.varintField(1, owner + 1);
    writer.varintField(2, line);
  });
}

function writeFunctions(writer: ProtoWriter, { functions }: ProfileShape, string: (text: string) => number): void {
  for (let i = 0; i < functions; i++) {
    const name = string(`example.com/service/internal/package${i % 97}.(*Type${i % 53}).method${i}`);
    const file = string(`example.com/service/internal/package${i % 97}/file${i % 41}.go`);
    writer.message(5, () => {
      writer.varintField(1, i + 1);
      writer.varintField(2, name);
      writer.varintField(3, name);
      writer.varintField(4, file);
      writer.varintField(5, 10 + (i % 300));
    });
  }
}

function writeValueType(writer: ProtoWriter, field: number, type: number, unit: number): void {
  writer.message(field, () => {
    writer.varintField(1, type);
    writer.varintField(2, unit);
  });
}

import { RegionTable } from '../decode/regions.ts';
import { GrowingFloat64, GrowingUint32 } from '../growing.ts';
import {
  type GoroutineFrame,
  type GoroutineGroup,
  type GoroutineSet,
  goroutineSet,
  topFrameOf,
} from './goroutineGroup.ts';
import { type Header, parseHeader } from './header.ts';
import { LineReader } from './lineReader.ts';
import { TextPool } from './textPool.ts';

const tab = 0x09;
const openParenthesis = 0x28;
const openBracket = 0x5b;
const zero = 0x30;
const colon = 0x3a;

/** Members whose ids a group keeps. */
const idsKept = 20;
/** Where the runtime cuts a dump (runtime/pprof). */
const cutAt = 64 * 1024 * 1024;

/** Numbers before the frames in the identity of a goroutine: flags, header, creator's function and place. */
const identityHead = 4;
const elidedFlag = 1;

/**
 * Reads the form of debug=2, of runtime.Stack and of crashes: `goroutine N [state]:`, then two lines per frame. All
 * else between (registers, messages, the runtime's own stack) is passed over. Goroutines are told apart without their
 * arguments and addresses; every text is decoded once however often it stands in the dump.
 */
export function readStackText(bytes: Uint8Array): GoroutineSet {
  const reader = new StackTextReader(bytes);
  const truncated = reader.read();
  return goroutineSet(reader.groups(), truncated);
}

class StackTextReader {
  readonly #lines: LineReader;
  readonly #pool: TextPool;
  readonly #headers = new Map<number, Header>();
  readonly #headerIdentities = new Map<string, number>();
  /** Identities of all goroutines, one after the other. */
  readonly #identities = new GrowingUint32(1 << 12);
  readonly #starts = new GrowingUint32();
  readonly #ids = new GrowingFloat64();
  readonly #headerTexts = new GrowingUint32();
  /** Where the current goroutine's frames end: those of its ancestors follow. */
  #inGoroutine = false;
  #ofAncestor = false;
  /** Text number of the function whose file line comes next; -1 if none. */
  #pendingFunction = -1;
  #pendingIsCreator = false;

  constructor(bytes: Uint8Array) {
    this.#lines = new LineReader(bytes);
    this.#pool = new TextPool(bytes);
  }

  /** Reads all lines; true if the last goroutine is cut off. */
  read(): boolean {
    const lines = this.#lines;
    while (lines.next()) this.#readLine();
    const midway = lines.isUnfinished && (this.#pendingFunction >= 0 || this.#isCut());
    return midway || lines.bytes.length === cutAt;
  }

  groups(): GoroutineGroup[] {
    this.#starts.push(this.#identities.count);
    const identities = this.#identities.finish();
    const table = new RegionTable(new Uint8Array(identities.buffer));
    const groups: GroupBuilder[] = [];
    const places = new Map<number, GroupBuilder>();
    for (let i = 0; i < this.#ids.count; i++) {
      const start = this.#starts.array[i]!;
      const end = this.#starts.array[i + 1]!;
      const identity = table.number(start * 4, end * 4);
      let group = places.get(identity);
      if (!group) {
        group = new GroupBuilder(identities.subarray(start, end));
        places.set(identity, group);
        groups.push(group);
      }
      group.add(this.#ids.array[i]!, this.#headers.get(this.#headerTexts.array[i]!)!);
    }
    const frames = new FramePool(this.#pool);
    return groups.map((group) => group.finish(frames));
  }

  /** Whether the current line, the last one, is the beginning of a header or of a place. */
  #isCut(): boolean {
    const lines = this.#lines;
    if (lines.startsWith('goroutine ')) return lines.bytes[lines.end - 1] !== colon;
    if (!this.#inGoroutine || lines.at(0) !== tab) return false;
    return parsePlace(this.#pool.text(this.#placeText())).line === 0;
  }

  #readLine(): void {
    const lines = this.#lines;
    if (lines.startsWith('goroutine ') && this.#startGoroutine()) return;
    if (!this.#inGoroutine || lines.length === 0) {
      this.#pendingFunction = -1;
      // An empty line ends a goroutine: what follows without a header is not part of it.
      this.#inGoroutine = false;
      return;
    }
    if (lines.at(0) === tab) this.#readPlace();
    else if (lines.startsWith('created by ')) this.#readCreator();
    else if (lines.startsWith('[originating from goroutine ')) this.#ofAncestor = true;
    else if (lines.startsWith('...')) this.#noteElided();
    else this.#readFunction();
  }

  /** `goroutine 7 gp=0xc000002380 m=0 mp=0x5a1b20 [running]:`, the middle part only in some crashes. */
  #startGoroutine(): boolean {
    const lines = this.#lines;
    let at = lines.start + 'goroutine '.length;
    let id = 0;
    const firstDigit = at;
    for (; at < lines.end && lines.bytes[at]! >= zero && lines.bytes[at]! <= zero + 9; at++) {
      id = id * 10 + lines.bytes[at]! - zero;
    }
    const bracket = lines.bytes.indexOf(openBracket, at);
    if (at === firstDigit || bracket < 0 || bracket >= lines.end || lines.bytes[lines.end - 1] !== colon) return false;
    const text = this.#pool.number(bracket, lines.end);
    const header = this.#headers.get(text) ?? parseHeader(this.#pool.text(text));
    this.#headers.set(text, header);
    this.#inGoroutine = true;
    this.#ofAncestor = false;
    this.#pendingFunction = -1;
    this.#starts.push(this.#identities.count);
    this.#ids.push(id);
    this.#headerTexts.push(text);
    this.#identities.push(0);
    this.#identities.push(this.#headerIdentity(header));
    this.#identities.push(0);
    this.#identities.push(0);
    return true;
  }

  /** Headers that differ in the time of waiting alone are the same. */
  #headerIdentity({ state, leaked, lockedToThread, labels }: Header): number {
    const key = JSON.stringify([state, leaked, lockedToThread, labels]);
    const known = this.#headerIdentities.get(key) ?? this.#headerIdentities.size;
    this.#headerIdentities.set(key, known);
    return known;
  }

  #readFunction(): void {
    // Arguments stand in the last parentheses: `pkg.(*T).Method(0xc000012345, {0x1, 0x2})`.
    const open = this.#lines.findLast(openParenthesis);
    this.#pendingFunction = open > this.#lines.start ? this.#pool.number(this.#lines.start, open) : -1;
    this.#pendingIsCreator = false;
  }

  /** `created by main.serve in goroutine 1`, without the last part before Go 1.21. */
  #readCreator(): void {
    const lines = this.#lines;
    const start = lines.start + 'created by '.length;
    const inGoroutine = lines.find(' in goroutine ', start);
    this.#pendingFunction = this.#pool.number(start, inGoroutine < 0 ? lines.end : inGoroutine);
    this.#pendingIsCreator = true;
  }

  /** `\t/path/file.go:70 +0x39`, with more addresses behind it in crashes. */
  #readPlace(): void {
    if (this.#pendingFunction < 0) return;
    if (!this.#ofAncestor) this.#addFrame(this.#pendingFunction, this.#placeText());
    this.#pendingFunction = -1;
  }

  #placeText(): number {
    const lines = this.#lines;
    const offset = lines.find(' +0x');
    return this.#pool.number(lines.start + 1, offset < 0 ? lines.end : offset);
  }

  #addFrame(functionText: number, place: number): void {
    if (this.#pendingIsCreator) {
      const head = this.#starts.array[this.#starts.count - 1]!;
      this.#identities.array[head + 2] = functionText;
      this.#identities.array[head + 3] = place;
      return;
    }
    this.#identities.push(functionText);
    this.#identities.push(place);
  }

  #noteElided(): void {
    if (this.#lines.find('frames elided') < 0) return;
    this.#identities.array[this.#starts.array[this.#starts.count - 1]!] = elidedFlag;
  }
}

/** Goroutines of one identity. */
class GroupBuilder {
  readonly #identity: Uint32Array;
  readonly #ids: number[] = [];
  #header: Header | undefined;
  #count = 0;
  #waitMinutes: number | undefined;

  constructor(identity: Uint32Array) {
    this.#identity = identity;
  }

  add(id: number, header: Header): void {
    this.#header ??= header;
    this.#count++;
    if (this.#ids.length < idsKept) this.#ids.push(id);
    const minutes = header.waitMinutes;
    if (minutes !== undefined) this.#waitMinutes = Math.max(minutes, this.#waitMinutes ?? 0);
  }

  finish(pool: FramePool): GoroutineGroup {
    const identity = this.#identity;
    const header = this.#header!;
    const frames: GoroutineFrame[] = [];
    for (let i = identityHead; i + 1 < identity.length; i += 2) frames.push(pool.frame(identity[i]!, identity[i + 1]!));
    return {
      count: this.#count,
      state: header.state,
      waitMinutes: this.#waitMinutes,
      createdBy: identity[2] === 0 ? undefined : pool.frame(identity[2]!, identity[3]!),
      frames,
      topFrame: topFrameOf(frames),
      labels: header.labels,
      ids: this.#ids,
      leaked: header.leaked,
      lockedToThread: header.lockedToThread,
      elided: (identity[0]! & elidedFlag) !== 0,
    };
  }
}

/** Makes each frame once. */
class FramePool {
  readonly #pool: TextPool;
  readonly #frames = new Map<string, GoroutineFrame>();

  constructor(pool: TextPool) {
    this.#pool = pool;
  }

  frame(functionText: number, placeText: number): GoroutineFrame {
    const key = `${functionText}:${placeText}`;
    const known = this.#frames.get(key);
    if (known) return known;
    const frame = { function: this.#pool.text(functionText), ...parsePlace(this.#pool.text(placeText)) };
    this.#frames.set(key, frame);
    return frame;
  }
}

/** `file:line`; the file may have colons of its own (C:\…). */
export function parsePlace(place: string): { file: string; line: number } {
  const [, file, line] = /^(.*):(\d+)$/.exec(place) ?? [];
  return file === undefined ? { file: place, line: 0 } : { file, line: Number(line) };
}

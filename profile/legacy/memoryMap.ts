import type { TextLines } from './textLines.ts';

/** A part of a binary in memory. Addresses are unsigned 64 bits. */
export interface MapEntry {
  start: bigint;
  limit: bigint;
  offset: bigint;
  file: string;
  buildId: string;
}

/** Whether the lines that follow tell what lies where in memory. */
export const beginsMemoryMap = (line: string): boolean =>
  line.includes('--- Memory map: ---') || line.includes('MAPPED_LIBRARIES:');

const hex = '(?:0x)?([0-9a-fA-F]+)';
const range = `^\\s*${hex}[\\s-]?\\s*${hex}:?`;
/** `/proc/self/maps`: range, permissions, offset, device, inode, file. */
const procMaps = new RegExp(
  `${range}(?:\\s+([-rwxp]+))?(?:\\s+([0-9a-fA-F]+))?\\s+[0-9a-fA-F]+:[0-9a-fA-F]+\\s+\\d+(?:\\s+(\\S+))?`,
);
/** The short form: range, permissions, file, `(@offset)`, build id. */
const briefMaps = new RegExp(
  `${range}(?:\\s+([-rwxp]+))?(?:\\s+(\\S+))?(?:\\s+\\(@([0-9a-fA-F]+)\\))?(?:\\s+([0-9a-fA-F]+))?`,
);
/** What logging libraries put in front of a line. */
const logPrefix = /^[^[\]]+:[0-9]+]\s/;

/** Reads the map that the next lines tell, up to the end; lines that are none are passed over, as pprof does. */
export function readMemoryMap(lines: TextLines): MapEntry[] {
  const entries: MapEntry[] = [];
  const variables = new Map<string, string>();
  while (lines.next()) {
    let line = lines.text.replace(logPrefix, '');
    for (const [name, value] of variables) line = line.replaceAll(name, value);
    const entry = parseEntry(line);
    if (entry === 'other') {
      const [name, value] = splitOnce(line, '=');
      if (value !== undefined) variables.set(`$${name.trim()}`, value.trim());
    } else if (entry !== 'not-executable') {
      entries.push(entry);
    }
  }
  return mainFirst(joinNeighbours(entries));
}

function parseEntry(line: string): MapEntry | 'other' | 'not-executable' {
  const proc = procMaps.exec(line);
  const [, start, limit, permissions, file, offset, buildId] = proc
    ? [proc[0], proc[1], proc[2], proc[3], proc[5], proc[4], undefined]
    : (briefMaps.exec(line) ?? []);
  if (start === undefined || limit === undefined) return 'other';
  if (permissions !== undefined && !permissions.includes('x')) return 'not-executable';
  if (start.length > 16 || limit.length > 16 || (offset ?? '').length > 16) return 'other';
  return {
    start: BigInt(`0x${start}`),
    limit: BigInt(`0x${limit}`),
    offset: BigInt(`0x${offset ?? '0'}`),
    file: file ?? '',
    buildId: buildId ?? '',
  };
}

function splitOnce(text: string, separator: string): [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** Parts of one file that lie one behind the other are one. */
function joinNeighbours(entries: readonly MapEntry[]): MapEntry[] {
  const joined: MapEntry[] = [];
  for (const entry of entries) {
    const last = joined.at(-1);
    if (!last || !areNeighbours(last, entry)) {
      joined.push({ ...entry });
      continue;
    }
    last.limit = entry.limit;
    last.file = entry.file || last.file;
    last.buildId = entry.buildId || last.buildId;
  }
  return joined;
}

function areNeighbours(left: MapEntry, right: MapEntry): boolean {
  const agree = (a: string, b: string): boolean => a === '' || b === '' || a === b;
  if (!agree(left.file, right.file) || !agree(left.buildId, right.buildId) || left.limit !== right.start) return false;
  if (left.offset === 0n || right.offset === 0n) return true;
  return left.offset + (left.limit - left.start) === right.offset;
}

/** The first that looks like a program changes places with the first of all: reports name the profile by it. */
function mainFirst(entries: MapEntry[]): MapEntry[] {
  const isProgram = ({ file }: MapEntry): boolean => {
    const name = file.replaceAll('(deleted)', '').trim();
    return name !== '' && !name.startsWith('[') && !/[.]so$|[.]so[._][0-9]+/.test(name);
  };
  const main = entries.findIndex(isProgram);
  if (main > 0) [entries[0], entries[main]] = [entries[main]!, entries[0]!];
  return entries;
}

/** Finds each address's part of memory, by pprof's rules. */
export class MemoryMap {
  readonly entries: MapEntry[];
  #everything: number | undefined;

  constructor(entries: readonly MapEntry[]) {
    this.entries = entries.map((entry) => ({ ...entry }));
    const [first, second] = this.entries;
    if (first?.file.startsWith('/anon_hugepage') && second && first.limit === second.start) this.entries.shift();
    const main = this.entries[0];
    if (main && main.start - main.offset === usualStart) {
      main.start = usualStart;
      main.offset = 0n;
    }
  }

  /** Position in `entries`; undefined for the address 0, which lies nowhere. */
  find(address: bigint): number | undefined {
    if (address === 0n) return undefined;
    const within = this.entries.findIndex(({ start, limit }) => start <= address && address < limit);
    if (within >= 0) return within;
    // Some writers leave out the first part of a binary whose parts have been split.
    const before = this.entries.findIndex(
      ({ start, offset }) => offset !== 0n && start - offset <= address && address < start,
    );
    if (before >= 0) {
      const entry = this.entries[before]!;
      entry.start -= entry.offset;
      entry.offset = 0n;
      return before;
    }
    if (this.#everything === undefined) {
      this.#everything = this.entries.length;
      this.entries.push({ start: 0n, limit: 0xffff_ffff_ffff_ffffn, offset: 0n, file: '', buildId: '' });
    }
    return this.#everything;
  }
}

/** Where Linux puts programs that may not be moved. */
const usualStart = 0x400000n;

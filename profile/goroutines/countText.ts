import { type GoroutineFrame, type GoroutineGroup, type GoroutineSet, goroutineSet } from './goroutineGroup.ts';
import { type Label, parseLabels } from './labelText.ts';
import { LineReader } from './lineReader.ts';
import { groupOf, mergeGroups } from './merge.ts';
import { parsePlace } from './stackText.ts';
import { TextPool } from './textPool.ts';

/**
 * Reads the form of debug=1: `COUNT @ 0xpc 0xpc …`, perhaps `# labels: {…}`, then a line `# 0xpc func+0x1f file:line`
 * per frame. It has no states; those of locks and the like can be read off the frames.
 */
export function readCountText(bytes: Uint8Array): GoroutineSet {
  const lines = new LineReader(bytes);
  const pool = new TextPool(bytes);
  const frameOf = framesByText(pool);
  const groups: GoroutineGroup[] = [];
  const leaked = lines.next() && lines.startsWith('goroutineleak ');
  let current: Counted | undefined;
  const finish = (): void => {
    if (current) groups.push(groupOf(current.frames, { count: current.count, labels: current.labels, leaked }));
  };
  while (lines.next()) {
    const text =
      lines.at(0) === hash ? undefined : pool.text(pool.number(lines.start, Math.min(lines.end, lines.start + 40)));
    const [, count] = /^(\d+) @/.exec(text ?? '') ?? [];
    if (count !== undefined) {
      finish();
      current = { count: Number(count), frames: [], labels: [] };
    } else if (text === undefined && current) {
      readComment(current, pool.number(lines.start, lines.end), pool, frameOf);
    }
  }
  finish();
  return goroutineSet(mergeGroups(groups), lines.isUnfinished && lines.at(0) === hash && !endsInPlace(lines, pool));
}

const hash = 0x23;

interface Counted {
  readonly count: number;
  readonly frames: GoroutineFrame[];
  labels: Label[];
}

function readComment(
  current: Counted,
  text: number,
  pool: TextPool,
  frameOf: (text: number) => GoroutineFrame | undefined,
): void {
  const labels = /^# labels: \{(.*)\}$/.exec(pool.text(text));
  if (labels) {
    current.labels = parseLabels(labels[1]!);
    return;
  }
  const frame = frameOf(text);
  if (frame) current.frames.push(frame);
}

/** Frames by the number of their line: most lines stand many times. */
function framesByText(pool: TextPool): (text: number) => GoroutineFrame | undefined {
  const known = new Map<number, GoroutineFrame | undefined>();
  return (text) => {
    if (!known.has(text)) known.set(text, parseFrame(pool.text(text)));
    return known.get(text);
  };
}

function parseFrame(line: string): GoroutineFrame | undefined {
  const [mark, address, name, place = ''] = line.split(/\t+/);
  if (mark !== '#' || address === undefined) return undefined;
  // A program counter without a symbol stands for itself.
  if (name === undefined) return { function: address, file: '', line: 0 };
  return { function: name.replace(/\+0x[0-9a-f]+$/, ''), ...parsePlace(place) };
}

function endsInPlace(lines: LineReader, pool: TextPool): boolean {
  return /:\d+$/.test(pool.text(pool.number(lines.start, lines.end)));
}

import {
  type GoroutineFrame,
  type GoroutineGroup,
  type GoroutineSet,
  topName,
} from '../../profile/goroutines/goroutineGroup.ts';
import { type Command, type CommandIo, exitClean, exitTrouble } from '../command.ts';
import { type FlagSpec, type Flags, flag, hasFlag, parseFlags } from '../flags.ts';
import { readInput } from '../input.ts';
import { printJson } from '../json.ts';
import { staticGoroutines } from '../staticGoroutines.ts';
import { unpackedLimit } from '../viewFlags.ts';

const flagSpec = {
  format: 'value',
  json: 'switch',
  nodecount: 'value',
  max_unpacked_mb: 'value',
  static: 'switch',
  help: 'switch',
} as const satisfies FlagSpec;

const usage = `leaklens goroutines [options] FILE
leaklens goroutines --static [--format=json] [FOLDER or FOLDER/... or FILE …]

The goroutines of a dump (debug=2, debug=1, the output of a crash) or of a goroutine profile, grouped by stack.

With --static: where the code of a module starts goroutines, how each of them ends (with a context, with a channel, when a
call returns, after one run, never, unknown), and what was found in it. Without a path it looks at ./... here.

  --nodecount=N           the first N groups, 0 for all (default: all as JSON, 20 as text)
  --format=text|json
  --max-unpacked-mb=N     refuse larger profiles (default: 1024)
`;

const groupsAsText = 20;

export const goroutines: Command = {
  name: 'goroutines',
  summary: 'the goroutines of a dump or profile, grouped by stack; --static: those that code starts',
  usage,
  run: runGoroutines,
};

async function runGoroutines(args: string[], io: CommandIo): Promise<number> {
  const flags = parseFlags(args, flagSpec);
  if (!flags.ok) return refuse(io, flags.error);
  if (hasFlag(flags.value, 'help')) {
    io.stdout(usage);
    return exitClean;
  }
  const asJson = hasFlag(flags.value, 'json') || flag(flags.value, 'format') === 'json';
  const format = flag(flags.value, 'format') ?? 'text';
  if (hasFlag(flags.value, 'static') && (format === 'text' || format === 'json'))
    return staticGoroutines(flags.value.operands, asJson, io);
  const wrong = wrongUsage(flags.value);
  if (wrong !== undefined) return refuse(io, wrong);
  const limit = unpackedLimit(flags.value);
  if (!limit.ok) return refuse(io, limit.error);
  const [file = ''] = flags.value.operands;
  const input = await readInput(file, io, limit.value === undefined ? {} : { maxUnpackedBytes: limit.value });
  const trouble = input.ok
    ? `${file}: This profile has no goroutines in it. Fetch /debug/pprof/goroutine instead.`
    : input.error;
  if (!input.ok || !input.value.goroutines) {
    io.stderr(`leaklens: ${trouble}\n`);
    return exitTrouble;
  }
  print(input.value.goroutines, flags.value, io);
  return exitClean;
}

function refuse(io: CommandIo, reason: string): number {
  io.stderr(`leaklens goroutines: ${reason} Try leaklens goroutines --help.\n`);
  return exitTrouble;
}

function wrongUsage(flags: Flags): string | undefined {
  const format = flag(flags, 'format') ?? 'text';
  if (format !== 'text' && format !== 'json') return `There is no format ${format}.`;
  if (flags.operands.length !== 1) return 'Name one dump or goroutine profile.';
  const count = flag(flags, 'nodecount');
  if (count !== undefined && !/^\d+$/.test(count)) return '--nodecount needs a number.';
  return undefined;
}

function print(set: GoroutineSet, flags: Flags, io: CommandIo): void {
  const asJson = hasFlag(flags, 'json') || flag(flags, 'format') === 'json';
  const count = Number(flag(flags, 'nodecount') ?? (asJson ? 0 : groupsAsText));
  const groups = count > 0 ? set.groups.slice(0, count) : set.groups;
  if (set.truncated) io.stderr('The dump is cut off: Go writes 64 MiB at most. The counts are a lower bound.\n');
  if (asJson) printJson(goroutinesJson(set, groups), io.stdout);
  else io.stdout(goroutinesText(set, groups));
}

/** The machine-readable form: part of the interface, not to be changed lightly. */
export interface GoroutinesJson {
  readonly total: number;
  readonly states: Readonly<Record<string, number>>;
  readonly groups: readonly GroupJson[];
}

export interface GroupJson {
  readonly count: number;
  readonly state: string;
  /** The longest wait, null if the source does not say. */
  readonly waitMinutes: number | null;
  readonly top: string;
  readonly createdBy: string | null;
  readonly frames: readonly GoroutineFrame[];
  readonly labels: Readonly<Record<string, string>>;
}

function goroutinesJson(set: GoroutineSet, groups: readonly GoroutineGroup[]): GoroutinesJson {
  return { total: set.total, states: Object.fromEntries(set.states), groups: groups.map(groupJson) };
}

export function groupJson(group: GoroutineGroup): GroupJson {
  return {
    count: group.count,
    state: group.state,
    waitMinutes: group.waitMinutes ?? null,
    top: topName(group),
    createdBy: group.createdBy?.function ?? null,
    frames: group.frames,
    labels: Object.fromEntries(group.labels),
  };
}

function goroutinesText(set: GoroutineSet, groups: readonly GoroutineGroup[]): string {
  const states = Array.from(set.states, ([state, count]) => `${count} ${state || 'state unknown'}`).join(', ');
  const lines = [`${set.total} goroutines in ${set.groups.length} groups: ${states}`];
  for (const group of groups) lines.push('', groupTitle(group), ...groupLines(group));
  const left = set.groups.length - groups.length;
  if (left > 0) lines.push('', `${left} more groups: --nodecount=0 shows all.`);
  return `${lines.join('\n')}\n`;
}

function groupTitle(group: GoroutineGroup): string {
  const marks = [group.state || 'state unknown'];
  if (group.leaked) marks.push('leaked');
  if (group.waitMinutes !== undefined) marks.push(`up to ${group.waitMinutes} min`);
  if (group.lockedToThread) marks.push('locked to thread');
  for (const [key, value] of group.labels) marks.push(`${key}=${value}`);
  return `${group.count} goroutine${group.count === 1 ? '' : 's'} [${marks.join(', ')}]`;
}

/** Frames a group shows as text before it is cut. */
const framesAsText = 16;

function groupLines({ frames, createdBy, elided }: GoroutineGroup): string[] {
  const lines = frames.slice(0, framesAsText).map((frame) => `    ${frameText(frame)}`);
  if (frames.length > framesAsText) lines.push(`    … ${frames.length - framesAsText} more frames`);
  if (elided) lines.push('    … frames elided by the runtime');
  if (createdBy) lines.push(`  created by ${frameText(createdBy)}`);
  return lines;
}

function frameText({ function: name, file, line }: GoroutineFrame): string {
  return file === '' ? name : `${name}  ${file}:${line}`;
}

import { failure, type Result, success } from '../../profile/result.ts';
import { type Command, type CommandIo, exitClean, exitFindings, exitTrouble } from '../command.ts';
import { type Pair, readPairs } from '../diffInput.ts';
import { diff as compare, type Difference } from '../diffModel.ts';
import { diffJson, diffText } from '../diffReport.ts';
import { type FlagSpec, type Flags, flag, hasFlag, parseFlags } from '../flags.ts';
import { printJson } from '../json.ts';
import { crossed, parseThresholds, type Threshold } from '../thresholds.ts';
import { unpackedLimit } from '../viewFlags.ts';

const flagSpec = {
  format: 'value',
  json: 'switch',
  sample_type: 'value',
  sample_index: 'value',
  cum: 'switch',
  nodecount: 'value',
  fail_on: 'value',
  max_unpacked_mb: 'value',
  help: 'switch',
} as const satisfies FlagSpec;

const usage = `leaklens diff [options] BEFORE AFTER

What changed between two profiles, two goroutine dumps, or two folders of them (files of the same name are compared):
totals, what grew, what is gone. With --fail-on it proves in CI that a fix worked: exit code 1 if a limit is crossed.

  --fail-on=LIMITS        e.g. goroutines>5%,inuse_space>10MB: fail if a total grew by more
  --sample-type=NAME      what to list the functions by (default: the profile's own)
  --cum                   list functions by cum instead of flat
  --nodecount=N           rows of each list as text, 0 for all (default: 10)
  --format=text|json
  --max-unpacked-mb=N     refuse larger profiles (default: 1024)
`;

const rowsAsText = 10;

export const diff: Command = {
  name: 'diff',
  summary: 'what changed between two profiles or goroutine dumps; fails on limits',
  usage,
  run: runDiff,
};

async function runDiff(args: string[], io: CommandIo): Promise<number> {
  const flags = parseFlags(args, flagSpec);
  if (!flags.ok) return refuse(io, flags.error);
  if (hasFlag(flags.value, 'help')) {
    io.stdout(usage);
    return exitClean;
  }
  const limits = limitsOf(flags.value);
  if (!limits.ok) return refuse(io, limits.error);
  const wrong = wrongUsage(flags.value);
  if (wrong !== undefined) return refuse(io, wrong);
  const report = await makeReport(flags.value, limits.value, io);
  if (!report.ok) {
    io.stderr(`leaklens: ${report.error}\n`);
    return exitTrouble;
  }
  print(report.value, flags.value, io);
  return report.value.failed.length > 0 ? exitFindings : exitClean;
}

interface Report {
  readonly difference: Difference;
  readonly failed: readonly Threshold[];
}

async function makeReport(flags: Flags, limits: readonly Threshold[], io: CommandIo): Promise<Result<Report, string>> {
  const pairs = await readBoth(flags, io);
  if (!pairs.ok) return pairs;
  const sampleType = flag(flags, 'sample_type') ?? flag(flags, 'sample_index') ?? '';
  const difference = compare(pairs.value, { sampleType, byCum: hasFlag(flags, 'cum') });
  if (!difference.ok) return difference;
  const missing = missingType(difference.value, sampleType);
  if (missing !== undefined) return failure(missing);
  const failed = crossed(limits, difference.value.measures);
  return failed.ok ? success({ difference: difference.value, failed: failed.value }) : failed;
}

async function readBoth(flags: Flags, io: CommandIo): Promise<Result<Pair[], string>> {
  const limit = unpackedLimit(flags);
  if (!limit.ok) return limit;
  const [before = '', after = ''] = flags.operands;
  return readPairs(before, after, io, limit.value === undefined ? {} : { maxUnpackedBytes: limit.value });
}

/** Goroutine dumps have no sample types; of profiles at least one must have the one that is asked for. */
function missingType({ functions, measures, groups }: Difference, sampleType: string): string | undefined {
  if (sampleType === '' || functions.length > 0 || groups.length > 0) return undefined;
  const types = [...new Set(measures.map(({ name }) => name))].join(', ');
  return `The profiles have no common sample type ${sampleType}. They have: ${types}.`;
}

function limitsOf(flags: Flags): Result<Threshold[], string> {
  const text = flags.values.get('fail_on')?.join(',');
  return text === undefined ? success([]) : parseThresholds(text);
}

function refuse(io: CommandIo, reason: string): number {
  io.stderr(`leaklens diff: ${reason} Try leaklens diff --help.\n`);
  return exitTrouble;
}

function wrongUsage(flags: Flags): string | undefined {
  if (flags.operands.length !== 2) return 'Name what was before and what is after.';
  const format = flag(flags, 'format') ?? 'text';
  if (format !== 'text' && format !== 'json') return `There is no format ${format}.`;
  const count = flag(flags, 'nodecount');
  return count !== undefined && !/^\d+$/.test(count) ? '--nodecount needs a number.' : undefined;
}

function print({ difference, failed }: Report, flags: Flags, io: CommandIo): void {
  if (hasFlag(flags, 'json') || flag(flags, 'format') === 'json') {
    printJson(diffJson(difference, failed), io.stdout);
    return;
  }
  const rows = Number(flag(flags, 'nodecount') ?? rowsAsText);
  io.stdout(diffText(difference, failed, rows === 0 ? Number.POSITIVE_INFINITY : rows));
}

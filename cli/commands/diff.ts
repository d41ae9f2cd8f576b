import { failure, type Result, success } from '../../profile/result.ts';
import { type Command, type CommandIo, exitClean, exitFindings, exitTrouble } from '../command.ts';
import { type Pair, readPairs, readSeries } from '../diffInput.ts';
import { diffMarkdown } from '../diffMarkdown.ts';
import { diff as compare, type DiffOptions } from '../diffModel.ts';
import { diffJson, diffText } from '../diffReport.ts';
import { type FlagSpec, type Flags, flag, hasFlag, parseFlags } from '../flags.ts';
import { printJson } from '../json.ts';
import { series as lineUp, type Series } from '../seriesModel.ts';
import { changesOf, seriesJson, seriesMarkdown, seriesText } from '../seriesReport.ts';
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
leaklens diff [options] FIRST SECOND THIRD…

What changed between two profiles, two goroutine dumps, or two folders of them (files of the same name are compared):
totals, what grew, what is new, what is gone. More than two files are a series: what grows, and how fast, per minute by
the times in the profiles, or per file. With --fail-on it proves in CI that a fix worked: exit code 1 if a limit is
crossed (in a series, from the first to the last).

  --fail-on=LIMITS        e.g. goroutines>5%,inuse_space>10MB: fail if a total grew by more
  --sample-type=NAME      what to list the functions by (default: the profile's own)
  --cum                   list functions by cum instead of flat
  --nodecount=N           rows of each list as text, 0 for all (default: 10)
  --format=text|json|markdown
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
  const report = await (flags.value.operands.length > 2 ? seriesReport : pairReport)(flags.value, limits.value, io);
  if (!report.ok) {
    io.stderr(`leaklens: ${report.error}\n`);
    return exitTrouble;
  }
  print(report.value, flags.value, io);
  return report.value.failed.length > 0 ? exitFindings : exitClean;
}

/** What was found, in each form. */
interface Report {
  readonly failed: readonly Threshold[];
  readonly json: () => object;
  readonly text: (rows: number) => string;
  readonly markdown: (rows: number) => string;
}

async function pairReport(flags: Flags, limits: readonly Threshold[], io: CommandIo): Promise<Result<Report, string>> {
  const pairs = await readBoth(flags, io);
  if (!pairs.ok) return pairs;
  const options = optionsOf(flags);
  const compared = compare(pairs.value, options);
  if (!compared.ok) return compared;
  const difference = compared.value;
  const { functions, groups, measures } = difference;
  if (functions.length + groups.length === 0 && options.sampleType !== '')
    return failure(missingType(options.sampleType, measures));
  const crossings = crossed(limits, measures);
  if (!crossings.ok) return crossings;
  const failed = crossings.value;
  return success({
    failed,
    json: () => diffJson(difference, failed),
    text: (rows) => diffText(difference, failed, rows),
    markdown: (rows) => diffMarkdown(difference, limits, failed, rows),
  });
}

async function seriesReport(
  flags: Flags,
  limits: readonly Threshold[],
  io: CommandIo,
): Promise<Result<Report, string>> {
  const limit = unpackedLimit(flags);
  if (!limit.ok) return limit;
  const inputs = await readSeries(
    flags.operands,
    io,
    limit.value === undefined ? {} : { maxUnpackedBytes: limit.value },
  );
  if (!inputs.ok) return inputs;
  const options = optionsOf(flags);
  const found = lineUp(inputs.value, options);
  if (!found.ok) return found;
  const series: Series = found.value;
  if (!series.functions && series.groups.length === 0 && options.sampleType !== '')
    return failure(missingType(options.sampleType, series.measures));
  const crossings = crossed(limits, changesOf(series.measures));
  if (!crossings.ok) return crossings;
  const failed = crossings.value;
  return success({
    failed,
    json: () => seriesJson(series, failed),
    text: (rows) => seriesText(series, failed, rows),
    markdown: (rows) => seriesMarkdown(series, failed, rows),
  });
}

function optionsOf(flags: Flags): DiffOptions {
  const sampleType = flag(flags, 'sample_type') ?? flag(flags, 'sample_index') ?? '';
  return { sampleType, byCum: hasFlag(flags, 'cum') };
}

async function readBoth(flags: Flags, io: CommandIo): Promise<Result<Pair[], string>> {
  const limit = unpackedLimit(flags);
  if (!limit.ok) return limit;
  const [before = '', after = ''] = flags.operands;
  return readPairs(before, after, io, limit.value === undefined ? {} : { maxUnpackedBytes: limit.value });
}

/** Goroutine dumps have no sample types; of profiles at least one must have the one that is asked for. */
function missingType(sampleType: string, measures: readonly { readonly name: string }[]): string {
  const types = [...new Set(measures.map(({ name }) => name))].filter((name) => name !== 'sample_count').join(', ');
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
  if (flags.operands.length < 2) return 'Name what was before and what is after.';
  const format = flag(flags, 'format') ?? 'text';
  if (!['text', 'json', 'markdown'].includes(format)) return `There is no format ${format}.`;
  const count = flag(flags, 'nodecount');
  return count !== undefined && !/^\d+$/.test(count) ? '--nodecount needs a number.' : undefined;
}

function print(report: Report, flags: Flags, io: CommandIo): void {
  const format = hasFlag(flags, 'json') ? 'json' : flag(flags, 'format');
  if (format === 'json') {
    printJson(report.json(), io.stdout);
    return;
  }
  const asked = Number(flag(flags, 'nodecount') ?? rowsAsText);
  const rows = asked === 0 ? Number.POSITIVE_INFINITY : asked;
  io.stdout(format === 'markdown' ? report.markdown(rows) : report.text(rows));
}

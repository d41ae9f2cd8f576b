import { type TopRow, topTable } from '../../profile/top.ts';
import { type Command, type CommandIo, exitClean, exitTrouble } from '../command.ts';
import { type FlagSpec, type Flags, flag, hasFlag, parseFlags } from '../flags.ts';
import { printJson } from '../json.ts';
import { topJson, topText } from '../topReport.ts';
import { type OpenedView, openFromFlags, viewFlags, viewUsage } from '../viewFlags.ts';

const flagSpec = {
  ...viewFlags,
  format: 'value',
  json: 'switch',
  nodecount: 'value',
  nodefraction: 'value',
  edgefraction: 'value',
  cum: 'switch',
  flat: 'switch',
  sort: 'value',
  unit: 'value',
  help: 'switch',
} as const satisfies FlagSpec;

const usage = `leaklens top [options] FILE…

The functions of a profile by what they cost, with the numbers of go tool pprof -top. Several files are added up.

  --nodecount=N           the first N rows, 0 for all (default: all as JSON, those of at least 0.5 % as text)
  --nodefraction=F        only rows of at least this share, e.g. 0.005
  --edgefraction=F        calls of a smaller share do not say whether a function is inlined (default: 0.001)
  --cum                   sort by cum instead of flat
  --unit=UNIT             print values in this unit (default: what reads well)
  --format=text|json
${viewUsage}
`;

export const top: Command = {
  name: 'top',
  summary: 'the functions of a profile by what they cost',
  usage,
  run: runTop,
};

async function runTop(args: string[], io: CommandIo): Promise<number> {
  const flags = parseFlags(args, flagSpec);
  if (!flags.ok) return refuse(io, flags.error);
  if (hasFlag(flags.value, 'help')) {
    io.stdout(usage);
    return exitClean;
  }
  const wrong = wrongUsage(flags.value);
  if (wrong !== undefined) return refuse(io, wrong);
  const opened = await openFromFlags(flags.value, io);
  if (!opened.ok) {
    io.stderr(`leaklens: ${opened.error}\n`);
    return exitTrouble;
  }
  print(opened.value, flags.value, io);
  return exitClean;
}

function refuse(io: CommandIo, reason: string): number {
  io.stderr(`leaklens top: ${reason} Try leaklens top --help.\n`);
  return exitTrouble;
}

function wrongUsage(flags: Flags): string | undefined {
  if (flags.operands.length === 0) return 'Name a profile.';
  const format = flag(flags, 'format') ?? 'text';
  if (format !== 'text' && format !== 'json') return `There is no format ${format}.`;
  const sort = flag(flags, 'sort') ?? 'flat';
  if (sort !== 'flat' && sort !== 'cum') return `One can sort by flat or cum, not by ${sort}.`;
  for (const name of ['nodecount', 'nodefraction', 'edgefraction']) {
    const text = flag(flags, name);
    if (text !== undefined && (text.trim() === '' || !(Number(text) >= -1))) return `--${name} needs a number.`;
  }
  return undefined;
}

function print({ view, sampleType }: OpenedView, flags: Flags, io: CommandIo): void {
  const asJson = hasFlag(flags, 'json') || flag(flags, 'format') === 'json';
  const byCum = hasFlag(flags, 'cum') || flag(flags, 'sort') === 'cum';
  const all = topTable(view, sampleType, byCum ? 'cum' : 'flat');
  const { fraction, count } = limitsOf(flags, asJson);
  // pprof's cut-off: a share of what all rows have of their own, in whole units.
  const ownOfAll = all.reduce((sum, { flat }) => sum + flat, 0);
  const shareOf = (share: number): number => Math.abs(Math.trunc(ownOfAll * share));
  const heavy = all.filter(({ cum }) => Math.abs(cum) >= shareOf(fraction));
  const rows: TopRow[] = count > 0 ? heavy.slice(0, count) : heavy;
  if (asJson) printJson(topJson(view, sampleType, rows), io.stdout);
  else {
    const dropped = { nodes: all.length - heavy.length, fraction, of: heavy.length };
    const smallestEdge = shareOf(Number(flag(flags, 'edgefraction') ?? 0.001));
    io.stdout(topText(view, sampleType, rows, { dropped, smallestEdge, unit: flag(flags, 'unit') }));
  }
}

/** Text without a wish shows what pprof shows; JSON everything. */
function limitsOf(flags: Flags, asJson: boolean): { fraction: number; count: number } {
  const count = flag(flags, 'nodecount');
  const fraction = flag(flags, 'nodefraction');
  const untold = count === undefined && !asJson ? 0.005 : 0;
  return { fraction: fraction === undefined ? untold : Number(fraction), count: Number(count ?? 0) };
}

import { gzipSync } from 'node:zlib';
import { cutName } from '../../profile/cutName.ts';
import { csvText } from '../../profile/export/csv.ts';
import { flameSvg } from '../../profile/export/flameSvg.ts';
import { foldedText } from '../../profile/export/folded.ts';
import { exportFormats as allFormats, type ExportFormat } from '../../profile/export/formats.ts';
import { markdownTable } from '../../profile/export/markdown.ts';
import { pprofFile } from '../../profile/export/pprofFile.ts';
import { speedscopeJson } from '../../profile/export/speedscope.ts';
import { columnsOf } from '../../profile/export/subject.ts';
import { type Command, type CommandIo, exitClean, exitTrouble } from '../command.ts';
import { type FlagSpec, type Flags, flag, hasFlag, parseFlags } from '../flags.ts';
import { svgColours } from '../svgColours.ts';
import { type OpenedView, openFromFlags, viewFlags, viewUsage } from '../viewFlags.ts';

/** Pictures of points need a canvas. */
const exportFormats = allFormats.filter((format) => format !== 'png');
type TextFormat = Exclude<ExportFormat, 'png'>;

const flagSpec = {
  ...viewFlags,
  format: 'value',
  output: 'value',
  nodecount: 'value',
  width: 'value',
  help: 'switch',
} as const satisfies FlagSpec;

const exportUsage = `leaklens export --format=FORMAT [options] FILE…

Writes a profile, with the filters applied, in another form. Several files are added up.

  --format=pprof          profile.proto, packed: for go tool pprof, and to be opened again; needs --output
  --format=speedscope     JSON for speedscope.app
  --format=folded         stacks, one a line, for flamegraph.pl and inferno
  --format=csv            the table, for a spreadsheet
  --format=markdown       the first rows of the table, for a pull request (--nodecount=N, default 20)
  --format=svg            the flame graph as a picture (--width=N, default 1200)
  --output=FILE           where to write to (default: the terminal)
${viewUsage}
`;

const flameUsage = `leaklens flame [options] FILE…

The flame graph of a profile as a picture (SVG); of a comparison (--diff_base=FILE) what grew and what became less.

  --output=FILE           where to write to (default: the terminal)
  --width=N               in pixels (default: 1200)
${viewUsage}
`;

export const exportCommand: Command = {
  name: 'export',
  summary: 'writes a profile as pprof, speedscope, folded stacks, CSV, Markdown or SVG',
  usage: exportUsage,
  run: (args, io) => run('export', args, io),
};

export const flame: Command = {
  name: 'flame',
  summary: 'the flame graph of a profile as a picture',
  usage: flameUsage,
  run: (args, io) => run('flame', args, io),
};

async function run(name: 'export' | 'flame', args: string[], io: CommandIo): Promise<number> {
  const flags = parseFlags(args, flagSpec);
  const refuse = (reason: string): number => {
    io.stderr(`leaklens ${name}: ${reason} Try leaklens ${name} --help.\n`);
    return exitTrouble;
  };
  if (!flags.ok) return refuse(flags.error);
  if (hasFlag(flags.value, 'help')) {
    io.stdout(name === 'export' ? exportUsage : flameUsage);
    return exitClean;
  }
  const format = name === 'flame' ? 'svg' : flag(flags.value, 'format');
  const known = exportFormats.find((each) => each === format);
  const wrong = wrongUsage(flags.value, format, known);
  if (wrong !== undefined || !known) return refuse(wrong ?? '');
  const opened = await openFromFlags(flags.value, io);
  if (!opened.ok) {
    io.stderr(`leaklens: ${opened.error}\n`);
    return exitTrouble;
  }
  return write(known, opened.value, flags.value, io);
}

function wrongUsage(flags: Flags, format: string | undefined, known: TextFormat | undefined): string | undefined {
  if (flags.operands.length === 0) return 'Name a profile.';
  if (format === undefined) return `Say which --format: ${exportFormats.join(', ')}.`;
  if (!known) return `There is no format ${format}.`;
  if (known === 'pprof' && flag(flags, 'output') === undefined) return 'The format pprof needs --output=FILE.';
  for (const name of ['nodecount', 'width']) {
    const text = flag(flags, name);
    if (text !== undefined && !/^[1-9]\d{0,4}$/.test(text)) return `--${name} needs a number above 0.`;
  }
  return undefined;
}

async function write(format: TextFormat, opened: OpenedView, flags: Flags, io: CommandIo): Promise<number> {
  const output = flag(flags, 'output');
  if (output === undefined) {
    for (const part of textParts(format, opened, flags)) io.stdout(part);
    return exitClean;
  }
  const bytes =
    format === 'pprof'
      ? gzipSync(pprofFile(opened.view, columnsOf(opened.view), opened.sampleType))
      : Buffer.concat([...textParts(format, opened, flags)].map((part) => Buffer.from(part)));
  try {
    await io.writeFile(output, bytes);
  } catch (error) {
    io.stderr(`leaklens: ${output}: ${error instanceof Error ? error.message : String(error)}\n`);
    return exitTrouble;
  }
  return exitClean;
}

function textParts(format: TextFormat, { view, sampleType }: OpenedView, flags: Flags): Iterable<string> {
  const column = { ...view.profile.header.sampleTypes[sampleType]!, index: sampleType };
  const [file = ''] = flags.operands;
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  switch (format) {
    case 'svg': {
      const width = Number(flag(flags, 'width') ?? 1200);
      return flameSvg(view, column, {
        title: `${name} · ${column.type}`,
        width,
        colours: svgColours,
        shorten: cutName,
        isDifference: flags.values.has('diff_base') || flags.values.has('base'),
      });
    }
    case 'speedscope':
      return speedscopeJson(view, columnsOf(view), sampleType, name);
    case 'csv':
      return csvText(view, column);
    case 'markdown':
      return [markdownTable(view, column, { name, rows: Number(flag(flags, 'nodecount') ?? 20) })];
    case 'folded':
    case 'pprof':
      return foldedText(view, column);
  }
}

import { foldedText } from '../../profile/export/folded.ts';
import { type Command, type CommandIo, exitClean, exitTrouble } from '../command.ts';
import { type FlagSpec, hasFlag, parseFlags } from '../flags.ts';
import { openFromFlags, viewFlags, viewUsage } from '../viewFlags.ts';

const flagSpec = { ...viewFlags, help: 'switch' } as const satisfies FlagSpec;

const usage = `leaklens folded [options] FILE…

The stacks of a profile, one a line: frames from the root on with semicolons between, a space, the value. This is what
flamegraph.pl, speedscope and inferno read.

${viewUsage}
`;

export const folded: Command = {
  name: 'folded',
  summary: 'the stacks of a profile in the folded form of other flame graph tools',
  usage,
  run: runFolded,
};

async function runFolded(args: string[], io: CommandIo): Promise<number> {
  const flags = parseFlags(args, flagSpec);
  if (!flags.ok || (flags.value.operands.length === 0 && !hasFlag(flags.value, 'help'))) {
    io.stderr(`leaklens folded: ${flags.ok ? 'Name a profile.' : flags.error} Try leaklens folded --help.\n`);
    return exitTrouble;
  }
  if (hasFlag(flags.value, 'help')) {
    io.stdout(usage);
    return exitClean;
  }
  const opened = await openFromFlags(flags.value, io);
  if (!opened.ok) {
    io.stderr(`leaklens: ${opened.error}\n`);
    return exitTrouble;
  }
  const { view, sampleType } = opened.value;
  const column = { ...view.profile.header.sampleTypes[sampleType]!, index: sampleType };
  for (const part of foldedText(view, column)) io.stdout(part);
  return exitClean;
}

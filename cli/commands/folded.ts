import { frameStacks } from '../../profile/tree/frameStacks.ts';
import { type Command, type CommandIo, exitClean, exitTrouble } from '../command.ts';
import { type FlagSpec, hasFlag, parseFlags } from '../flags.ts';
import { type OpenedView, openFromFlags, viewFlags, viewUsage } from '../viewFlags.ts';

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
  for (const part of foldedText(opened.value)) io.stdout(part);
  return exitClean;
}

/** Lines in order of their text, in parts of some size: the whole may exceed what one string holds. */
function* foldedText({ view, sampleType }: OpenedView): Generator<string> {
  const names = view.frames.name.map((name) => name.replaceAll(';', ':'));
  const stacks = frameStacks(view);
  const sums = new Map<string, number>();
  view.weights[sampleType]!.forEach((weight, stack) => {
    if (weight === 0) return;
    const frames = stacks.frames.subarray(stacks.starts[stack]!, stacks.starts[stack + 1]!);
    const line = Array.from(frames, (frame) => names[frame]!)
      .reverse()
      .join(';');
    if (line !== '') sums.set(line, (sums.get(line) ?? 0) + weight);
  });
  let part = '';
  for (const line of [...sums.keys()].sort()) {
    if (sums.get(line) !== 0) part += `${line} ${sums.get(line)}\n`;
    if (part.length < 1 << 20) continue;
    yield part;
    part = '';
  }
  yield part;
}

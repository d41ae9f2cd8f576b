import { type Command, type CommandIo, exitClean, exitTrouble } from './command.ts';

/** Runs the command that the first argument names. */
export async function dispatch(commands: readonly Command[], args: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    return help(commands, rest[0], name === undefined, io);
  }
  const command = commands.find((each) => each.name === name);
  if (!command) {
    io.stderr(`leaklens: There is no command ${name}. Try leaklens --help.\n`);
    return exitTrouble;
  }
  return command.run(rest, io);
}

function help(commands: readonly Command[], about: string | undefined, isRefusal: boolean, io: CommandIo): number {
  const command = commands.find(({ name }) => name === about);
  const text = command ? command.usage : overview(commands);
  if (isRefusal) io.stderr(text);
  else io.stdout(text);
  return isRefusal ? exitTrouble : exitClean;
}

function overview(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `leaklens COMMAND [options] …

${lines.join('\n')}

leaklens COMMAND --help says more. Exit codes: 0 clean, 1 findings or limits crossed, 2 wrong usage or unreadable input.
`;
}

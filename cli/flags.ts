import type { Result } from '../profile/result.ts';
import { failure, success } from '../profile/result.ts';

/** Whether a flag takes a value or is on by its mere presence. Names are spelt with underscores. */
export type FlagSpec = Readonly<Record<string, 'value' | 'switch'>>;

export interface Flags {
  /** Values of the flags that were given, in order; '' for a switch. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** What is no flag. */
  readonly operands: readonly string[];
}

/**
 * Reads `--focus=RE`, `--focus RE` and `--noinlines`; dashes and underscores in names are the same, and a single dash is
 * as good as two (pprof's spelling). What follows `--` is no flag. The failure is a sentence.
 */
export function parseFlags(args: readonly string[], spec: FlagSpec): Result<Flags, string> {
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const argument = args[i]!;
    if (argument === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    const [, given, inline] = /^--?([a-zA-Z][\w-]*)(?:=(.*))?$/s.exec(argument) ?? [];
    if (given === undefined) {
      operands.push(argument);
      continue;
    }
    const name = given.replaceAll('-', '_');
    const kind = spec[name];
    if (kind === undefined) return failure(`There is no option ${argument}.`);
    const value = kind === 'switch' ? switchValue(inline) : (inline ?? args[++i]);
    if (value === undefined) return failure(`The option --${given} needs ${kind === 'switch' ? 'no' : 'a'} value.`);
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return success({ values, operands });
}

/** The last value of a flag, or undefined. */
export function flag(flags: Flags, name: string): string | undefined {
  return flags.values.get(name)?.at(-1);
}

export function hasFlag(flags: Flags, name: string): boolean {
  return flags.values.has(name) && flag(flags, name) !== 'false';
}

/** Switches may be spelt `--noinlines=true`, as in Go. */
function switchValue(inline: string | undefined): string | undefined {
  if (inline === undefined || inline === 'true') return '';
  return inline === 'false' ? 'false' : undefined;
}

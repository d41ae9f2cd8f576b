import type { PackageView } from '../../../server/engine/package/view.ts';
import { generate } from './generate.ts';
import { print } from './print.ts';
import { explore } from './reference.ts';
import { parkedLines, toldLines } from './verdict.ts';

const LIMIT = 20_000;

export interface Comparison {
  /** What the two say, where they do not agree. */
  readonly wrong: string | undefined;
  /** False for programs that are too large to be tried in full. */
  readonly isCompared: boolean;
  readonly parks: boolean;
  /** Users would be told something. */
  readonly isTold: boolean;
  readonly text: string;
}

type Packages = (files: ReadonlyMap<string, string>) => Promise<readonly PackageView[]>;

/** Compares the verdicts of model and reference about one generated program. */
export async function disagreement(seed: number, packages: Packages): Promise<Comparison> {
  const program = generate(seed);
  const { text, lines } = print(program);
  const reference = explore(program, LIMIT);
  const none = { wrong: undefined, isCompared: false, parks: false, isTold: false, text };
  if (!reference) return none;
  const [pkg] = await packages(
    new Map([
      ['go.mod', 'module example.com/p\n\ngo 1.26\n'],
      ['main.go', text],
    ]),
  );
  if (!pkg) throw new Error('the program is no package');
  const model = parkedLines(pkg);
  if (!model) return none;
  const expected = [...new Set([...reference.parked].map((s) => lines.get(s) ?? 0))].sort((a, b) => a - b);
  const got = [...model].sort((a, b) => a - b);
  // The model counts up at once: of an Add that races with a Wait it sees one order. What it says must be true all the same.
  const isSame = program.isOrdered ? expected.join() === got.join() : got.every((line) => expected.includes(line));
  const told = [...toldLines(pkg)];
  const untrue = told.filter((line) => !expected.includes(line));
  return {
    wrong: !isSame
      ? `parked by the reference at ${listed(expected)}, by the model at ${listed(got)}`
      : untrue.length > 0
        ? `told at ${listed(untrue)}, where the reference parks nobody`
        : undefined,
    isCompared: true,
    parks: expected.length > 0,
    isTold: told.length > 0,
    text,
  };
}

const listed = (lines: readonly number[]): string => lines.join(', ') || 'no line';

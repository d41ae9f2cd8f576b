import { Lines } from '../../../server/engine/lines.ts';
import { explore, type Spent } from '../../../server/engine/model/explore.ts';
import { leaksOf, stuckIn } from '../../../server/engine/model/leaks.ts';
import { lowerProgram } from '../../../server/engine/model/lower/function.ts';
import { type Limits, Program } from '../../../server/engine/model/program.ts';
import type { PackageView } from '../../../server/engine/package/view.ts';

const limits: Limits = {
  states: 60_000,
  ways: 256,
  runs: 400_000,
  steps: 5000,
  totalSteps: 50_000_000,
  processes: 30,
  depth: 24,
  objects: 300,
};

/** The lines at which the model says that a run of `main` parks somebody for ever; undefined past its limits. */
export function parkedLines(pkg: PackageView): ReadonlySet<number> | undefined {
  const main = pkg.functions.find((f) => f.name === 'main');
  if (!main) throw new Error('there is no main');
  const program = new Program(pkg, true, limits);
  const spent: Spent = { states: 0, runs: 0, steps: 0, isUsedUp: false };
  const nodes = explore(program, { code: lowerProgram(program, main), arguments: () => [] }, spent);
  if (spent.states >= limits.states || spent.runs >= limits.runs) return undefined;
  const lines = new Lines(main.file.text);
  const found = new Set<number>();
  for (const node of nodes)
    for (const p of stuckIn(node)) {
      const a = node.state.processes[p]?.stack.at(-1);
      const code = a && program.codes[a.code];
      const at = code?.instructions[a?.pc ?? 0]?.at;
      if (code && at) found.add(lines.lineOf(code.function.place(at).start) + 1);
    }
  return found;
}

/** The lines at which findings of the model stand, with the limits that users have. */
export function toldLines(pkg: PackageView): ReadonlySet<number> {
  const text = pkg.files[0]?.text ?? '';
  return new Set(leaksOf(pkg).map((leak) => new Lines(text).lineOf(leak.start) + 1));
}

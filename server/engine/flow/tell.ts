import type { WitnessStep } from '../finding.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Edge } from './cfg.ts';
import type { Path } from './paths.ts';

/** The path in plain sentences: every choice that was made, then where it ends; `label` says that in a few letters. */
export function tellPath(fn: FunctionUnit, path: Path, ending: string, label?: string): WitnessStep[] {
  const steps: WitnessStep[] = [];
  for (const e of path.edges) {
    const step = tellEdge(fn, e);
    if (step) steps.push(step);
  }
  steps.push({ ...endOf(fn, path), message: ending, ...(label === undefined ? {} : { label }) });
  return steps;
}

/** The statement at which a path ends; the closing brace when the function just ends. */
export function endOf(
  fn: FunctionUnit,
  path: Path,
): { readonly file: string; readonly start: number; readonly end: number } {
  const last = path.item ?? path.end.items.at(-1);
  if (path.item || last?.kind === 'return') return fn.place(last?.node ?? fn.syntax);
  const { end } = fn.syntax;
  return fn.place({ start: end - 1, end });
}

function tellEdge(fn: FunctionUnit, e: Edge): WitnessStep | undefined {
  const { why } = e;
  switch (why.kind) {
    case 'cond':
      return told(fn, why.cond, short(fn.textOf(why.cond)), `is ${why.value}`, `: ${why.value}`);
    case 'select':
      return why.clause.comm
        ? taken(fn, why.clause.comm, short(fn.textOf(why.clause.comm)))
        : { ...fn.place(why.clause), message: 'the default case is taken', label: 'default' };
    case 'case':
      if (why.isDefault || why.values.length === 0) return undefined;
      return taken(fn, why.values[0] ?? fn.syntax, short(why.values.map((v) => fn.textOf(v)).join(', ')));
    default:
      return undefined;
  }
}

type At = { readonly start: number; readonly end: number };

const told = (fn: FunctionUnit, at: At, text: string, what: string, mark: string): WitnessStep => ({
  ...fn.place(at),
  message: `\`${text}\` ${what}`,
  label: `${text}${mark}`,
});

const taken = (fn: FunctionUnit, at: At, text: string): WitnessStep => ({
  ...fn.place(at),
  message: `the case \`${text}\` is taken`,
  label: `case ${text}`,
});

export function short(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 57)}…` : flat;
}

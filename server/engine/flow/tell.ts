import type { WitnessStep } from '../finding.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Edge } from './cfg.ts';
import type { Path } from './paths.ts';

/** The path in plain sentences: every choice that was made, then where it ends. */
export function tellPath(fn: FunctionUnit, path: Path, ending: string): WitnessStep[] {
  const steps: WitnessStep[] = [];
  for (const e of path.edges) {
    const step = tellEdge(fn, e);
    if (step) steps.push(step);
  }
  steps.push({ ...endOf(fn, path), message: ending });
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
      return { ...fn.place(why.cond), message: `\`${short(fn.textOf(why.cond))}\` is ${why.value}` };
    case 'select':
      return why.clause.comm
        ? { ...fn.place(why.clause.comm), message: `the case \`${short(fn.textOf(why.clause.comm))}\` is taken` }
        : { ...fn.place(why.clause), message: 'the default case is taken' };
    case 'case':
      if (why.isDefault || why.values.length === 0) return undefined;
      return {
        ...fn.place(why.values[0] ?? fn.syntax),
        message: `the case \`${short(why.values.map((v) => fn.textOf(v)).join(', '))}\` is taken`,
      };
    default:
      return undefined;
  }
}

export function short(text: string): string {
  const flat = text.replace(/\s+/g, ' ');
  return flat.length > 60 ? `${flat.slice(0, 57)}…` : flat;
}

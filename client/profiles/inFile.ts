import { packageOf } from '../../profile/goNames.ts';
import type { FunctionTotal } from '../../profile/lineTotals.ts';
import { type DeclaredFunction, declaredFunctions, isClosure } from './source/goFunctions.ts';
import { baseName, cleaned, commonSuffix } from './source/paths.ts';
import { findFunction, lineWithin } from './source/today.ts';

/** What a function of a file costs: its own entry, and those of its closures. */
export interface CostInFile {
  readonly declared: DeclaredFunction;
  readonly cost: FunctionTotal;
  /** Counts from 1, by cum, over the whole profile. */
  readonly rank: number;
}

export interface LineInFile {
  /** Counts from 0, in today's text. */
  readonly line: number;
  readonly flat: number;
  readonly cum: number;
}

/** The functions of a file that the profile knows, closures left to their function's lines. */
export function functionsInFile(path: string, text: string, totals: readonly FunctionTotal[]): CostInFile[] {
  const declared = declaredFunctions(text);
  const found: CostInFile[] = [];
  for (const { cost, rank } of ofFile(path, text, totals)) {
    const own = findFunction(declared, { function: cost.name, line: 0, startLine: cost.startLine });
    if (own && !isClosure(cost.name) && !found.some((f) => f.declared === own))
      found.push({ declared: own, cost, rank });
  }
  return found;
}

/** The lines of a file that the profile knows. */
export function linesInFile(path: string, text: string, totals: readonly FunctionTotal[]): LineInFile[] {
  const declared = declaredFunctions(text);
  const byLine = new Map<number, LineInFile>();
  for (const { cost } of ofFile(path, text, totals)) {
    const own = findFunction(declared, { function: cost.name, line: 0, startLine: cost.startLine });
    if (!own) continue;
    for (const { line, flat, cum } of cost.lines) {
      if (line === 0) continue;
      const at = lineWithin(own, { function: cost.name, line, startLine: cost.startLine });
      const before = byLine.get(at) ?? { line: at, flat: 0, cum: 0 };
      byLine.set(at, { line: at, flat: before.flat + flat, cum: before.cum + cum });
    }
  }
  return [...byLine.values()];
}

function* ofFile(
  path: string,
  text: string,
  totals: readonly FunctionTotal[],
): Generator<{ readonly cost: FunctionTotal; readonly rank: number }> {
  const own = cleaned(path);
  const clause = /^package\s+(\w+)/m.exec(text)?.[1] ?? '';
  for (const [i, cost] of totals.entries()) if (isOf(cost, own, clause)) yield { cost, rank: i + 1 };
}

/** The same file name, and either the same folder or (in `main`, whose folder has any name) the same package clause. */
function isOf({ name, file }: FunctionTotal, path: string, clause: string): boolean {
  const theirs = cleaned(file);
  if (baseName(theirs) !== baseName(path)) return false;
  if (commonSuffix(theirs, path) < 2 && theirs.includes('/')) return false;
  const pkg = packageOf(name);
  return clause === 'main' ? pkg === 'main' || pkg.includes('/') : pkg !== 'main';
}

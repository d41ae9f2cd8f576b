import { perView } from './package/asking.ts';
import type { FunctionUnit, PackageView } from './package/view.ts';

/**
 * What one function may cost, counted in steps and not in time, so that the same code always gives the same findings.
 * Past it the answer is silence, and a line in the log for who wants to know.
 */
export interface Budget {
  /** What is counted. */
  readonly unit: string;
  readonly steps: number;
  /** What to say when it is used up. */
  readonly excuse: string;
}

/** What was spent on a function in all, by what it was spent on: for the bench. */
const costs = perView(() => new Map<FunctionUnit, Map<string, number>>());

/** Writes steps on the account of a function that has its limit elsewhere. */
export function charge(fn: FunctionUnit, what: string, steps: number): void {
  const all = costs(fn.package);
  const own = all.get(fn) ?? new Map<string, number>();
  all.set(fn, own.set(what, (own.get(what) ?? 0) + steps));
}

export const costOf = (fn: FunctionUnit): ReadonlyMap<string, number> => costs(fn.package).get(fn) ?? new Map();

const spent = perView(() => new Map<Budget, Map<FunctionUnit, number>>());
const overdrawn = perView(() => new Set<string>());

/** Takes steps from the budget of a function; false when there are none left. */
export function spend(budget: Budget, fn: FunctionUnit, steps: number): boolean {
  const byFunction = spent(fn.package).get(budget) ?? new Map<FunctionUnit, number>();
  spent(fn.package).set(budget, byFunction);
  const before = byFunction.get(fn) ?? 0;
  if (before > budget.steps) return false;
  byFunction.set(fn, before + steps);
  charge(fn, budget.unit, steps);
  if (before + steps <= budget.steps) return true;
  giveUp(fn, budget.excuse);
  return false;
}

/** Notes that something of a function is not looked into any further. */
export function giveUp(fn: FunctionUnit, what: string): void {
  giveUpAt(fn.package, fn.file.name, fn.name || 'a function literal', what);
}

/** The same about a function that is known by its name only: what was kept of it from an earlier view. */
export function giveUpAt(pkg: PackageView, file: string, name: string, what: string): void {
  overdrawn(pkg).add(`${file}: ${name}: ${what}`);
}

/** What the analysis of a package has given up so far, a sentence each. */
export const givenUp = (pkg: PackageView): readonly string[] => [...overdrawn(pkg)];

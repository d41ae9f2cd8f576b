import { packageOf } from '../../profile/goNames.ts';
import type { FileCosts, FunctionCost, LineCost } from '../../profile/sourceCosts.ts';
import { type DeclaredFunction, declaredFunctions, isClosure, nameInPackage } from './source/goFunctions.ts';
import { importedFile } from './source/modulePath.ts';
import { baseName, cleaned, commonSuffix } from './source/paths.ts';
import { findFunction, lineToday } from './source/today.ts';

/** A Go file that is open, as it is today. */
export interface OpenSource {
  readonly path: string;
  readonly text: string;
  /** `example.com/orders/web/s.go`, where it lies in a module of the workspace. */
  readonly importFile: string | undefined;
}

/** What a function of a file costs. */
export interface CostInFile {
  readonly declared: DeclaredFunction;
  readonly cost: FunctionCost;
}

/** What a line of a file costs; counts from 0, in today's text. */
export interface LineInFile extends LineCost {}

/** The functions of a file that the profile knows, closures left to their function's lines. */
export function functionsInFile(source: OpenSource, costs: readonly FileCosts[]): CostInFile[] {
  const declared = declaredFunctions(source.text);
  const found = new Map<DeclaredFunction, FunctionCost>();
  for (const { functions } of ofSource(source, declared, costs)) {
    for (const cost of functions) {
      const own = isClosure(cost.name) ? undefined : declarationOf(declared, cost);
      if (own && !found.has(own)) found.set(own, cost);
    }
  }
  return Array.from(found, ([own, cost]) => ({ declared: own, cost }));
}

/** The lines of a file that the profile knows, where they stand today; those that are gone are left out. */
export function linesInFile(source: OpenSource, costs: readonly FileCosts[]): LineInFile[] {
  const declared = declaredFunctions(source.text);
  const lines = new Map<number, LineInFile>();
  for (const file of ofSource(source, declared, costs)) {
    const starts = startLines(file);
    for (const cost of file.lines) {
      const line = placeOf(declared, cost, starts);
      if (line === undefined) continue;
      const known = lines.get(line);
      lines.set(line, known ? added({ ...cost, line }, known) : { ...cost, line });
    }
  }
  return [...lines.values()].sort((a, b) => a.line - b.line);
}

/** Two lines of a profile that are one today. */
function added(one: LineInFile, other: LineInFile): LineInFile {
  const before = one.before &&
    other.before && { flat: one.before.flat + other.before.flat, cum: one.before.cum + other.before.cum };
  const sums = { ...one, flat: one.flat + other.flat, cum: one.cum + other.cum };
  return before ? { ...sums, before } : sums;
}

/** Where functions began when the profile was recorded, by their names within the package. */
function startLines({ functions }: FileCosts): Map<string, number> {
  const own = functions.filter((f) => !isClosure(f.name) && f.startLine > 0);
  return new Map(own.map((f) => [nameInPackage(f.name), f.startLine]));
}

/** A line moves as its function does, also one of a closure within it. */
function placeOf(
  declared: readonly DeclaredFunction[],
  { function: name, line }: LineCost,
  starts: ReadonlyMap<string, number>,
): number | undefined {
  const local = nameInPackage(name);
  const startLine = starts.get(local) ?? 0;
  const own = findFunction(declared, { function: name, line, startLine });
  if (!own) return undefined;
  const today = startLine > 0 ? own.line + line - startLine : lineToday(own, { function: name, line, startLine });
  return today >= own.line && today <= own.endLine ? today : undefined;
}

/** What the profile knows of this file, and not of another of that name. */
function ofSource(
  source: OpenSource,
  declared: readonly DeclaredFunction[],
  costs: readonly FileCosts[],
): readonly FileCosts[] {
  const path = cleaned(source.path);
  const name = baseName(path);
  const named = costs.filter((c) => baseName(cleaned(c.file)) === name && c.functions.length > 0);
  const byImport = named.filter((c) => importFiles(c).has(source.importFile ?? ''));
  if (byImport.length > 0) return byImport;
  // The functions of a package say where it lies; main says nothing.
  const others = source.importFile === undefined ? named : named.filter((c) => importFiles(c).size === 0);
  const clause = /^package\s+(\w+)/m.exec(source.text)?.[1] ?? '';
  const fitting = others
    .map((c) => ({ costs: c, common: commonSuffix(cleaned(c.file), path) }))
    .filter(({ costs: c, common }) => {
      if (!fitsClause(c, clause)) return false;
      return common >= 2 || !c.file.includes('/') || (clause === 'main' && beginsAtSameLines(c, declared));
    });
  const most = Math.max(0, ...fitting.map((f) => f.common));
  return fitting.filter((f) => f.common === most).map((f) => f.costs);
}

/** The file by its import path, as its path or its functions tell. */
function importFiles({ file, functions }: FileCosts): Set<string> {
  const path = cleaned(file);
  const named = functions.map((f) => f.name).filter((name) => packageOf(name) !== 'main');
  const files = new Set(named.map((name) => importedFile(name, path)));
  // -trimpath writes import paths, of main packages too.
  if (!/^(\/|[A-Za-z]:)/.test(path) && path.includes('/')) files.add(path.replace(/@[^/]*/, ''));
  return files;
}

function fitsClause({ functions }: FileCosts, clause: string): boolean {
  const packages = functions.map((f) => packageOf(f.name));
  return clause === 'main' ? packages.some((p) => p === 'main' || p.includes('/')) : packages.some((p) => p !== 'main');
}

/** All that is known of where functions begin agrees: the folder of a main package may have any name. */
function beginsAtSameLines({ functions }: FileCosts, declared: readonly DeclaredFunction[]): boolean {
  const known = functions.filter((f) => !isClosure(f.name) && f.startLine > 0);
  return known.length > 0 && known.every((f) => declarationOf(declared, f)?.line === f.startLine - 1);
}

const declarationOf = (declared: readonly DeclaredFunction[], { name, startLine }: FunctionCost) =>
  findFunction(declared, { function: name, line: 0, startLine });

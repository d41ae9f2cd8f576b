import type { Finding } from './finding.ts';
import { linesOf } from './lines.ts';
import { byRun, modelled } from './model/report.ts';
import type { Problem } from './rule.ts';
import { isSameData } from './sameData.ts';
import type { Settings } from './settings.ts';
import { suppressions } from './suppress.ts';
import type { SourceFile } from './syntax/ast.ts';

/** A problem of a file, and what makes a finding of it. */
export interface Claim {
  readonly rule: string;
  readonly problem: Problem;
  readonly isOfTests: boolean;
}

/**
 * What was published of a package's files. Where neither the file nor what is said about it has changed, the same list
 * is given again, so that nobody has to look at it twice.
 */
export class Published {
  #files = new Map<
    string,
    { readonly file: SourceFile; readonly claims: readonly Claim[]; readonly findings: readonly Finding[] }
  >();
  #settings = '';

  /** Brings it up to date; `toFinding` is asked only about what is new. */
  of(
    files: readonly SourceFile[],
    claimsOf: (file: string) => readonly Claim[],
    settings: Settings,
    toFinding: (claim: Claim) => Finding,
  ): Map<string, readonly Finding[]> {
    const key = JSON.stringify(settings);
    const before = key === this.#settings ? this.#files : new Map<string, never>();
    this.#settings = key;
    this.#files = new Map(
      files.map((file) => {
        const claims = claimsOf(file.name);
        const old = before.get(file.name);
        if (old?.file === file && isSame(old.claims, claims)) return [file.name, old];
        return [file.name, { file, claims, findings: published(file, claims.map(toFinding), settings) }];
      }),
    );
    return new Map([...this.#files].map(([name, { findings }]) => [name, findings]));
  }
}

const isSame = (a: readonly Claim[], b: readonly Claim[]): boolean =>
  a.length === b.length && a.every((x, i) => isSameClaim(x, b[i] as Claim));

const isSameClaim = (a: Claim, b: Claim): boolean =>
  a.rule === b.rule &&
  a.isOfTests === b.isOfTests &&
  (a.problem === b.problem || (a.problem.place.start === b.problem.place.start && isSameData(a.problem, b.problem)));

/** What is left after generated and test files, suppressions and doubles; sorted by place, then by rule. */
function published(file: SourceFile, found: readonly Finding[], settings: Settings): Finding[] {
  if (found.length === 0 || (file.isGenerated && !settings.generated) || (file.isTest && !settings.tests)) return [];
  const lines = linesOf(file);
  const silent = suppressions(file, (o) => lines.lineOf(o));
  const seen = new Set<string>();
  // What the flow of one function tells is said by that rule, with its fix; the model need not say it again.
  const byFlow = found.filter((f) => !f.confidence.includes(byRun));
  const told = new Set(byFlow.flatMap((f) => [lines.lineOf(f.start), ...(modelled.has(f.rule) ? [f.function] : [])]));
  // Its steps are kept: a run that can be followed says more than the path alone.
  const byModel = found.filter((f) => f.confidence.includes(byRun));
  const runTo = (f: Finding): Finding | undefined => {
    const here = byModel.filter((m) => lines.lineOf(m.start) === lines.lineOf(f.start));
    return here.find((m) => m.rule === f.rule) ?? (modelled.has(f.rule) ? here[0] : undefined);
  };
  return found
    .filter((f) => !f.confidence.includes(byRun) || !(told.has(lines.lineOf(f.start)) || told.has(f.function)))
    .sort((a, b) => a.start - b.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0))
    .filter((f) => {
      const key = `${f.rule} ${f.start} ${f.end}`;
      if (seen.has(key) || silent.silences(f.rule, lines.lineOf(f.start))) return false;
      seen.add(key);
      return true;
    })
    .map((f) => ({ ...f, witness: runTo(f)?.witness ?? f.witness }));
}

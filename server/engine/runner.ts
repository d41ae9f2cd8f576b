import type { Finding, Level, Severity } from './finding.ts';
import { Lines } from './lines.ts';
import { byRun, modelled } from './model/report.ts';
import { atLeast } from './package/goMod.ts';
import type { FunctionUnit, GoVersion, PackageView } from './package/view.ts';
import type { Problem, Rule } from './rule.ts';
import type { Settings } from './settings.ts';
import { suppressions } from './suppress.ts';
import type { SourceFile } from './syntax/ast.ts';

export interface Analyser {
  /** Findings by file name, in the order of the source. Every file of the package has an entry. */
  analyse(pkg: PackageView, settings: Settings): ReadonlyMap<string, readonly Finding[]>;
}

export interface AnalyserInput {
  readonly rules: readonly Rule[];
  /** Told once for each rule that throws: a bug, which costs that rule's findings in that package only. */
  readonly log: (message: string) => void;
}

export function createAnalyser({ rules, log }: AnalyserInput): Analyser {
  const broken = new Set<string>();
  const guarded = (rule: Rule, where: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      if (!broken.has(rule.meta.id)) log(`rule ${rule.meta.id} failed in ${where}: ${(error as Error).stack ?? error}`);
      broken.add(rule.meta.id);
    }
  };
  return {
    analyse: (pkg, settings) => {
      const found = new Map<string, Finding[]>(pkg.files.map((f) => [f.name, []]));
      for (const rule of rules) {
        const level = levelOf(rule, settings, pkg.goVersion);
        if (level === 'off') continue;
        const report = (p: Problem): void => {
          // A level that the user has set is meant as it is.
          const problem = settings.rules[rule.meta.id] ? { ...p, higher: false, lower: false } : p;
          // What begins in a test is a test's, wherever it ends.
          const files = [p.place.file, p.witness?.[0]?.file ?? p.place.file];
          const finding = toFinding(
            rule,
            level,
            problem,
            files.some((f) => fileOf(pkg, f)?.isTest),
          );
          found.get(p.place.file)?.push(finding);
        };
        if (rule.checkPackage) guarded(rule, pkg.path, () => rule.checkPackage?.(pkg, report));
        if (rule.checkFunction)
          for (const fn of pkg.functions)
            if (isChecked(fn)) guarded(rule, `${fn.file.name} ${fn.name}`, () => rule.checkFunction?.(fn, report));
      }
      for (const file of pkg.files) found.set(file.name, published(file, found.get(file.name) ?? [], settings));
      return found;
    },
  };
}

const isChecked = (fn: FunctionUnit): boolean => !fn.decl.broken;
const fileOf = (pkg: PackageView, name: string): SourceFile | undefined => pkg.files.find((f) => f.name === name);

function levelOf(rule: Rule, settings: Settings, go: GoVersion): Level {
  const set = settings.rules[rule.meta.id];
  if (set) return set;
  const [major = 1, minor = 0] = (rule.meta.untilGo ?? '').split('.').map(Number);
  if (rule.meta.untilGo && atLeast(go, major, minor)) return 'off';
  return rule.meta.level;
}

const ladder: readonly Severity[] = ['information', 'warning', 'error'];

function toFinding(rule: Rule, level: Severity, p: Problem, isOfTests: boolean): Finding {
  const shift = (p.higher ? 1 : 0) - (p.lower ? 1 : 0) - (isOfTests ? 1 : 0);
  const step = Math.min(2, Math.max(0, ladder.indexOf(level) + shift));
  return {
    rule: rule.meta.id,
    severity: ladder[step] ?? level,
    ...p.place,
    function: p.function?.name ?? '',
    message: p.message,
    witness: p.witness ?? [],
    fixes: p.fixes ?? [],
    confidence: p.confidence ?? [],
  };
}

/** What is left after generated and test files, suppressions and doubles; sorted by place, then by rule. */
function published(file: SourceFile, found: readonly Finding[], settings: Settings): Finding[] {
  if (found.length === 0 || (file.isGenerated && !settings.generated) || (file.isTest && !settings.tests)) return [];
  const lines = new Lines(file.text);
  const silent = suppressions(file, (o) => lines.lineOf(o));
  const seen = new Set<string>();
  // What the flow of one function tells is said by that rule, with its fix; the model need not say it again.
  const byFlow = found.filter((f) => !f.confidence.includes(byRun));
  const told = new Set(byFlow.flatMap((f) => [lines.lineOf(f.start), ...(modelled.has(f.rule) ? [f.function] : [])]));
  return found
    .filter((f) => !f.confidence.includes(byRun) || !(told.has(lines.lineOf(f.start)) || told.has(f.function)))
    .sort((a, b) => a.start - b.start || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0))
    .filter((f) => {
      const key = `${f.rule} ${f.start} ${f.end}`;
      if (seen.has(key) || silent.silences(f.rule, lines.lineOf(f.start))) return false;
      seen.add(key);
      return true;
    });
}

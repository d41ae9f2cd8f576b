import type { Finding, Level, Place, Severity } from './finding.ts';
import { byRun } from './model/report.ts';
import { Reads } from './package/asking.ts';
import { mayHaveFunctions, type Question } from './package/collect.ts';
import { faultsIn } from './package/facts.ts';
import { atLeast } from './package/goMod.ts';
import type { GoVersion, PackageView } from './package/view.ts';
import type { Claim } from './published.ts';
import type { Each, Problem, Report, Rule } from './rule.ts';
import type { Settings } from './settings.ts';
import type { Decl } from './syntax/ast.ts';

export interface Analyser {
  /** Findings by file name, in the order of the source. Every file of the package has an entry. */
  analyse(pkg: PackageView, settings: Settings): ReadonlyMap<string, readonly Finding[]>;
}

export interface AnalyserInput {
  readonly rules: readonly Rule[];
  /** Told once for each rule that throws: a bug, which costs that rule's findings in that place only. */
  readonly log: (message: string) => void;
}

interface Told {
  readonly rule: string;
  readonly problem: Problem;
}

export function createAnalyser({ rules, log }: AnalyserInput): Analyser {
  const broken = new Set<string>();
  const failed = (what: string, where: string, error: unknown): void => {
    if (!broken.has(what)) log(`${what} failed in ${where}: ${(error as Error).stack ?? error}`);
    broken.add(what);
  };
  const guarded = (rule: Rule, where: string, run: () => void): void => {
    try {
      run();
    } catch (error) {
      failed(`rule ${rule.meta.id}`, where, error);
    }
  };

  /** What the rules say about the functions of one declaration. */
  const aboutFunctions = (pkg: PackageView, chosen: readonly Rule[]): Question<readonly Told[]> => ({
    name: `rules ${chosen.map((r) => r.meta.id).join()}`,
    answer: (decl) => {
      const told: Told[] = [];
      for (const fn of pkg.functionsIn(decl))
        for (const rule of chosen)
          guarded(rule, `${fn.file.name} ${fn.name}`, () => rule.checkFunction?.(fn, into(told, rule)));
      return told;
    },
  });

  /** What they say about the package as a whole. */
  const aboutPackage = (pkg: PackageView, chosen: readonly Rule[]): Told[] => {
    const told: Told[] = [];
    for (const rule of chosen) {
      const each: Each = (items, work) => {
        for (const item of items) guarded(rule, pkg.path, () => work(item));
      };
      pkg.asking.from(
        () => guarded(rule, pkg.path, () => rule.checkPackage?.(pkg, into(told, rule), each)),
        // Nobody keeps it; but what is found out on the way may be asked again by somebody who does.
        new Reads(),
      );
    }
    for (const { fact, where, error } of faultsIn(pkg).splice(0)) failed(`fact ${fact}`, where, error);
    return told;
  };

  return {
    analyse: (pkg, settings) => {
      const active = rules.filter((r) => levelOf(r, settings, pkg.goVersion) !== 'off');
      const ofFunctions = aboutFunctions(
        pkg,
        active.filter((r) => r.checkFunction),
      );
      const ofAll = pkg.recallAll(ofFunctions, isChecked).flatMap((r) => r.values);
      const all = byRule([...aboutPackage(pkg, active), ...ofAll]);
      const claims = new Map<string, Claim[]>(pkg.files.map((f) => [f.name, []]));
      const files = new Map(pkg.files.map((f) => [f.name, f]));
      for (const { meta } of active)
        for (const { problem } of toldOnce(all.get(meta.id) ?? [])) {
          const { place, witness } = problem;
          // What begins in a test is a test's, wherever it ends.
          const isOfTests = [place, ...(witness?.slice(0, 1) ?? [])].some((at) => files.get(at.file)?.isTest);
          claims.get(place.file)?.push({ rule: meta.id, problem, isOfTests });
        }
      const byId = new Map(active.map((r) => [r.meta.id, r]));
      return pkg.published.of(
        pkg.files,
        (name) => claims.get(name) ?? [],
        settings,
        ({ rule, problem, isOfTests }) =>
          toFinding(byId.get(rule) as Rule, settings, pkg.goVersion, problem, isOfTests),
      );
    },
  };
}

/** As plain data, which outlives the view. */
const into =
  (told: Told[], rule: Rule): Report =>
  (p) =>
    told.push({ rule: rule.meta.id, problem: { ...p, function: p.function && { name: p.function.name } } });

function byRule(told: readonly Told[]): ReadonlyMap<string, readonly Told[]> {
  const all = new Map<string, Told[]>();
  for (const t of told) {
    const own = all.get(t.rule);
    if (own) own.push(t);
    else all.set(t.rule, [t]);
  }
  return all;
}

/**
 * What a rule tells from the flow, down to the last step, the model need not tell again. Its run to the place of the
 * flow's own finding is kept: that finding takes its steps (`published`).
 */
function toldOnce(told: readonly Told[]): readonly Told[] {
  const isByRun = ({ problem }: Told): boolean => problem.confidence?.includes(byRun) ?? false;
  const key = (at: Place): string => `${at.file}:${at.start}`;
  const byFlow = told.filter((t) => !isByRun(t));
  if (byFlow.length === told.length) return told;
  const places = new Set(byFlow.map(({ problem: p }) => key(p.place)));
  const steps = new Set(byFlow.flatMap(({ problem: p }) => (p.witness ?? []).map(key)));
  return told.filter((t) => {
    const at = key(t.problem.place);
    return !isByRun(t) || places.has(at) || !steps.has(at);
  });
}

const isChecked = (decl: Decl): boolean => !decl.broken && mayHaveFunctions(decl);

function levelOf(rule: Rule, settings: Settings, go: GoVersion): Level {
  const set = settings.rules[rule.meta.id];
  if (set) return set;
  const [major = 1, minor = 0] = (rule.meta.untilGo ?? '').split('.').map(Number);
  if (rule.meta.untilGo && atLeast(go, major, minor)) return 'off';
  return rule.meta.level;
}

const ladder: readonly Severity[] = ['information', 'warning', 'error'];

function toFinding(rule: Rule, settings: Settings, go: GoVersion, p: Problem, isOfTests: boolean): Finding {
  const level = levelOf(rule, settings, go);
  // A level that the user has set is meant as it is.
  const isSet = settings.rules[rule.meta.id] !== undefined;
  const shift = (p.higher && !isSet ? 1 : 0) - (p.lower && !isSet ? 1 : 0) - (isOfTests ? 1 : 0);
  const step = Math.min(2, Math.max(0, ladder.indexOf(level as Severity) + shift));
  return {
    rule: rule.meta.id,
    severity: ladder[step] as Severity,
    ...p.place,
    function: p.function?.name ?? '',
    message: p.message,
    witness: p.witness ?? [],
    fixes: p.fixes ?? [],
    confidence: p.confidence ?? [],
  };
}

import type { Fix, Level, Place, WitnessStep } from './finding.ts';
import type { FunctionUnit, PackageView } from './package/view.ts';

/**
 * A rule: its words, and a question to the engine. One rule, one file; the id is the file's name, the diagnostic's code,
 * the setting, the suppression comment, the fixture folder and the docs page.
 */
export interface Rule {
  readonly meta: RuleMeta;
  /** Asked once per function with a body, and again when something that the answer rests on has changed. */
  readonly checkFunction?: (fn: FunctionUnit, report: Report) => void;
  /** Asked after every edit. It must cost little: what is to be known of functions comes from `PackageView.collect`. */
  readonly checkPackage?: (pkg: PackageView, report: Report, each: Each) => void;
}

/** Does something for each item. Where that fails, the others are not lost. */
export type Each = <T>(items: Iterable<T>, work: (item: T) => void) => void;

export interface RuleMeta {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  /** One sentence: what it finds. */
  readonly summary: string;
  /** A paragraph: why it is a leak, in the runtime's terms. Markdown. */
  readonly why: string;
  /** A paragraph: what to do. Markdown. */
  readonly fix: string;
  /** What it keeps silent about on purpose, one line each. */
  readonly silentAbout: readonly string[];
  readonly group: 'channels' | 'contexts' | 'locks' | 'waitGroups' | 'resources' | 'timers' | 'goroutines' | 'memory';
  /** Reading for those who want more: Go's own documentation, issues, papers. */
  readonly links: readonly string[];
  /** Off from this Go version on: `1.23` for what the garbage collector handles since then. */
  readonly untilGo?: string;
}

export type Report = (problem: Problem) => void;

export interface Problem {
  /** In which function: gives the finding its name. Missing at package level. */
  readonly function: Pick<FunctionUnit, 'name'> | undefined;
  readonly place: Place;
  readonly message: string;
  readonly witness?: readonly WitnessStep[];
  readonly fixes?: readonly Fix[];
  readonly confidence?: readonly string[];
  /** One level lower than the rule's own, where the place is right by design often. */
  readonly lower?: boolean;
  /** One level higher (endless-goroutine in a loop). */
  readonly higher?: boolean;
}

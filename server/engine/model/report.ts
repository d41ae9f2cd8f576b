import type { Place } from '../finding.ts';
import type { PackageView } from '../package/view.ts';
import type { Problem, Report } from '../rule.ts';
import { type Leak, leaksOf } from './leaks.ts';

/** Why a finding of the model may be trusted; also how the runner knows it when another rule speaks about the same place. */
export const byRun = 'a run of the model ends here';

/** Reports what the model found and named by this rule. `isExcused`: places about which the rule has another opinion. */
export function reportLeaks(
  pkg: PackageView,
  rule: string,
  report: Report,
  isExcused: (at: Place) => boolean = () => false,
): void {
  for (const leak of leaksOf(pkg)) {
    if (leak.rule !== rule || isExcused(leak)) continue;
    report(problemOf(leak));
  }
}

const problems = new WeakMap<Leak, Problem>();

/** The same one for the same leak. */
function problemOf(leak: Leak): Problem {
  const before = problems.get(leak);
  if (before) return before;
  const problem: Problem = {
    function: leak.function,
    place: { file: leak.file, start: leak.start, end: leak.end },
    message: leak.message,
    witness: leak.witness,
    confidence: [byRun, ...leak.confidence],
    lower: leak.isFarFetched,
  };
  problems.set(leak, problem);
  return problem;
}

/** Rules that ask both the flow of one function and the model. */
export const modelled: ReadonlySet<string> = new Set([
  'blocks-forever',
  'done-not-signalled',
  'lock-not-released',
  'more-senders-than-receives',
  'receive-never-closed',
  'send-abandoned-by-return',
  'send-abandoned-by-select',
  'send-without-receiver',
]);

import { isCallTo } from '../engine/calls.ts';
import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { type Obligation, type Violation, violations } from '../engine/flow/obligations.ts';
import { releaseAdvice, releaseFix } from '../engine/flow/releaseFix.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Problem, Rule } from '../engine/rule.ts';

const kinds: readonly (Obligation & { readonly what: string })[] = [
  {
    what: 'ticker',
    acquires: (fn, call) => (isCallTo(fn, call, 'time', '', 'NewTicker') ? 0 : undefined),
    release: { methods: ['Stop'] },
  },
  {
    what: 'timer',
    acquires: (fn, call) => (isCallTo(fn, call, 'time', '', 'NewTimer') ? 0 : undefined),
    release: { methods: ['Stop'], received: 'C' },
  },
];

export const rule: Rule = {
  meta: {
    id: 'ticker-not-stopped',
    title: 'Ticker or timer not stopped',
    group: 'timers',
    level: 'information',
    untilGo: '1.23',
    summary: 'A path leaves the function without stopping the ticker or timer that it made.',
    why: 'Before Go 1.23 the runtime keeps a running ticker for ever, and a timer until it fires, whether anybody still listens or not. Since Go 1.23 both are collected when they are no longer referenced, so the rule is off there.',
    fix: 'Put `defer ticker.Stop()` right after it is made.',
    silentAbout: [
      'modules at go 1.23 or later',
      'tickers that are stored, returned or handed on',
      'timers that have fired',
      'loops that never leave the function',
    ],
    links: ['https://go.dev/doc/go1.23#timer-changes', 'https://pkg.go.dev/time#NewTicker'],
  },
  checkFunction(fn, report) {
    for (const kind of kinds) for (const v of violations(fn, kind)) report(problem(fn, v, kind, kind.what));
  },
};

function problem(fn: FunctionUnit, v: Violation, kind: Obligation, what: string): Problem {
  const name = v.ident.name;
  const stop = `${name}.Stop()`;
  const kept = what === 'ticker' ? 'for ever' : 'until it fires';
  return {
    function: fn,
    place: fn.place(v.ident),
    message: `The ${what} \`${name}\` is not stopped on every path: before Go 1.23 the runtime keeps it ${kept}. ${releaseAdvice(fn, v, kind, stop, 'right after this line')}`,
    witness: [
      { ...fn.place(v.call), message: `the ${what} starts` },
      ...tellPath(fn, v.path, `the function goes on without it; \`${stop}\` was not called`),
    ],
    fixes: releaseFix(fn, v, kind, stop, deferAfterErrorCheck(fn, v, stop)),
  };
}

import { isCallTo } from '../engine/calls.ts';
import { insertAfter, preferred } from '../engine/fix.ts';
import { type Obligation, violations } from '../engine/flow/obligations.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { Rule } from '../engine/rule.ts';

const obligation: Obligation = {
  acquires: (fn, call) => (isCallTo(fn, call, 'time', '', 'NewTicker', 'NewTimer') ? 0 : undefined),
  release: { methods: ['Stop'] },
};

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
      'loops that never leave the function',
    ],
    links: ['https://go.dev/doc/go1.23#timer-changes', 'https://pkg.go.dev/time#NewTicker'],
  },
  checkFunction(fn, report) {
    for (const v of violations(fn, obligation)) {
      const name = v.ident.name;
      const what = fn.textOf(v.call.fun).endsWith('Ticker') ? 'ticker' : 'timer';
      report({
        function: fn,
        place: fn.place(v.ident),
        message: `The ${what} \`${name}\` is not stopped on every path: before Go 1.23 the runtime keeps it ${what === 'ticker' ? 'for ever' : 'until it fires'}. Put \`defer ${name}.Stop()\` right after this line.`,
        witness: [
          { ...fn.place(v.call), message: `the ${what} starts` },
          ...tellPath(fn, v.path, `the function goes on without it; \`${name}.Stop()\` was not called`),
        ],
        fixes:
          v.block.loops.length === 0
            ? preferred(`Defer ${name}.Stop()`, insertAfter(fn, v.stmt, `defer ${name}.Stop()`))
            : [],
      });
    }
  },
};

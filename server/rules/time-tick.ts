import { callsIn, isCallTo } from '../engine/calls.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { Rule } from '../engine/rule.ts';

export const rule: Rule = {
  meta: {
    id: 'time-tick',
    title: 'time.Tick in a function that returns',
    group: 'timers',
    level: 'information',
    untilGo: '1.23',
    summary: '`time.Tick` is used in a function that can return; its ticker can never be stopped.',
    why: '`time.Tick` gives no access to its ticker. Before Go 1.23 that ticker runs for ever; every call leaves one behind.',
    fix: 'Use `time.NewTicker` and `defer ticker.Stop()`.',
    silentAbout: ['modules at go 1.23 or later', '`main` and `init`', 'functions that never return'],
    links: ['https://pkg.go.dev/time#Tick', 'https://go.dev/doc/go1.23#timer-changes'],
  },
  checkFunction(fn, report) {
    if (isProcessLifetime(fn) || !fn.cfg.exits.some((b) => b.exit === 'return')) return;
    for (const call of callsIn(fn)) {
      if (!isCallTo(fn, call, 'time', '', 'Tick')) continue;
      report({
        function: fn,
        place: fn.place(call),
        message:
          'The ticker behind `time.Tick` can never be stopped: every call of this function leaves one running. Use `time.NewTicker` and `defer ticker.Stop()`.',
        witness: [{ ...fn.place(call), message: 'a ticker starts that nothing can stop' }],
      });
    }
  },
};

import { callsIn, isCallTo } from '../engine/calls.ts';
import type { Fix } from '../engine/finding.ts';
import { freeName, insertBefore, preferred, replace } from '../engine/fix.ts';
import { loopAround } from '../engine/flow/loops.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr, Node, Stmt } from '../engine/syntax/ast.ts';

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
        fixes: withTicker(fn, call),
      });
    }
  },
};

/** A ticker before the statement, where that is reached once; by itself only where the duration is surely no zero. */
function withTicker(fn: FunctionUnit, call: CallExpr): Fix[] {
  const above = fn.ancestors(call);
  const stmt = above.findLast((n, i) => isListed(n, above[i - 1]));
  const [duration] = call.args;
  if (!stmt || !duration || loopAround(fn, stmt) || isRepeated(above.slice(above.indexOf(stmt)), call)) return [];
  const name = freeName(fn, 'ticker');
  const made = `${name} := ${fn.textOf(call.fun).replace(/Tick$/, 'NewTicker')}(${fn.textOf(duration)})`;
  const fixes = preferred(
    'Use a ticker that is stopped',
    insertBefore(fn, stmt, `${made}\ndefer ${name}.Stop()`),
    replace(fn, call, `${name}.C`),
  );
  const value = fn.package.constantOf(duration);
  // time.Tick gives nil for a duration that is not positive; NewTicker panics.
  return fixes.map((f) => ({ ...f, isPreferred: typeof value === 'bigint' && value > 0n }));
}

const isListed = (n: Node, parent: Node | undefined): boolean =>
  parent === undefined ||
  (parent.kind === 'BlockStmt' && parent.list.includes(n as Stmt)) ||
  ((parent.kind === 'CaseClause' || parent.kind === 'CommClause') && parent.body.includes(n as Stmt));

/** Within its statement, is the call evaluated every round? The operand of a range is not. */
function isRepeated(path: readonly Node[], call: CallExpr): boolean {
  return path.some((n) => n.kind === 'ForStmt' || (n.kind === 'RangeStmt' && n.x !== call && path[1] !== n.x));
}

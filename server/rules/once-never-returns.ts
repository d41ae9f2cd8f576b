import { isCallTo, isStart, walkOwn } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr } from '../engine/syntax/ast.ts';

export const rule: Rule = {
  meta: {
    id: 'once-never-returns',
    title: 'Goroutines that wait at a sync.Once',
    group: 'goroutines',
    level: 'information',
    summary: 'A function that is started as a goroutine runs a loop inside of `sync.Once.Do`.',
    why: '`Do` returns only when the one call has returned. The first goroutine runs the loop; every later one waits inside of `Do` until that loop ends, and does nothing.',
    fix: 'Put the `go` statement into the function that `Do` runs, so that `Do` returns at once.',
    silentAbout: ['functions that are not started as goroutines', 'work that ends by itself'],
    links: ['https://pkg.go.dev/sync#Once.Do'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (n) => {
      if (n.kind !== 'CallExpr' || !isCallTo(fn, n, 'sync', 'Once', 'Do')) return;
      const loop = endlessLoopOf(fn, n);
      const start = loop && startOf(fn, n);
      if (!loop || !start) return;
      report({
        function: fn,
        place: fn.place({ start: n.start, end: n.fun.end }),
        message:
          'Every goroutine but the first waits here until the loop inside has ended. Start the goroutine inside of `Do`.',
        witness: [
          { ...start.function.place(start.node), message: 'each run starts a goroutine' },
          {
            ...fn.place({ start: n.start, end: n.fun.end }),
            message: 'the first goroutine runs the function, and all others wait for it',
            goroutine: 'later goroutines',
          },
          { ...loop, message: 'which goes round until it is told to stop', goroutine: 'the first goroutine' },
        ],
      });
    });
  },
};

/** The `for` without a condition in what `Do` runs. */
function endlessLoopOf(fn: FunctionUnit, call: CallExpr) {
  const [arg] = call.args;
  const unit =
    arg?.kind === 'FuncLit' ? fn.package.functionOf(arg) : arg?.kind === 'SelectorExpr' ? methodOf(fn, arg) : undefined;
  let found: ReturnType<FunctionUnit['place']> | undefined;
  if (unit)
    walkOwn(unit, (n) => {
      if (n.kind === 'ForStmt' && !n.cond) found ??= unit.place({ start: n.start, end: n.body.start });
    });
  return found;
}

function methodOf(fn: FunctionUnit, sel: CallExpr['fun'] & { kind: 'SelectorExpr' }): FunctionUnit | undefined {
  const m = fn.package.member(fn.package.typeOf(sel.x), sel.sel.name);
  return m?.kind === 'method' ? m.function : undefined;
}

/** The `go` statement that starts the function, or is around the call. */
function startOf(fn: FunctionUnit, call: CallExpr) {
  const { parents } = declFacts(fn.decl);
  const own = parents.get(call);
  if (own?.kind === 'GoStmt') return { function: fn, node: own };
  if (fn.syntax.kind === 'FuncLit') {
    const outer = parents.get(parents.get(fn.syntax) ?? call);
    return outer?.kind === 'GoStmt' && fn.outer ? { function: fn.outer, node: outer } : undefined;
  }
  const start = fn.package.callsTo(fn).find(isStart);
  return start && { function: start.function, node: start.call };
}

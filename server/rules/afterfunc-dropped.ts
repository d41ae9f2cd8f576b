import { callsIn, isCallTo } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Expr } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'afterfunc-dropped',
    title: 'A timer that sets itself again and cannot be stopped',
    group: 'timers',
    level: 'information',
    summary: 'A function sets itself again by `time.AfterFunc`, without a condition, and the timer is dropped.',
    why: 'Each run starts the next: the chain goes on as long as the process, one for every object that began it, and nobody has the timer to stop it.',
    fix: 'Keep the timer and `Stop` it where the object ends, or use a goroutine with a ticker and a stop channel.',
    silentAbout: [
      'timers that are kept',
      'functions that set themselves again only under a condition',
      'timers that run once',
    ],
    links: ['https://pkg.go.dev/time#AfterFunc'],
  },
  checkFunction(fn, report) {
    for (const call of callsIn(fn)) {
      if (!isCallTo(fn, call, 'time', '', 'AfterFunc') || isProcessLifetime(fn)) continue;
      const { parents } = declFacts(fn.decl);
      const stmt = parents.get(call);
      const again = call.args[1];
      // At the top of the function, unconditionally, with the timer dropped.
      if (stmt?.kind !== 'ExprStmt' || parents.get(stmt) !== fn.syntax.body || !again || !runs(fn, again)) continue;
      if (fn.syntax.body?.list.some((s) => s.start < stmt.start && leaves(s))) continue;
      report({
        function: fn,
        place: fn.place(call),
        message: `\`${fn.name}\` sets itself again for ever, and nobody can stop the timer. Keep it, and stop it where its owner ends.`,
        witness: [
          { ...fn.place(call), message: 'the timer is set, and dropped' },
          { ...fn.place(fn.syntax.type), message: 'when it fires, this function runs and sets it again' },
        ],
      });
    }
  },
};

/** Is it the function itself, or a literal that calls it? */
function runs(fn: FunctionUnit, e: Expr): boolean {
  const isSelf = (x: Expr): boolean => {
    if (x.kind === 'Ident') {
      const o = fn.package.objectOf(x);
      return o?.kind === 'func' && o.syntax === fn.syntax;
    }
    const m = x.kind === 'SelectorExpr' ? fn.package.member(fn.package.typeOf(x.x), x.sel.name) : undefined;
    return m?.kind === 'method' && m.function === fn;
  };
  if (e.kind !== 'FuncLit') return isSelf(e);
  const [only] = e.body.list;
  return e.body.list.length === 1 && only?.kind === 'ExprStmt' && only.x.kind === 'CallExpr' && isSelf(only.x.fun);
}

function leaves(s: Parameters<typeof walk>[0]): boolean {
  let found = false;
  walk(s, (n) => {
    if (n.kind === 'FuncLit') return false;
    if (n.kind === 'ReturnStmt') found = true;
    return !found;
  });
  return found;
}

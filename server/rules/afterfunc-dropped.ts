import { callsIn, isCallTo } from '../engine/calls.ts';
import type { LocalVar } from '../engine/facts/objects.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Expr } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';
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
        message: `${fn.outer ? 'The function' : `\`${fn.name}\``} sets itself again for ever, and nobody can stop the timer. Keep it, and stop it where its owner ends.`,
        witness: [
          { ...fn.place(call), message: 'the timer is set, and dropped' },
          { ...fn.place(fn.syntax.type), message: 'when it fires, this function runs and sets it again' },
        ],
      });
    }
  },
};

/** Does this value, when it is called, run the function again: is it that, or does it call it whatever happens? */
function runs(fn: FunctionUnit, e: Expr): boolean {
  const next = functionOf(fn, e);
  return next !== undefined && (next === fn || alwaysCalls(next, fn));
}

/** The function of the package, the method or the literal that a value stands for. */
function functionOf(fn: FunctionUnit, e: Expr): FunctionUnit | undefined {
  const x = unparen(e);
  if (x.kind === 'FuncLit') return fn.package.functionOf(x);
  if (x.kind === 'SelectorExpr') {
    const m = fn.package.member(fn.package.typeOf(x.x), x.sel.name);
    return m?.kind === 'method' ? m.function : undefined;
  }
  const object = x.kind === 'Ident' ? fn.package.objectOf(x) : undefined;
  if (object?.kind === 'func') return fn.package.functionOf(object.syntax);
  return object?.kind === 'local' ? literalIn(fn, object) : undefined;
}

/** `var tick func(); tick = func() { … }`, and never another. */
function literalIn(fn: FunctionUnit, v: LocalVar): FunctionUnit | undefined {
  const { assignments, definitions } = declFacts(fn.decl);
  const [by, another] = assignments.get(v) ?? [];
  const d = definitions.get(v);
  const value = d?.kind === 'value' ? (by ? undefined : d.value) : by?.kind === 'AssignStmt' ? by.rhs[0] : undefined;
  const literal = value && unparen(value);
  return !another && literal?.kind === 'FuncLit' ? fn.package.functionOf(literal) : undefined;
}

/** Calls of calls of calls are looked into, and no further. */
const maxCalls = 3;

/** By a statement of its own at the top of the body, with no way out before; or what it calls so does. */
function alwaysCalls(from: FunctionUnit, to: FunctionUnit, depth = 0): boolean {
  for (const s of from.syntax.body?.list ?? []) {
    const call = s.kind === 'ExprStmt' ? unparen(s.x) : undefined;
    const callee = call?.kind === 'CallExpr' ? functionOf(from, call.fun) : undefined;
    if (callee && (callee === to || (depth < maxCalls && alwaysCalls(callee, to, depth + 1)))) return true;
    if (leaves(s)) return false;
  }
  return false;
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

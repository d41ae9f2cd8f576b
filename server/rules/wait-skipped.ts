import { callsIn, isCallTo, walkOwn } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { findFrom } from '../engine/flow/errorReturns.ts';
import { tellPath } from '../engine/flow/tell.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr, GoStmt } from '../engine/syntax/ast.ts';
import { pathOf } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'wait-skipped',
    title: 'An early return skips Wait',
    group: 'waitGroups',
    level: 'information',
    summary: 'A path returns between starting goroutines and the `wg.Wait()` that waits for them.',
    why: 'Whoever called the function takes the work to be over, and it is not: goroutines go on with what the caller is about to close, and nothing waits for them any more.',
    fix: '`defer wg.Wait()` right after the WaitGroup is made, with a way to tell the goroutines to stop.',
    silentAbout: [
      'waits that are deferred, or stand in a goroutine of their own',
      'WaitGroups of fields, which somebody else may wait for',
      'functions that defer a `cancel`: the goroutines end by it',
    ],
    links: ['https://pkg.go.dev/sync#WaitGroup'],
  },
  checkFunction(fn, report) {
    if (isProcessLifetime(fn) || fn.cfg.incomplete || fn.decl.broken || fn.cfg.deferred.length > 0) return;
    const waits = callsIn(fn).filter((c) => isCallTo(fn, c, 'sync', 'WaitGroup', 'Wait'));
    const [wait] = waits;
    const group = wait?.fun.kind === 'SelectorExpr' ? wait.fun.x : undefined;
    const v = group?.kind === 'Ident' ? fn.package.objectOf(group) : undefined;
    if (!wait || waits.length !== 1 || v?.kind !== 'local' || v.owner !== fn.syntax || v.role !== 'var') return;
    const name = v.name;
    for (const go of startsOf(fn, name)) {
      const path = findFrom(
        fn,
        go,
        (_, b) => b.exit === 'return',
        (i) => i.node.start <= wait.start && wait.end <= i.node.end,
      );
      if (!path || isHandedOut(fn, name, wait)) continue;
      report({
        function: fn,
        place: fn.place(wait),
        message: `A return before \`${fn.textOf(wait)}\` leaves the goroutines of \`${name}\` running, with nobody who waits for them. Defer the wait.`,
        witness: [
          { ...fn.place(go), message: `a goroutine of \`${name}\` is started` },
          ...tellPath(fn, path, `the function returns without \`${fn.textOf(wait)}\``),
        ],
      });
      return;
    }
  },
};

/** The `go` statements whose goroutine calls `Done` of the group. */
function startsOf(fn: FunctionUnit, group: string): GoStmt[] {
  const found: GoStmt[] = [];
  walkOwn(fn, (n) => {
    if (n.kind !== 'GoStmt') return;
    let isDone = false;
    walk(n, (c) => {
      if (c.kind === 'SelectorExpr' && c.sel.name === 'Done' && pathOf(c.x) === group) isDone = true;
      return !isDone;
    });
    if (isDone) found.push(n);
  });
  return found;
}

/** Somebody else has the group, and may wait for it. */
function isHandedOut(fn: FunctionUnit, group: string, wait: CallExpr): boolean {
  const { parents } = declFacts(fn.decl);
  let isOut = false;
  walk(fn.syntax, (n) => {
    if (n.kind !== 'Ident' || n.name !== group || wait.start === n.start) return !isOut;
    const above = parents.get(n);
    const isMethod = above?.kind === 'SelectorExpr' && above.x === n && /^(Add|Done|Wait|Go)$/.test(above.sel.name);
    const isDeclared = above?.kind === 'DeclStmt' || above?.kind === 'ValueSpec' || above?.kind === 'AssignStmt';
    if (!isMethod && !isDeclared) isOut = true;
    return !isOut;
  });
  return isOut;
}

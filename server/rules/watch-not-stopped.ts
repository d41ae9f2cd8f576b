import { declFacts } from '../engine/facts/scopes.ts';
import { heldNames, useIn } from '../engine/flow/heldNames.ts';
import { acquisitions, droppingEdges, type Obligation } from '../engine/flow/obligations.ts';
import { useOf } from '../engine/flow/ownership.ts';
import { findPath } from '../engine/flow/paths.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr } from '../engine/syntax/ast.ts';
import { pathOf, unparen } from '../engine/syntax/print.ts';

const stops = { methods: ['Stop'] };
const obligation: Obligation = { acquires: (fn, call) => (isWatched(fn, call) ? 0 : undefined), release: stops };

export const rule: Rule = {
  meta: {
    id: 'watch-not-stopped',
    title: 'Watch not stopped',
    group: 'resources',
    level: 'warning',
    summary: 'A path leaves the function without stopping a watch of whose `ResultChan` it has received.',
    why: 'Behind a watch runs a goroutine that sends its events. When nobody receives any more and nobody has called `Stop`, it waits at its next event for ever, with the connection.',
    fix: 'Put `defer w.Stop()` right after the error check.',
    silentAbout: [
      'watches that are returned, stored or handed on',
      'the end of the events: then the watch has ended by itself',
    ],
    links: ['https://pkg.go.dev/k8s.io/apimachinery/pkg/watch#Interface'],
  },
  checkFunction(fn, report) {
    if (fn.cfg.incomplete || fn.decl.broken) return;
    for (const a of acquisitions(fn, obligation)) {
      if ((declFacts(fn.decl).uses.get(a.variable) ?? []).some((u) => useOf(fn, u, stops) === 'handsOn')) continue;
      const drops = droppingEdges(fn, a, obligation);
      const name = a.ident.name;
      const names = heldNames(fn, a.variable, stops);
      const path = findPath(fn, a.block, a.index, {
        item: (i) => {
          const use = useIn(fn, i.node, names);
          return use === 'releases' || use === 'handsOn' ? 'stop' : 'on';
        },
        edge: (e) => {
          const isEnd = e.why.kind === 'range' && !e.why.more && isEvents(e.why.node, name);
          return isEnd || drops(e) || asksOk(e.why.kind === 'cond' ? fn.textOf(e.why.cond) : '') ? 'stop' : 'on';
        },
        exit: (b) => (b.exit === 'return' ? 'found' : 'stop'),
      });
      if (!path) continue;
      report({
        function: fn,
        place: fn.place(a.ident),
        message: `The watch \`${name}\` is not stopped on every path: its goroutine waits to send the next event for ever. Put \`defer ${name}.Stop()\` after the error check.`,
        witness: [
          { ...fn.place(a.call), message: 'a watch is started' },
          ...tellPath(fn, path, `the function returns; \`${name}.Stop()\` was not called`),
        ],
      });
    }
  },
};

/** The variable that gets the result is asked for its `ResultChan` in this function. */
function isWatched(fn: FunctionUnit, call: CallExpr): boolean {
  const { parents, uses } = declFacts(fn.decl);
  const stmt = parents.get(call);
  const target = stmt?.kind === 'AssignStmt' && stmt.rhs[0] === call ? stmt.lhs[0] : undefined;
  const v = target?.kind === 'Ident' ? fn.package.objectOf(target) : undefined;
  if (v?.kind !== 'local') return false;
  return (uses.get(v) ?? []).some((u) => {
    const sel = parents.get(u);
    return sel?.kind === 'SelectorExpr' && sel.x === u && sel.sel.name === 'ResultChan';
  });
}

/** `for event := range w.ResultChan()` */
function isEvents(loop: { readonly kind: string }, name: string): boolean {
  const x =
    loop.kind === 'RangeStmt' ? unparen((loop as { x: Parameters<typeof unparen>[0] } & typeof loop).x) : undefined;
  return (
    x?.kind === 'CallExpr' &&
    x.fun.kind === 'SelectorExpr' &&
    x.fun.sel.name === 'ResultChan' &&
    pathOf(x.fun.x) === name
  );
}

/** `event, ok := <-w.ResultChan()`: what follows `!ok` is the end of the watch, and cannot be told from here. */
const asksOk = (cond: string): boolean => /^!?(ok|open|more)$/.test(cond);

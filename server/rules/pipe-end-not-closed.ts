import { isCallTo } from '../engine/calls.ts';
import type { LocalVar, Obj } from '../engine/facts/objects.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { deferAfterErrorCheck } from '../engine/flow/deferFix.ts';
import { type Obligation, type Violation, violations } from '../engine/flow/obligations.ts';
import { useOf } from '../engine/flow/ownership.ts';
import { assignedBy } from '../engine/flow/paths.ts';
import { readsToTheEnd } from '../engine/flow/readsAll.ts';
import { releaseAdvice, releaseFix } from '../engine/flow/releaseFix.ts';
import { failedItem, startsSomething } from '../engine/flow/starters.ts';
import { tellPath } from '../engine/flow/tell.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Node } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

const closes = { methods: ['Close', 'CloseWithError'] };
const end = (index: number): Obligation => ({
  acquires: (fn, call) => (isCallTo(fn, call, 'io', '', 'Pipe') ? index : undefined),
  release: closes,
});

const readsIt = (fn: FunctionUnit, node: Node, v: LocalVar): boolean =>
  readsToTheEnd(fn, node, (x) => x.kind === 'Ident' && fn.package.objectOf(x) === v);

const ends = [
  { kind: { ...end(1), endsAt: closesOther }, what: 'writer', other: 'reads', effect: 'waits for more for ever' },
  // Read to its end, or to the error that the writer closed it with, nobody writes any more.
  {
    kind: {
      ...end(0),
      endsAt: (fn: FunctionUnit, node: Node, v: LocalVar) => readsIt(fn, node, v) || closesOther(fn, node, v),
    },
    what: 'reader',
    other: 'writes',
    effect: 'waits at its next write for ever',
  },
] as const;

export const rule: Rule = {
  meta: {
    id: 'pipe-end-not-closed',
    title: 'End of a pipe not closed',
    group: 'resources',
    level: 'warning',
    summary: 'A path leaves the function without closing an end of an `io.Pipe` that it has kept for itself.',
    why: 'An `io.Pipe` has no buffer: a read waits for a write or for the writer to be closed, a write for a read or for the reader to be closed. A goroutine at the other end waits for ever when this end is dropped open.',
    fix: 'Put `defer pw.Close()` (or `CloseWithError`) right after the pipe was made, in whoever writes; close the reader where the reading ends early.',
    silentAbout: [
      'an end that is returned, stored, or handed to a goroutine or to a callee that may close it',
      'an end of which nothing is used',
      'a pipe whose other end is closed: that frees both sides',
    ],
    links: ['https://pkg.go.dev/io#Pipe'],
  },
  checkFunction(fn, report) {
    for (const { kind, what, other, effect } of ends)
      for (const v of violations(fn, kind)) {
        if (!isOtherEndInUse(fn, v)) continue;
        const name = v.ident.name;
        const call = `${name}.Close()`;
        report({
          function: fn,
          place: fn.place(v.ident),
          message: `The ${what} \`${name}\` of the pipe is not closed on every path: whoever ${other} at the other end ${effect}. ${releaseAdvice(fn, v, kind, call, 'right after this line')}`,
          witness: [
            { ...fn.place(v.call), message: 'a pipe is made' },
            ...tellPath(fn, v.path, `the function returns; \`${call}\` was not called`),
          ],
          fixes: releaseFix(fn, v, kind, call, deferAfterErrorCheck(fn, v, call)),
        });
      }
  },
};

/**
 * Does the node close the other end? Either one frees whoever waits at the pipe. A literal counts where it works with this
 * end as well: another goroutine may be the one that waits.
 */
function closesOther(fn: FunctionUnit, node: Node, v: LocalVar): boolean {
  const others = otherEnds(fn, v);
  let closed = false;
  walk(node, (n) => {
    if (n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
    if (n.kind === 'FuncLit' && !usesIn(fn, n, v)) return false;
    const on = n.kind === 'CallExpr' && n.fun.kind === 'SelectorExpr' ? n.fun : undefined;
    const object = on?.x.kind === 'Ident' ? fn.package.objectOf(on.x) : undefined;
    if (on && closes.methods.includes(on.sel.name) && object?.kind === 'local' && others.includes(object))
      closed = true;
    return !closed;
  });
  return closed;
}

const usesIn = (fn: FunctionUnit, node: Node, v: LocalVar): boolean =>
  (declFacts(fn.decl).uses.get(v) ?? []).some((u) => u.start >= node.start && u.end <= node.end);

/** The variable that got the other end of the same pipe. */
function otherEnds(fn: FunctionUnit, v: LocalVar): readonly Obj[] {
  const definition = declFacts(fn.decl).definitions.get(v);
  const assignments = declFacts(fn.decl).assignments.get(v) ?? [];
  const made = [
    ...(definition?.kind === 'value' ? [declFacts(fn.decl).parents.get(definition.value)] : []),
    ...assignments,
  ];
  return made.flatMap((n) => (n?.kind === 'AssignStmt' ? assignedBy(fn, n) : [])).filter((o) => o !== v);
}

/** Before the path ends, somebody else has got the other end: a goroutine, a closure, or whoever it was handed to. */
function isOtherEndInUse(fn: FunctionUnit, v: Violation): boolean {
  const other = assignedBy(fn, v.stmt).find((o) => o !== v.variable);
  const end = (v.path.item ?? v.path.end.items.at(-1))?.node.end ?? fn.syntax.end;
  if (other?.kind !== 'local') return true;
  const failed = failedItem(fn, v.path, v.stmt)?.node;
  return (declFacts(fn.decl).uses.get(other) ?? []).some((u) => {
    if (u.start > end) return false;
    // What has failed, and starts nothing by itself, has kept nothing.
    const call = declFacts(fn.decl).parents.get(u);
    const callee =
      call?.kind === 'CallExpr' && failed && u.start >= failed.start ? fn.package.calleeOf(call) : undefined;
    if (callee?.kind === 'function' && !startsSomething(callee.function)) return false;
    if (callee?.kind === 'external' && callee.path === 'net/http' && callee.name.startsWith('NewRequest')) return false;
    const inGoroutine = fn.ancestors(u).some((n) => n.kind === 'FuncLit' || n.kind === 'GoStmt');
    return inGoroutine || useOf(fn, u, closes) === 'handsOn';
  });
}

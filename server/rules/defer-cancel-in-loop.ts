import { cancelResult } from '../engine/calls.ts';
import type { Fix } from '../engine/finding.ts';
import { insertAfter, preferred, remove } from '../engine/fix.ts';
import { acquisitions, type Obligation } from '../engine/flow/obligations.ts';
import { reaches } from '../engine/flow/reach.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { DeferStmt, Node } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

const obligation: Obligation = { acquires: cancelResult, release: { call: true, methods: [] } };

export const rule: Rule = {
  meta: {
    id: 'defer-cancel-in-loop',
    title: 'Release deferred in a loop',
    group: 'contexts',
    level: 'information',
    summary:
      'A context is derived and its cancel function deferred in every round of a loop, or anything is released like that in a loop without end.',
    why: 'Deferred calls run when the function returns, not when the round ends. Until then every round adds a live context, a timer or connection, and a deferred call.',
    fix: 'Move the body of the loop into a function of its own, or call `cancel` (`Stop`, `Close`) at the end of the round.',
    silentAbout: [
      'loops that leave the function in the round that acquires',
      'what is closed or stopped so in a loop that has an end',
    ],
    links: ['https://go.dev/ref/spec#Defer_statements'],
  },
  checkFunction(fn, report) {
    for (const a of acquisitions(fn, obligation)) {
      const loop = a.block.loops.at(-1);
      if (!loop) continue;
      const defer = fn.cfg.blocks
        .flatMap((b) => b.items.map((i) => ({ b, i })))
        .find(({ b, i }) => {
          if (i.kind !== 'defer' || i.node.kind !== 'DeferStmt' || !b.loops.includes(loop)) return false;
          const { call } = i.node;
          return call.kind === 'CallExpr' && call.fun.kind === 'Ident' && fn.package.objectOf(call.fun) === a.variable;
        });
      if (!defer || !reaches(defer.b, a.block)) continue;
      report({
        function: fn,
        place: fn.place(defer.i.node),
        message: `\`defer ${a.ident.name}()\` in a loop runs when the function returns, not when the round ends: contexts pile up. Move the round into a function of its own.`,
        witness: [
          { ...fn.place(a.call), message: 'every round derives a context' },
          { ...fn.place(defer.i.node), message: 'its cancel function waits for the end of the function' },
        ],
        fixes: endRound(fn, a.stmt, defer.i.node),
      });
    }
    for (const { defer, made, loop } of pilingUp(fn)) {
      const call = fn.textOf(defer.call);
      report({
        function: fn,
        place: fn.place(defer),
        message: `\`defer ${call}\` in a loop without end runs when the function returns, not when the round ends: what each round makes piles up. Call \`${call}\` at the end of the round, or move it into a function of its own.`,
        witness: [
          { ...fn.place(loop), message: 'the loop goes round as long as nothing leaves it' },
          { ...fn.place(made), message: 'every round makes one' },
          { ...fn.place(defer), message: 'its release waits for the end of the function' },
        ],
        fixes: endRound(fn, made, defer),
      });
    }
  },
};

const releases = new Set(['Stop', 'Close', 'Release']);

/** Deferred releases of what a round has made, in a loop that goes on after them and ends by leaving only. */
function* pilingUp(fn: FunctionUnit) {
  for (const b of fn.cfg.blocks) {
    const loop = b.loops.at(-1);
    if (!loop || !isEndless(fn, loop)) continue;
    for (const { node } of b.items) {
      // Under a condition it may happen once only.
      if (node.kind !== 'DeferStmt' || fn.ancestors(node).at(-2) !== loop || !reaches(b, b)) continue;
      const made = releasedBy(fn, node);
      if (made && loop.start <= made.start && made.end <= loop.end) yield { defer: node, made, loop };
    }
  }
}

const isEndless = (fn: FunctionUnit, loop: Node): boolean =>
  (loop.kind === 'ForStmt' && !loop.cond) ||
  (loop.kind === 'RangeStmt' && fn.package.underlying(fn.package.typeOf(loop.x)).kind === 'chan');

/** Where the variable is declared that `defer v.Close()`, or `defer v.Body.Close()`, lets go of. */
function releasedBy(fn: FunctionUnit, { call }: DeferStmt): Node | undefined {
  if (call.kind !== 'CallExpr' || call.fun.kind !== 'SelectorExpr' || !releases.has(call.fun.sel.name))
    return undefined;
  let base: Node = call.fun.x;
  while (base.kind === 'SelectorExpr') base = base.x;
  const v = base.kind === 'Ident' ? fn.package.objectOf(base) : undefined;
  if (v?.kind !== 'local' || v.loop || v.owner !== fn.syntax) return undefined;
  return fn.ancestors(v.ident).findLast((n) => n.kind === 'AssignStmt' || n.kind === 'DeclStmt');
}

/** Calls at the end of the round, where every way through the round comes by there and nothing goes on beside it. */
function endRound(fn: FunctionUnit, derived: Node, defer: Node): Fix[] {
  const body = fn.ancestors(defer).at(-1);
  const loop = fn.ancestors(defer).at(-2);
  const last = body?.kind === 'BlockStmt' ? body.list.at(-1) : undefined;
  if (body?.kind !== 'BlockStmt' || !last || last === defer || fn.ancestors(derived).at(-1) !== body) return [];
  if (defer.kind !== 'DeferStmt' || (loop?.kind !== 'ForStmt' && loop?.kind !== 'RangeStmt')) return [];
  // t.Fatal leaves too.
  let leaves = fn.cfg.blocks.some((b) => b.loops.includes(loop) && b.exit !== undefined);
  walk(body, (n) => {
    if (n.kind === 'ReturnStmt' || n.kind === 'BranchStmt' || n.kind === 'GoStmt' || n.kind === 'FuncLit')
      leaves = true;
    return !leaves;
  });
  const call = fn.textOf(defer.call);
  return leaves
    ? []
    : preferred(`Call ${call} at the end of the round`, remove(fn, defer), insertAfter(fn, last, call));
}

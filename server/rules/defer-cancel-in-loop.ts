import { cancelResult } from '../engine/calls.ts';
import { acquisitions, type Obligation } from '../engine/flow/obligations.ts';
import { reaches } from '../engine/flow/reach.ts';
import type { Rule } from '../engine/rule.ts';

const obligation: Obligation = { acquires: cancelResult, release: { call: true, methods: [] } };

export const rule: Rule = {
  meta: {
    id: 'defer-cancel-in-loop',
    title: 'Cancel deferred in a loop',
    group: 'contexts',
    level: 'information',
    summary: 'A context is derived and its cancel function deferred in every round of a loop.',
    why: 'Deferred calls run when the function returns, not when the round ends. Until then every round adds a live context, a timer and a deferred call.',
    fix: 'Move the body of the loop into a function of its own, or call `cancel` at the end of the round.',
    silentAbout: ['loops that leave the function in the round that derives the context'],
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
      });
    }
  },
};

import { walkOwn } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { dereferenced } from '../engine/facts/types.ts';
import { endings } from '../engine/flow/owners.ts';
import { useOf } from '../engine/flow/ownership.ts';
import { isProcessLifetime } from '../engine/lifetime.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'started-never-stopped',
    title: 'Started and never stopped',
    group: 'goroutines',
    level: 'information',
    summary:
      'A function makes an object, starts its goroutine, and lets go of it without the `Stop` or `Close` that would end it.',
    why: 'The goroutine was started for the object and ends with its `Stop`. When the object goes out of reach, nobody can call that any more, and the goroutine stays with all that it refers to.',
    fix: 'Put `defer x.Stop()` behind the start, or hand the object to somebody who stops it.',
    silentAbout: [
      'objects that are returned, stored or handed on',
      'types without a method that ends them',
      '`main`, commands and what lives as long as the process',
    ],
    links: ['https://go.dev/blog/context'],
  },
  checkFunction(fn, report) {
    if (isProcessLifetime(fn)) return;
    const { definitions, uses, parents, assignments } = declFacts(fn.decl);
    for (const [v] of definitions) {
      if (v.owner !== fn.syntax || v.role !== 'var' || (assignments.get(v) ?? []).length > 0) continue;
      const type = dereferenced(fn.package.typeOfObject(v));
      if (type.kind !== 'named' || type.path !== fn.package.path) continue;
      const methods = fn.package.methodsOf(type.name);
      const ending = methods.find((m) => (endings as readonly string[]).includes(nameOf(m)));
      if (!ending) continue;
      const all = uses.get(v) ?? [];
      const release = { methods: [...endings, ...endings.map((e) => e.toLowerCase())] };
      if (!all.every((u) => useOf(fn, u, release) === 'borrows' && !isCaptured(fn, u))) continue;
      const start = all.find((u) => {
        const sel = parents.get(u);
        const called =
          sel?.kind === 'SelectorExpr' && sel.x === u ? methods.find((m) => nameOf(m) === sel.sel.name) : undefined;
        return called !== undefined && /^(start|run|serve|listen|open|begin)/i.test(nameOf(called)) && spawns(called);
      });
      const sel = start && parents.get(start);
      if (!sel) continue;
      const call = `${v.name}.${nameOf(ending)}()`;
      report({
        function: fn,
        place: fn.place(sel),
        message: `\`${fn.textOf(sel)}\` starts a goroutine that nobody can end: \`${call}\` is not called, and \`${v.name}\` goes out of reach. Put \`defer ${call}\` behind it.`,
        witness: [
          { ...fn.place(sel), message: 'a goroutine is started for the object' },
          { ...ending.place(ending.syntax.type), message: `\`${nameOf(ending)}\` would end it, and is not called` },
        ],
      });
    }
  },
};

const nameOf = (m: FunctionUnit): string => m.name.replace(/^.*\./, '');

function isCaptured(fn: FunctionUnit, use: Parameters<FunctionUnit['ancestors']>[0]): boolean {
  return fn.ancestors(use).some((n) => n.kind === 'FuncLit' || n.kind === 'GoStmt');
}

function spawns(m: FunctionUnit): boolean {
  let found = false;
  walkOwn(m, (n) => {
    if (n.kind === 'GoStmt') found = true;
  });
  // One that returns only when its work is done has waited for it.
  let waits = false;
  walk(m.syntax, (n) => {
    if (n.kind === 'SelectorExpr' && n.sel.name === 'Wait') waits = true;
    return !waits;
  });
  return found && !waits;
}

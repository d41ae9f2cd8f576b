import { isCallTo, isContext, walkOwn } from '../engine/calls.ts';
import type { Obj } from '../engine/facts/objects.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { replace } from '../engine/fix.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { FuncLit, Ident } from '../engine/syntax/ast.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'errgroup-context-ignored',
    title: "errgroup's context ignored",
    group: 'contexts',
    level: 'warning',
    summary: "A function of an errgroup uses the outer context and not the group's own.",
    why: 'The group cancels its own context when the first function fails, so that the others stop. A function that listens to the outer one goes on, and `Wait` waits for it.',
    fix: 'Use the context that `errgroup.WithContext` returned.',
    silentAbout: [
      'groups whose context is thrown away (`g, _ :=`): all functions are meant to run to their end',
      'the outer context outside of the functions',
      'a function that uses both',
    ],
    links: ['https://pkg.go.dev/golang.org/x/sync/errgroup#WithContext'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (n) => {
      if (
        n.kind !== 'AssignStmt' ||
        n.lhs.length !== 2 ||
        n.rhs[0]?.kind !== 'CallExpr' ||
        !isCallTo(fn, n.rhs[0], 'golang.org/x/sync/errgroup', '', 'WithContext')
      )
        return;
      const [group, own] = n.lhs.map((e) =>
        e.kind === 'Ident' && e.name !== '_' ? fn.package.objectOf(e) : undefined,
      );
      const parent = n.rhs[0].args[0];
      const outer = parent?.kind === 'Ident' ? fn.package.objectOf(parent) : undefined;
      if (group?.kind !== 'local' || own?.kind !== 'local' || outer?.kind !== 'local' || own === outer) return;
      for (const use of declFacts(fn.decl).uses.get(outer) ?? []) {
        const literal = spawned(fn, use, group);
        if (!literal || !isContext(fn.package.typeOf(use))) continue;
        let usesOwn = false;
        walk(literal, (x) => {
          if (x.kind === 'Ident' && fn.package.objectOf(x) === own) usesOwn = true;
          return !usesOwn;
        });
        if (usesOwn) continue;
        report({
          function: fn,
          place: fn.place(use),
          message: `\`${use.name}\` is not cancelled when another function of the group fails: this one goes on and \`Wait\` waits for it. Use \`${own.name}\`.`,
          witness: [
            { ...fn.place(n), message: `\`${own.name}\` ends with the first failure; \`${use.name}\` does not` },
            { ...fn.place(use), message: 'this function listens to the outer context only' },
          ],
          fixes: [{ title: `Use ${own.name}`, isPreferred: true, edits: [replace(fn, use, own.name)] }],
        });
      }
    });
  },
};

/** The literal passed to the group's Go that holds the use. */
function spawned(fn: FunctionUnit, use: Ident, group: Obj): FuncLit | undefined {
  const above = fn.ancestors(use);
  for (let i = above.length - 1; i > 0; i--) {
    const [literal, call] = [above[i], above[i - 1]];
    if (
      literal?.kind !== 'FuncLit' ||
      call?.kind !== 'CallExpr' ||
      call.fun.kind !== 'SelectorExpr' ||
      call.fun.x.kind !== 'Ident'
    )
      continue;
    if (fn.package.objectOf(call.fun.x) === group && (call.fun.sel.name === 'Go' || call.fun.sel.name === 'TryGo'))
      return literal;
  }
  return undefined;
}

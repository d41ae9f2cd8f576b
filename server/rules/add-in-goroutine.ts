import { isCallTo, operandOf, walkOwn } from '../engine/calls.ts';
import { commentAfter, insertBefore, preferred, remove } from '../engine/fix.ts';
import type { FunctionUnit } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CallExpr, FuncLit, GoStmt } from '../engine/syntax/ast.ts';
import { pathOf, rootOf } from '../engine/syntax/print.ts';
import { walk } from '../engine/syntax/walk.ts';

export const rule: Rule = {
  meta: {
    id: 'add-in-goroutine',
    title: 'WaitGroup.Add inside the goroutine',
    group: 'waitGroups',
    level: 'warning',
    summary: '`wg.Add` is the first thing a goroutine does, instead of being done before it is started.',
    why: '`Wait` may run before the goroutine has come to its `Add`, sees zero and returns: whoever waited goes on without the goroutine, and may take away what it needs.',
    fix: 'Call `wg.Add(1)` before the `go` statement, or use `wg.Go` (Go 1.25).',
    silentAbout: [
      'a WaitGroup of the goroutine itself',
      'a goroutine that adds for goroutines it starts, while it still counts itself',
    ],
    links: ['https://pkg.go.dev/sync#WaitGroup.Add', 'https://staticcheck.dev/docs/checks/#SA2000'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (n) => {
      if (n.kind !== 'GoStmt' || n.call.kind !== 'CallExpr' || n.call.fun.kind !== 'FuncLit') return;
      const body = fn.package.functionOf(n.call.fun);
      const first = n.call.fun.body.list[0];
      if (
        !body ||
        first?.kind !== 'ExprStmt' ||
        first.x.kind !== 'CallExpr' ||
        !isCallTo(body, first.x, 'sync', 'WaitGroup', 'Add')
      )
        return;
      const operand = operandOf(first.x);
      const group = operand && pathOf(operand);
      const root = operand && rootOf(operand);
      const object = root && fn.package.objectOf(root);
      const isOwn = object?.kind === 'local' && object.owner === n.call.fun && object.role !== 'param';
      if (group === undefined || isOwn || isCounted(fn, n, group)) return;
      const add = fn.textOf(first.x);
      report({
        function: fn,
        place: fn.place(first.x),
        message: `\`${group}.Wait()\` may return before this \`Add\` has run: the goroutine is then waited for by nobody. Call \`${add}\` before the \`go\` statement.`,
        witness: [
          { ...fn.place(n), message: 'the goroutine is started, but does not run yet' },
          {
            ...fn.place(first.x),
            message: `\`${group}.Wait()\` has seen zero and returned; only now is the goroutine counted`,
          },
        ],
        fixes: usesOwn(fn, first.x, n.call.fun)
          ? []
          : preferred(
              `Move ${add} before the go statement`,
              insertBefore(fn, n, `${add}${commentAfter(body, first)}`),
              remove(body, first),
            ),
      });
    });
  },
};

/** An `Add` before the `go` statement counts the goroutine already: its own is for those that it starts. */
function isCounted(fn: FunctionUnit, go: GoStmt, group: string): boolean {
  const around = fn.ancestors(go).at(-1);
  const list = around?.kind === 'BlockStmt' ? around.list : [];
  return list.slice(0, list.indexOf(go)).some((s) => {
    const call = s.kind === 'ExprStmt' && s.x.kind === 'CallExpr' ? s.x : undefined;
    const operand = call && isCallTo(fn, call, 'sync', 'WaitGroup', 'Add') ? operandOf(call) : undefined;
    return operand !== undefined && pathOf(operand) === group;
  });
}

/** What names the goroutine's own parameters cannot be moved out of it. */
function usesOwn(fn: FunctionUnit, call: CallExpr, literal: FuncLit): boolean {
  let found = false;
  walk(call, (n) => {
    const object = n.kind === 'Ident' ? fn.package.objectOf(n) : undefined;
    if (object?.kind === 'local' && object.owner === literal) found = true;
    return !found;
  });
  return found;
}

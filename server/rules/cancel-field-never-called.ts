import { cancelResult, walkOwn } from '../engine/calls.ts';
import { isNamed } from '../engine/facts/types.ts';
import type { FunctionUnit, PackageView } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Expr, Node } from '../engine/syntax/ast.ts';
import { unparen } from '../engine/syntax/print.ts';

export const rule: Rule = {
  meta: {
    id: 'cancel-field-never-called',
    title: 'Cancel function in a field that nobody calls',
    group: 'contexts',
    level: 'warning',
    summary:
      'The cancel function of a derived context is stored in an unexported field, and nothing in the package ever reads the field.',
    why: 'The context ends only when its parent does. Until then its timer, its entry in the parent and every goroutine that waits for it stay alive, once per object.',
    fix: 'Call the field where the object ends: in `Close`, `Stop` or the like.',
    silentAbout: ['fields that are read anywhere: passed on, copied or compared', 'exported fields'],
    links: ['https://pkg.go.dev/context#CancelFunc'],
  },
  checkFunction(fn, report) {
    walkOwn(fn, (n) => {
      const target = storeIn(fn, n);
      const field = target && fieldOf(fn.package, target);
      if (!target || !field || !isFirst(fn.package, field, target) || !isOnlyStored(fn.package, field)) return;
      report({
        function: fn,
        place: fn.place(target),
        message: `Nothing calls \`${fn.textOf(target)}\`: the context stays until its parent ends. Call it where the object is closed.`,
        witness: [
          { ...fn.place(n), message: 'a context is derived, and its cancel function stored' },
          { ...fn.place(target), message: `no other line of the package reads \`${field.name}\`` },
        ],
      });
    });
  },
};

interface Field {
  readonly owner: string;
  readonly name: string;
}

/** Where a statement puts the cancel function of the context that it derives. */
function storeIn(fn: FunctionUnit, n: Node): Expr | undefined {
  if (n.kind !== 'AssignStmt' || n.rhs.length !== 1) return undefined;
  const call = n.rhs[0] && unparen(n.rhs[0]);
  const index = call?.kind === 'CallExpr' ? cancelResult(fn, call) : undefined;
  return index === undefined ? undefined : n.lhs[index];
}

/** One field is told once. */
function isFirst(pkg: PackageView, { owner, name }: Field, target: Expr): boolean {
  const uses = pkg.usesOfField(owner, name);
  return uses.find((u) => u.function && storeIn(u.function, u.parent) !== undefined)?.expr === unparen(target);
}

function fieldOf(pkg: PackageView, e: Expr): Field | undefined {
  const x = unparen(e);
  const m = x.kind === 'SelectorExpr' ? pkg.member(pkg.typeOf(x.x), x.sel.name) : undefined;
  if (m?.kind !== 'field' || m.path !== pkg.path || m.owner === '' || !/^[\p{Ll}_]/u.test(m.name)) return undefined;
  const isCancel = isNamed(m.type, 'context', 'CancelFunc', false) || pkg.underlying(m.type).kind === 'func';
  return isCancel ? { owner: m.owner, name: m.name } : undefined;
}

/** Every use is the target of an assignment or the key of a literal. */
const isOnlyStored = (pkg: PackageView, { owner, name }: Field): boolean =>
  pkg
    .usesOfField(owner, name)
    .every(
      (u) =>
        (u.parent.kind === 'AssignStmt' && u.parent.lhs.includes(u.expr)) ||
        (u.parent.kind === 'KeyValueExpr' && u.parent.key === u.expr),
    );

import { cancelResult, walkOwn } from '../engine/calls.ts';
import { isNamed } from '../engine/facts/types.ts';
import type { PackageView } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { Expr } from '../engine/syntax/ast.ts';
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
  checkPackage(pkg, report) {
    const seen = new Set<string>();
    for (const fn of pkg.functions)
      walkOwn(fn, (n) => {
        if (n.kind !== 'AssignStmt' || n.rhs.length !== 1) return;
        const call = n.rhs[0] && unparen(n.rhs[0]);
        const index = call?.kind === 'CallExpr' ? cancelResult(fn, call) : undefined;
        const target = index === undefined ? undefined : n.lhs[index];
        const field = target && fieldOf(pkg, target);
        if (!target || !field || seen.has(field.key) || !isOnlyStored(pkg, field)) return;
        seen.add(field.key);
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
  readonly key: string;
}

function fieldOf(pkg: PackageView, e: Expr): Field | undefined {
  const x = unparen(e);
  const m = x.kind === 'SelectorExpr' ? pkg.member(pkg.typeOf(x.x), x.sel.name) : undefined;
  if (m?.kind !== 'field' || m.path !== pkg.path || m.owner === '' || !/^[\p{Ll}_]/u.test(m.name)) return undefined;
  const isCancel = isNamed(m.type, 'context', 'CancelFunc', false) || pkg.underlying(m.type).kind === 'func';
  return isCancel ? { owner: m.owner, name: m.name, key: `${m.owner}.${m.name}` } : undefined;
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

import { cancelResult, walkOwn } from '../engine/calls.ts';
import { declFacts } from '../engine/facts/scopes.ts';
import { dereferenced, isNamed } from '../engine/facts/types.ts';
import type { FunctionUnit, PackageView } from '../engine/package/view.ts';
import type { Rule } from '../engine/rule.ts';
import type { CompositeLit, Expr, Ident, Node } from '../engine/syntax/ast.ts';
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
      for (const { field, place, text } of storesIn(fn, n)) {
        if (!isFirst(fn.package, field, place) || !isOnlyStored(fn.package, field)) continue;
        report({
          function: fn,
          place: fn.place(place),
          message: `Nothing calls \`${text}\`: the context stays until its parent ends. Call it where the object is closed.`,
          witness: [
            { ...fn.place(n), message: 'the cancel function of a derived context is stored' },
            { ...fn.place(place), message: `no other line of the package reads \`${field.name}\`` },
          ],
        });
      }
    });
  },
};

interface Field {
  readonly owner: string;
  readonly name: string;
}

interface Store {
  readonly field: Field;
  readonly place: Expr;
  readonly text: string;
}

/** Where a node puts a cancel function: that of the context which it derives, or of one that the function has derived. */
function storesIn(fn: FunctionUnit, n: Node): Store[] {
  if (n.kind === 'CompositeLit') return storesInLiteral(fn, n);
  const target = storeIn(fn, n);
  const field = target && fieldOf(fn.package, target);
  return target && field ? [{ field, place: target, text: fn.textOf(target) }] : [];
}

function storeIn(fn: FunctionUnit, n: Node): Expr | undefined {
  if (n.kind !== 'AssignStmt' || n.rhs.length !== 1) return undefined;
  const value = n.rhs[0] && unparen(n.rhs[0]);
  if (value?.kind === 'Ident') return isStoredOnly(fn, value) ? n.lhs[0] : undefined;
  const index = value?.kind === 'CallExpr' ? cancelResult(fn, value) : undefined;
  return index === undefined ? undefined : n.lhs[index];
}

/** `&session{ctx: ctx, cancel: cancel}`, `worker{cancel, name}` */
function storesInLiteral(fn: FunctionUnit, literal: CompositeLit): Store[] {
  const type = dereferenced(fn.package.typeOf(literal));
  const struct = fn.package.underlying(type);
  if (type.kind !== 'named' || type.path !== fn.package.path || struct.kind !== 'struct') return [];
  return literal.elements.flatMap((e, i): Store[] => {
    const value = unparen(e.kind === 'KeyValueExpr' ? e.value : e);
    const name =
      e.kind === 'KeyValueExpr' ? (e.key.kind === 'Ident' ? e.key.name : '') : (struct.fields[i]?.name ?? '');
    if (!/^[\p{Ll}_]/u.test(name) || value.kind !== 'Ident' || !isStoredOnly(fn, value)) return [];
    return [{ field: { owner: type.name, name }, place: value, text: `${type.name}.${name}` }];
  });
}

/** The function has got it by deriving a context, and does nothing but store it, here. */
function isStoredOnly(fn: FunctionUnit, value: Ident): boolean {
  const v = fn.package.objectOf(value);
  if (v?.kind !== 'local' || v.role !== 'var') return false;
  const { definitions, assignments, parents, uses } = declFacts(fn.decl);
  const d = definitions.get(v);
  const call = d?.kind === 'value' ? unparen(d.value) : undefined;
  if (call?.kind !== 'CallExpr' || d?.kind !== 'value' || cancelResult(fn, call) !== d.index) return false;
  const isKey = (u: Ident): boolean => {
    const above = parents.get(u);
    return above?.kind === 'KeyValueExpr' && above.key === u;
  };
  const others = (uses.get(v) ?? []).filter((u) => u !== value && u !== v.ident && !isKey(u));
  return (assignments.get(v) ?? []).length === 0 && others.length === 0;
}

/** One field is told once: where it is stored first, or, when that has no name of the field, in the first such literal. */
function isFirst(pkg: PackageView, { owner, name }: Field, place: Expr): boolean {
  const first = pkg.usesOfField(owner, name).find((u) => u.function && storesOf(u.function, u.parent).length > 0);
  if (!first?.function) return true;
  return storesOf(first.function, first.parent).some((s) => s.place === unparen(place));
}

const storesOf = (fn: FunctionUnit, parent: Node): Store[] => {
  if (parent.kind !== 'KeyValueExpr') return storesIn(fn, parent);
  const literal = declFacts(fn.decl).parents.get(parent);
  return literal ? storesIn(fn, literal) : [];
};

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

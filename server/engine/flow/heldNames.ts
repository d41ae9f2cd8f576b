import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Expr, Node } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import { walk } from '../syntax/walk.ts';
import { type Release, type UseKind, useOf } from './ownership.ts';

/** A variable by which a function has hold of what it acquired, and how it is let go by that name. */
export interface HeldName {
  readonly variable: LocalVar;
  readonly release: Release;
  /** The value that made it another name; missing for the first. */
  readonly from: Node | undefined;
}

/** Names of names of names: nobody writes more. */
const maxNames = 8;

/**
 * All names of what the variable holds: the variable, locals that were set to it once and for all (`stop := cancel`,
 * `body := resp.Body`, `closeAll := rows.Close`), local functions that release it (`done := func() { cancel() }`), and
 * objects of the package's own types under construction (`s := &server{cancel: cancel}`). None of them is a way out of
 * the function by itself.
 */
export function heldNames(fn: FunctionUnit, variable: LocalVar, release: Release): readonly HeldName[] {
  const names: HeldName[] = [{ variable, release, from: undefined }];
  const { definitions, assignments } = declFacts(fn.decl);
  for (let i = 0; i < names.length && names.length < maxNames; i++) {
    const known = names[i] as HeldName;
    for (const [v, d] of definitions) {
      if (v.owner !== fn.syntax || v.role !== 'var' || d.kind !== 'value' || d.count !== 1) continue;
      if ((assignments.get(v) ?? []).length > 0 || names.some((n) => n.variable === v)) continue;
      const other = releaseBy(fn, unparen(d.value), known);
      if (other) names.push({ variable: v, release: other, from: d.value });
    }
  }
  return names;
}

/** How the thing is let go by what this value is, if it is another name for it. */
function releaseBy(fn: FunctionUnit, value: Expr, { variable, release }: HeldName): Release | undefined {
  const isIt = (e: Expr): boolean => e.kind === 'Ident' && fn.package.objectOf(e) === variable;
  if (isIt(value)) return release;
  if (release.holder !== undefined) return undefined;
  if (value.kind === 'SelectorExpr' && isIt(value.x)) {
    if (release.field === undefined) return release.methods.includes(value.sel.name) ? called : undefined;
    return value.sel.name === release.field ? { methods: release.methods } : undefined;
  }
  if (value.kind === 'FuncLit') return insideOf(fn, value, variable, release) === 'releases' ? called : undefined;
  const literal = value.kind === 'UnaryExpr' && value.op === '&' ? unparen(value.x) : value;
  if (literal.kind !== 'CompositeLit') return undefined;
  const type = dereferenced(fn.package.typeOf(literal));
  if (type.kind !== 'named' || type.path !== fn.package.path || fn.package.underlying(type).kind !== 'struct')
    return undefined;
  for (const e of literal.elements)
    if (e.kind === 'KeyValueExpr' && e.key.kind === 'Ident' && isIt(unparen(e.value)))
      return { methods: [], holder: { field: e.key.name, release } };
  return undefined;
}

const called: Release = { call: true, methods: [] };

/** What a literal does with the variable that it captures. */
function insideOf(fn: FunctionUnit, literal: Node, v: LocalVar, release: Release): UseKind | undefined {
  let strongest: UseKind | undefined;
  walk(literal, (n) => {
    if (n.kind === 'Ident' && fn.package.objectOf(n) === v) strongest = stronger(strongest, useOf(fn, n, release));
    return true;
  });
  return strongest;
}

/** What an item does with the thing, by whatever name; a literal in it counts by what it does with what it captured. */
export function useIn(fn: FunctionUnit, node: Node, names: readonly HeldName[]): UseKind | undefined {
  let strongest: UseKind | undefined;
  walk(node, (n) => {
    // As items these stand for their heads only: their parts are items of their own.
    if (n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
    // Where it gets another name, nothing happens to it.
    if (names.some((x) => x.from === n)) return false;
    const object = n.kind === 'Ident' ? fn.package.objectOf(n) : undefined;
    const name = object && names.find((x) => x.variable === object);
    if (n.kind !== 'Ident' || !name || n === name.variable.ident) return true;
    // A closure that only reads it does not take the duty along; one that releases it does.
    strongest = stronger(strongest, useOf(fn, n, name.release));
    return true;
  });
  return strongest;
}

const rank = { borrows: 0, releases: 1, handsOn: 2 };
const stronger = (a: UseKind | undefined, b: UseKind): UseKind => (a !== undefined && rank[a] >= rank[b] ? a : b);

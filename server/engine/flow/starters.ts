import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Node } from '../syntax/ast.ts';
import { walk } from '../syntax/walk.ts';
import type { Item } from './cfg.ts';
import type { Violation } from './obligations.ts';
import type { Path } from './paths.ts';

/** Does the function start a goroutine, or open a connection, by itself, in a literal, or in a function of the package that it calls? */
export const startsSomething = remembered((fn: FunctionUnit): boolean => {
  let starts = false;
  walk(fn.syntax, (n) => {
    if (n.kind === 'GoStmt' || (n.kind === 'CallExpr' && isStart(fn, n))) starts = true;
    return !starts;
  });
  return starts;
}, false);

function isStart(fn: FunctionUnit, call: CallExpr): boolean {
  const callee = fn.package.calleeOf(call);
  if (callee.kind === 'function') return startsSomething(callee.function);
  if (callee.kind !== 'external') return false;
  const { path, receiver, name } = callee;
  const opens = path === 'net' && /^(Listen|Dial)/.test(name);
  return opens || fn.package.knowledge.facts(path, receiver, name)?.spawns !== undefined;
}

/** Does the literal run as a goroutine: `go func() { … }()`, `g.Go(func() error { … })`? */
export function runsAsGoroutine({ package: pkg, decl, syntax }: FunctionUnit): boolean {
  const { parents } = declFacts(decl);
  const call = parents.get(syntax);
  if (syntax.kind !== 'FuncLit' || call?.kind !== 'CallExpr') return false;
  if (parents.get(call)?.kind === 'GoStmt') return true;
  const callee = call.fun === syntax ? undefined : pkg.calleeOf(call);
  return (
    callee?.kind === 'external' &&
    pkg.knowledge.facts(callee.path, callee.receiver, callee.name)?.spawns === call.args.indexOf(syntax)
  );
}

/**
 * Has something been started for what the variable holds before the path leaves the function? By a method of it, or by a
 * `go` statement that mentions it; not by the method whose error the path leaves with: what fails to start has not started.
 */
export function isStartedOnPath(fn: FunctionUnit, { variable, stmt, path }: Violation): boolean {
  const items = itemsAfter(path, stmt);
  const calls = items.flatMap((i) => methodCalls(fn, i, variable));
  if (items.some((i) => i.kind === 'go' && mentions(fn, i.node, variable))) return true;
  const last = failedItem(fn, path, stmt);
  const failed = last ? methodCalls(fn, last, variable) : [];
  return calls.some((c) => {
    const callee = failed.includes(c) ? undefined : fn.package.calleeOf(c);
    return callee?.kind === 'function' && startsSomething(callee.function);
  });
}

const itemsAfter = (path: Path, stmt: Node): Item[] =>
  [...path.edges.map((e) => e.from), path.end].flatMap((b) => b.items).filter((i) => i.node.start > stmt.end);

/**
 * The last item of the path that calls something, where it gives the error with which the path may leave. `tells`: items
 * that only tell of it.
 */
export function failedItem(
  fn: FunctionUnit,
  path: Path,
  stmt: Node,
  tells: (item: Item) => boolean = () => false,
): Item | undefined {
  const last = itemsAfter(path, stmt).findLast((i) => !tells(i) && containsCall(i.node));
  return last && assignsError(fn, last.node) ? last : undefined;
}

function methodCalls(fn: FunctionUnit, { node }: Item, v: LocalVar): CallExpr[] {
  if (node.kind === 'SelectStmt' || node.kind === 'RangeStmt') return [];
  const { parents, uses } = declFacts(fn.decl);
  return (uses.get(v) ?? []).flatMap((u) => {
    if (u.start < node.start || u.end > node.end) return [];
    const sel = parents.get(u);
    const call = sel && parents.get(sel);
    return sel?.kind === 'SelectorExpr' && call?.kind === 'CallExpr' && call.fun === sel ? [call] : [];
  });
}

const mentions = (fn: FunctionUnit, node: Node, v: LocalVar): boolean =>
  (declFacts(fn.decl).uses.get(v) ?? []).some((u) => u.start >= node.start && u.end <= node.end);

function containsCall(node: Node): boolean {
  let found = false;
  walk(node, (n) => {
    if (n === node && (n.kind === 'SelectStmt' || n.kind === 'RangeStmt')) return false;
    if (n.kind === 'CallExpr') found = true;
    return !found;
  });
  return found;
}

function assignsError(fn: FunctionUnit, node: Node): boolean {
  const target =
    node.kind === 'AssignStmt' ? node.lhs.at(-1) : node.kind === 'ReturnStmt' ? node.results.at(-1) : undefined;
  if (!target) return false;
  const type = fn.package.typeOf(target);
  return (type.kind === 'named' && type.path === '' && type.name === 'error') || /err/i.test(fn.textOf(target));
}

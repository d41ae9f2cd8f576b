import { isContext, walkOwn } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { Expr, GoStmt, Ident, Node } from '../syntax/ast.ts';
import { pathOf, rootOf, unparen } from '../syntax/print.ts';
import { isWithin } from '../syntax/span.ts';
import { walk } from '../syntax/walk.ts';
import type { Item } from './cfg.ts';
import { endsInError, findFrom } from './errorReturns.ts';
import { useOf } from './ownership.ts';
import { findPath, type Path } from './paths.ts';

/** A constructor starts the goroutine of what it makes, fails afterwards, and drops what it has made. */
export interface DroppedStart {
  readonly object: LocalVar;
  readonly go: GoStmt;
  /** What the goroutine runs: it goes on until the object tells it to end. */
  readonly body: FunctionUnit;
  readonly path: Path;
}

/** `x := &T{…}; go x.loop(); if err := …; err != nil { return nil, err }`: nobody can reach `x` to end the loop any more. */
export function droppedStarts(fn: FunctionUnit): DroppedStart[] {
  if (fn.syntax.kind !== 'FuncDecl' || fn.cfg.incomplete || takesContext(fn)) return [];
  const found: DroppedStart[] = [];
  walkOwn(fn, (n) => {
    if (n.kind !== 'GoStmt') return;
    const object = ownerOf(fn, n);
    const body = object && bodyOf(fn, n);
    const path = body && goesOnUntilTold(body) && isKeptHere(fn, object, n) ? pathThatDrops(fn, object, n) : undefined;
    if (object && body && path) found.push({ object, go: n, body, path });
  });
  return found;
}

/** What is made for a caller's context may end with that. */
const takesContext = (fn: FunctionUnit): boolean =>
  fn.syntax.type.params.some((p) => isContext(fn.package.typeOf(p.type)));

/** `x` of `go x.loop()` and `go x.queue.run()`, where the function has made it from a literal. */
function ownerOf(fn: FunctionUnit, { call }: GoStmt): LocalVar | undefined {
  const fun = call.kind === 'CallExpr' ? call.fun : undefined;
  const root = fun?.kind === 'SelectorExpr' ? rootOf(fun.x) : undefined;
  const v = root && fn.package.objectOf(root);
  if (v?.kind !== 'local' || v.owner !== fn.syntax || v.role !== 'var') return undefined;
  const { definitions, assignments } = declFacts(fn.decl);
  const d = definitions.get(v);
  const made = d?.kind === 'value' ? unparen(d.value) : undefined;
  const literal = made?.kind === 'UnaryExpr' && made.op === '&' ? unparen(made.x) : made;
  const type = dereferenced(fn.package.typeOfObject(v));
  const isOwn = type.kind === 'named' && type.path === fn.package.path;
  return literal?.kind === 'CompositeLit' && isOwn && (assignments.get(v) ?? []).length === 0 ? v : undefined;
}

function bodyOf(fn: FunctionUnit, { call }: GoStmt): FunctionUnit | undefined {
  const callee = call.kind === 'CallExpr' ? fn.package.calleeOf(call) : undefined;
  return callee?.kind === 'function' ? callee.function : undefined;
}

/** A method with an endless loop, or one over a channel, that no way leaves but by a receive from a channel of its receiver. */
const goesOnUntilTold = remembered((method: FunctionUnit): boolean => {
  const receiver = method.syntax.kind === 'FuncDecl' ? method.syntax.receiver?.names[0]?.name : undefined;
  if (!receiver || method.cfg.incomplete) return false;
  let loops = false;
  walkOwn(method, (n) => {
    if ((n.kind === 'ForStmt' && !n.cond) || (n.kind === 'RangeStmt' && isOwnChannel(method, n.x, receiver)))
      loops = true;
  });
  const isTold = ({ kind, node }: Item): boolean =>
    node.kind !== 'SelectStmt' &&
    kind !== 'go' &&
    (node.kind === 'RangeStmt' ? isOwnChannel(method, node.x, receiver) : receivesFrom(method, node, receiver));
  return (
    loops &&
    findPath(method, method.cfg.entry, -1, {
      item: (i) => (isTold(i) ? 'stop' : 'on'),
      edge: () => 'on',
      exit: () => 'found',
    }) === undefined
  );
}, false);

function receivesFrom(method: FunctionUnit, node: Node, receiver: string): boolean {
  let found = false;
  walk(node, (n) => {
    if (n.kind === 'FuncLit') return false;
    if (n.kind === 'UnaryExpr' && n.op === '<-' && isOwnChannel(method, n.x, receiver)) found = true;
    return !found;
  });
  return found;
}

/** `s.quit`, `s.ctx.Done()` */
function isOwnChannel(method: FunctionUnit, e: Expr, receiver: string): boolean {
  const x = unparen(e);
  const of = x.kind === 'CallExpr' && x.fun.kind === 'SelectorExpr' && x.args.length === 0 ? x.fun.x : x;
  const type = method.package.underlying(method.package.typeOf(x));
  const isChannel = type.kind === 'chan' || (x.kind === 'CallExpr' && type.kind === 'unknown');
  return isChannel && (pathOf(of) ?? '').startsWith(`${receiver}.`);
}

/** Until the goroutine has been started nobody else gets the object, and nothing that is deferred knows it. */
function isKeptHere(fn: FunctionUnit, v: LocalVar, go: GoStmt): boolean {
  const uses = declFacts(fn.decl).uses.get(v) ?? [];
  return uses.every((u) => {
    if (fn.cfg.deferred.some((d) => isWithin(u, d))) return false;
    return isWithin(u, go) || u.start > go.end || isLent(fn, u);
  });
}

function pathThatDrops(fn: FunctionUnit, v: LocalVar, go: GoStmt): Path | undefined {
  const uses = declFacts(fn.decl).uses.get(v) ?? [];
  const letsGo = ({ node }: Item): boolean =>
    node.kind !== 'SelectStmt' && node.kind !== 'RangeStmt' && uses.some((u) => isWithin(u, node) && !isLent(fn, u));
  return findFrom(fn, go, endsInError, (i) => i.node !== go && letsGo(i));
}

/** Read, or asked by a method that does not sound like an end. */
function isLent(fn: FunctionUnit, u: Ident): boolean {
  if (fn.ancestors(u).some((n) => n.kind === 'FuncLit') || useOf(fn, u, { methods: [] }) !== 'borrows') return false;
  const { parents } = declFacts(fn.decl);
  let at: Node = u;
  let above = parents.get(at);
  let name = '';
  while (above?.kind === 'SelectorExpr' && above.x === at) {
    name = above.sel.name;
    [at, above] = [above, parents.get(above)];
  }
  if (above?.kind === 'UnaryExpr' && above.op === '&') return false;
  if (above?.kind !== 'CallExpr') return above?.kind !== 'ReturnStmt' && above?.kind !== 'KeyValueExpr';
  // `x.close()`; `close(x.quit)` and whatever else is handed a part of it.
  return (
    above.fun === at &&
    !/^(close|stop|shut|cancel|end|quit|kill|abort|destroy|release|terminate|free|dispose|clean|tear)/i.test(name)
  );
}

import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, Ident, Node } from '../syntax/ast.ts';
import { isStarted, nestedIn } from './generators.ts';
import { parameterAt } from './ownership.ts';

/** A goroutine that has a channel of the function that started it, and what the channel is called there. */
export interface Holder {
  readonly goroutine: FunctionUnit;
  readonly channel: LocalVar;
}

/**
 * The goroutines to which a function gives a channel that otherwise it only returns, as it is or in a literal of a struct;
 * undefined where it does anything else with it, or does not return it. With `hasRoom` it may also send by itself.
 */
export function holdersOfReturned(
  fn: FunctionUnit,
  channel: LocalVar,
  hasRoom: boolean,
): readonly Holder[] | undefined {
  const { parents, uses, assignments } = declFacts(fn.decl);
  if ((assignments.get(channel) ?? []).length > 0) return undefined;
  const given: Holder[] = [];
  let returned = false;
  for (const u of uses.get(channel) ?? []) {
    const above = parents.get(u);
    const isOwn = around(parents, u) === fn.syntax;
    if (above?.kind === 'SendStmt' && above.chan === u) {
      if (isOwn && !hasRoom) return undefined;
    } else if (above?.kind === 'CallExpr' && isCloseOf(fn, above)) {
      if (isOwn) return undefined;
    } else if (isOwn && isReturned(parents, u)) returned = true;
    else {
      const holder = isOwn && above?.kind === 'CallExpr' ? startedWith(fn, above, u) : undefined;
      if (!holder) return undefined;
      given.push(holder);
    }
  }
  if (!returned) return undefined;
  return [
    ...nestedIn(fn)
      .filter(isStarted)
      .map((goroutine) => ({ goroutine, channel })),
    ...given,
  ];
}

/** `return ch`, `return Result{Values: ch}`, `return &Result{ch}, nil` */
function isReturned(parents: ReadonlyMap<Node, Node>, u: Node): boolean {
  let at: Node | undefined = parents.get(u);
  if (at?.kind === 'KeyValueExpr' && at.value !== u) return false;
  for (; at; at = parents.get(at)) {
    if (at.kind === 'ReturnStmt') return true;
    const isPart =
      at.kind === 'KeyValueExpr' || at.kind === 'CompositeLit' || (at.kind === 'UnaryExpr' && at.op === '&');
    if (!isPart) return false;
  }
  return false;
}

/** `go func(out chan<- T) { … }(ch)`, `go produce(ctx, ch)` */
function startedWith(fn: FunctionUnit, call: CallExpr, u: Ident): Holder | undefined {
  if (declFacts(fn.decl).parents.get(call)?.kind !== 'GoStmt') return undefined;
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'function' && callee.kind !== 'literal') return undefined;
  const channel = parameterAt(callee.function, call.args.indexOf(u));
  return channel && { goroutine: callee.function, channel };
}

function isCloseOf(fn: FunctionUnit, call: CallExpr): boolean {
  const callee = fn.package.calleeOf(call);
  return callee.kind === 'builtin' && callee.name === 'close';
}

function around(parents: ReadonlyMap<Node, Node>, n: Node): Node | undefined {
  for (let at = parents.get(n); at; at = parents.get(at))
    if (at.kind === 'FuncLit' || at.kind === 'FuncDecl') return at;
  return undefined;
}

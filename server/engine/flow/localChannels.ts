import { walkOwn } from '../calls.ts';
import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { remembered } from '../package/asking.ts';
import type { FunctionUnit } from '../package/view.ts';
import type { CallExpr, CommClause, Expr, GoStmt, Ident, Node, SelectStmt } from '../syntax/ast.ts';
import { parameterAt } from './ownership.ts';

export interface ChannelOperation {
  readonly kind: 'send' | 'receive' | 'range' | 'close';
  /** The statement or expression; of a range, the loop. */
  readonly node: Node;
  readonly function: FunctionUnit;
  /** It is one case of this select. */
  readonly select: SelectStmt | undefined;
  readonly clause: CommClause | undefined;
  /** `v, ok := <-ch` */
  readonly commaOk: boolean;
  /** The operation stands in a function that is called with the channel, not in the one that made it or its literals. */
  readonly viaCall: CallExpr | undefined;
}

/** A channel that a function makes and that nobody outside of it, its literals and its callees in the package can reach. */
export interface LocalChannel {
  readonly variable: LocalVar;
  readonly made: Node;
  readonly owner: FunctionUnit;
  /** Undefined when it is no constant. */
  readonly capacity: number | undefined;
  readonly operations: readonly ChannelOperation[];
}

const maxCalls = 3;

/** The channels that never leave the function: every use is understood, none of them an escape. */
export const localChannels = remembered((fn: FunctionUnit): readonly LocalChannel[] => {
  const found: LocalChannel[] = [];
  walkOwn(fn, (n) => {
    for (const [target, call] of definitionsIn(n)) {
      const variable = fn.package.objectOf(target);
      if (variable?.kind !== 'local' || variable.ident !== target || call?.kind !== 'CallExpr' || !isMakeChan(fn, call))
        continue;
      const operations: ChannelOperation[] = [];
      if (!collect(fn, variable, operations, undefined, 0)) continue;
      found.push({ variable, made: call, owner: fn, capacity: capacityOf(fn, call), operations });
    }
  });
  return found;
}, []);

/** `ch := make(chan T)`, `var ch = make(chan T)`: names and what each is first given. */
export function definitionsIn(n: Node): (readonly [Ident, Expr | undefined])[] {
  if (n.kind === 'AssignStmt' && n.op === ':=')
    return n.lhs.flatMap((target, i) => (target.kind === 'Ident' ? [[target, n.rhs[i]] as const] : []));
  if (n.kind !== 'DeclStmt') return [];
  return n.specs.flatMap((spec) =>
    spec.kind === 'ValueSpec' ? spec.names.map((name, i) => [name, spec.values[i]] as const) : [],
  );
}

export function isMakeChan(fn: FunctionUnit, call: CallExpr): boolean {
  const callee = fn.package.calleeOf(call);
  return (
    callee.kind === 'builtin' &&
    callee.name === 'make' &&
    fn.package.underlying(fn.package.typeOf(call)).kind === 'chan'
  );
}

function capacityOf(fn: FunctionUnit, call: CallExpr): number | undefined {
  const size = call.args[1];
  if (!size) return 0;
  const value = fn.package.constantOf(size);
  return typeof value === 'bigint' ? Number(value) : undefined;
}

/** Adds the operations on the variable; false when it escapes or is used in a way that is not understood. */
function collect(
  fn: FunctionUnit,
  variable: LocalVar,
  into: ChannelOperation[],
  viaCall: CallExpr | undefined,
  depth: number,
): boolean {
  const facts = declFacts(fn.decl);
  if ((facts.assignments.get(variable) ?? []).length > 0) return false;
  return (facts.uses.get(variable) ?? []).every((use) => collectUse(fn, use, into, viaCall, depth));
}

function collectUse(
  fn: FunctionUnit,
  use: Ident,
  into: ChannelOperation[],
  viaCall: CallExpr | undefined,
  depth: number,
): boolean {
  const { parents } = declFacts(fn.decl);
  const parent = parents.get(use);
  const inside = functionAround(fn, use);
  if (!parent || !inside) return false;
  const add = (kind: ChannelOperation['kind'], node: Node): boolean => {
    const above = parents.get(node);
    const comm =
      above?.kind === 'CommClause' ? node : above && parents.get(above)?.kind === 'CommClause' ? above : undefined;
    const clauseNode = comm && parents.get(comm);
    const clause = clauseNode?.kind === 'CommClause' && clauseNode.comm === comm ? clauseNode : undefined;
    const select = clause && parents.get(clause);
    const commaOk = above?.kind === 'AssignStmt' && above.lhs.length === 2;
    into.push({
      kind,
      node,
      function: inside,
      select: select?.kind === 'SelectStmt' ? select : undefined,
      clause,
      commaOk,
      viaCall,
    });
    return true;
  };
  switch (parent.kind) {
    case 'SendStmt':
      return parent.chan === use && add('send', parent);
    case 'UnaryExpr':
      return parent.op === '<-' && add('receive', parent);
    case 'RangeStmt':
      return parent.x === use && add('range', parent);
    case 'CallExpr':
      return ofCall(fn, use, parent, into, viaCall ?? parent, depth, add);
    case 'BinaryExpr':
      return true;
    default:
      return false;
  }
}

function ofCall(
  fn: FunctionUnit,
  use: Ident,
  call: CallExpr,
  into: ChannelOperation[],
  viaCall: CallExpr,
  depth: number,
  add: (kind: ChannelOperation['kind'], node: Node) => boolean,
): boolean {
  const callee = fn.package.calleeOf(call);
  if (callee.kind === 'builtin') {
    if (callee.name === 'close') return add('close', call);
    return callee.name === 'len' || callee.name === 'cap';
  }
  if ((callee.kind !== 'function' && callee.kind !== 'literal') || depth >= maxCalls) return false;
  const param = parameterAt(callee.function, call.args.indexOf(use));
  return param !== undefined && collect(callee.function, param, into, viaCall, depth + 1);
}

/** The function or literal in whose body a node of the declaration stands. */
export function functionAround(fn: FunctionUnit, node: Node): FunctionUnit | undefined {
  const { parents } = declFacts(fn.decl);
  for (let n = parents.get(node); n; n = parents.get(n))
    if (n.kind === 'FuncLit' || n.kind === 'FuncDecl') return fn.package.functionOf(n);
  return undefined;
}

/** Does the node, which belongs to `fn`, hold (literals included) this operation, or the call that leads to it? */
export function holds(fn: FunctionUnit, node: Node, op: ChannelOperation): boolean {
  const target = op.function === fn ? op.node : (op.viaCall ?? op.node);
  return node.start <= target.start && target.end <= node.end;
}

/** The `go` statement of the owner that starts the goroutine in which the operation runs; undefined when it runs in the owner itself. */
export function startOf(channel: LocalChannel, op: ChannelOperation): GoStmt | 'owner' | 'elsewhere' {
  const target = op.viaCall ?? op.node;
  const { parents } = declFacts(channel.owner.decl);
  let literal: Node | undefined;
  for (let n: Node | undefined = target; n && n !== channel.owner.syntax; n = parents.get(n)) {
    if (n.kind === 'GoStmt') {
      // Only a goroutine started by the owner itself, at a place that its graph shows.
      let outer = parents.get(n);
      while (outer && outer.kind !== 'FuncLit' && outer !== channel.owner.syntax) outer = parents.get(outer);
      return outer === channel.owner.syntax ? n : 'elsewhere';
    }
    if (n.kind === 'FuncLit') literal = n;
  }
  if (literal === undefined) return 'owner';
  return deferredLiteral(channel, literal) ? 'owner' : 'elsewhere';
}

function deferredLiteral(channel: LocalChannel, literal: Node): boolean {
  const call = declFacts(channel.owner.decl).parents.get(literal);
  return call?.kind === 'CallExpr' && channel.owner.cfg.deferred.some((d) => d.call === call);
}

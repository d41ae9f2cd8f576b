import { Aging } from '../aging.ts';
import type { Field, FuncDecl, FuncLit, Node } from './ast.ts';

/** Answers `false` to skip what lies below the node. */
export type Visit = (node: Node, parent: Node | undefined) => unknown;

/**
 * Calls `visit` for the node and all below it, in source order; what lies below a node for which it answers `false` is
 * skipped. `parent` is the nearest node above that has a kind.
 */
export function walk(node: Node, visit: Visit): void {
  step(node, undefined, visit);
}

/** The same for a function without the literals in it, which are no part of its own run. Flattened once, for rules ask often. */
export function walkFunction(syntax: FuncDecl | FuncLit, visit: Visit): void {
  const { nodes, parents, next } = flattened(syntax);
  for (let i = 0; i < nodes.length; ) i = visit(nodes[i] as Node, parents[i]) === false ? (next[i] as number) : i + 1;
}

/** A function's nodes in source order. */
interface Flat {
  readonly nodes: Node[];
  readonly parents: (Node | undefined)[];
  /** The index just behind all that lies below the node. */
  readonly next: number[];
}

const known = new Aging<FuncDecl | FuncLit, Flat>();

function flattened(syntax: FuncDecl | FuncLit): Flat {
  const before = known.get(syntax);
  if (before) return before;
  const flat: Flat = { nodes: [], parents: [], next: [] };
  /** Indices of the nodes above, outermost first. */
  const open: number[] = [];
  walk(syntax, (n, parent) => {
    if (n.kind === 'FuncLit' && n !== syntax) return false;
    while (open.length > 0 && flat.nodes[open.at(-1) as number] !== parent)
      flat.next[open.pop() as number] = flat.nodes.length;
    open.push(flat.nodes.length);
    flat.nodes.push(n);
    flat.parents.push(parent);
    flat.next.push(0);
    return true;
  });
  for (const i of open) flat.next[i] = flat.nodes.length;
  known.set(syntax, flat);
  return flat;
}

function list(nodes: readonly Node[], parent: Node, visit: Visit): void {
  for (const n of nodes) step(n, parent, visit);
}

/** Parameters and fields have no kind of their own. */
function fields(all: readonly Field[], parent: Node, visit: Visit): void {
  for (const f of all) {
    list(f.names, parent, visit);
    step(f.type, parent, visit);
  }
}

/** One property access per place of this code, each on nodes of one shape: a table of names would be several times slower. */
function step(n: Node | undefined, parent: Node | undefined, visit: Visit): void {
  if (n === undefined || visit(n, parent) === false) return;
  switch (n.kind) {
    case 'CompositeLit':
      step(n.type, n, visit);
      return list(n.elements, n, visit);
    case 'FuncLit':
      step(n.type, n, visit);
      return step(n.body, n, visit);
    case 'ParenExpr':
    case 'StarExpr':
    case 'UnaryExpr':
      return step(n.x, n, visit);
    case 'SelectorExpr':
      step(n.x, n, visit);
      return step(n.sel, n, visit);
    case 'IndexExpr':
      step(n.x, n, visit);
      return list(n.indices, n, visit);
    case 'SliceExpr':
      step(n.x, n, visit);
      step(n.low, n, visit);
      step(n.high, n, visit);
      return step(n.max, n, visit);
    case 'TypeAssertExpr':
      step(n.x, n, visit);
      return step(n.type, n, visit);
    case 'CallExpr':
      step(n.fun, n, visit);
      return list(n.args, n, visit);
    case 'BinaryExpr':
      step(n.x, n, visit);
      return step(n.y, n, visit);
    case 'KeyValueExpr':
      step(n.key, n, visit);
      return step(n.value, n, visit);
    case 'ArrayType':
      step(n.length, n, visit);
      return step(n.element, n, visit);
    case 'Ellipsis':
    case 'ChanType':
      return step(n.element, n, visit);
    case 'StructType':
      return fields(n.fields, n, visit);
    case 'FuncType':
      fields(n.typeParams, n, visit);
      fields(n.params, n, visit);
      return fields(n.results, n, visit);
    case 'InterfaceType':
      return fields(n.methods, n, visit);
    case 'MapType':
      step(n.key, n, visit);
      return step(n.value, n, visit);
    default:
      return stepStatement(n, visit);
  }
}

function stepStatement(n: Node, visit: Visit): void {
  switch (n.kind) {
    case 'DeclStmt':
    case 'GenDecl':
      return list(n.specs, n, visit);
    case 'LabeledStmt':
      return step(n.stmt, n, visit);
    case 'ExprStmt':
    case 'IncDecStmt':
      return step(n.x, n, visit);
    case 'SendStmt':
      step(n.chan, n, visit);
      return step(n.value, n, visit);
    case 'AssignStmt':
      list(n.lhs, n, visit);
      return list(n.rhs, n, visit);
    case 'GoStmt':
    case 'DeferStmt':
      return step(n.call, n, visit);
    case 'ReturnStmt':
      return list(n.results, n, visit);
    case 'BlockStmt':
      return list(n.list, n, visit);
    case 'IfStmt':
      step(n.init, n, visit);
      step(n.cond, n, visit);
      step(n.body, n, visit);
      return step(n.else, n, visit);
    case 'CaseClause':
      list(n.list, n, visit);
      return list(n.body, n, visit);
    case 'SwitchStmt':
      step(n.init, n, visit);
      step(n.tag, n, visit);
      return list(n.cases, n, visit);
    case 'TypeSwitchStmt':
      step(n.init, n, visit);
      step(n.bind, n, visit);
      step(n.x, n, visit);
      return list(n.cases, n, visit);
    case 'CommClause':
      step(n.comm, n, visit);
      return list(n.body, n, visit);
    case 'SelectStmt':
      return list(n.cases, n, visit);
    case 'ForStmt':
      step(n.init, n, visit);
      step(n.cond, n, visit);
      step(n.post, n, visit);
      return step(n.body, n, visit);
    case 'RangeStmt':
      step(n.key, n, visit);
      step(n.value, n, visit);
      step(n.x, n, visit);
      return step(n.body, n, visit);
    case 'ValueSpec':
      list(n.names, n, visit);
      step(n.type, n, visit);
      return list(n.values, n, visit);
    case 'TypeSpec':
      step(n.name, n, visit);
      fields(n.typeParams, n, visit);
      return step(n.type, n, visit);
    case 'FuncDecl':
      step(n.name, n, visit);
      if (n.receiver) fields([n.receiver], n, visit);
      step(n.type, n, visit);
      return step(n.body, n, visit);
    default:
      return;
  }
}

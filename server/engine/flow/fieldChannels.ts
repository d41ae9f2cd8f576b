import { declFacts } from '../facts/scopes.ts';
import type { FunctionUnit, PackageView, Use } from '../package/view.ts';
import type { CallExpr, CommClause, Expr, Node, SelectStmt } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';

/** What the package does with the channels in one field of one of its types. */
export interface FieldChannel {
  readonly type: string;
  readonly field: string;
  readonly uses: readonly ChannelUse[];
  /** Some use is not understood: the channel may have another name, or be in the hands of strangers. */
  readonly escapes: boolean;
  /** Every channel that is stored there is made on the spot, without room. */
  readonly isUnbuffered: boolean;
}

export interface ChannelUse {
  readonly kind: 'send' | 'receive' | 'range' | 'close' | 'store' | 'test' | 'other';
  readonly node: Node;
  /** `s.jobs` */
  readonly expr: Expr;
  readonly function: FunctionUnit | undefined;
  readonly select: SelectStmt | undefined;
  readonly clause: CommClause | undefined;
}

/** The field behind `s.jobs`, when it is an unexported one of the package that holds a channel. */
export function fieldChannelOf(fn: FunctionUnit, e: Expr): FieldChannel | undefined {
  const x = unparen(e);
  if (x.kind !== 'SelectorExpr') return undefined;
  const { package: pkg } = fn;
  const m = pkg.member(pkg.typeOf(x.x), x.sel.name);
  if (m?.kind !== 'field' || m.path !== pkg.path || m.owner === '' || !/^[\p{Ll}_]/u.test(m.name)) return undefined;
  return pkg.underlying(m.type).kind === 'chan' ? fieldChannel(pkg, m.owner, m.name) : undefined;
}

function fieldChannel(pkg: PackageView, type: string, field: string): FieldChannel {
  const uses = pkg.usesOfField(type, field).map((u) => classify(u));
  const stores = uses.filter((u) => u.kind === 'store');
  return {
    type,
    field,
    uses,
    escapes: uses.some((u) => u.kind === 'other'),
    isUnbuffered: stores.length > 0 && stores.every((u) => u.function !== undefined && isUnbufferedMake(u.function, u)),
  };
}

function classify(use: Use): ChannelUse {
  const { parents } = declFacts(use.decl);
  const { parent, expr } = use;
  const as = (kind: ChannelUse['kind'], node: Node): ChannelUse => {
    const above = parents.get(node);
    const comm =
      above?.kind === 'CommClause' ? node : above && parents.get(above)?.kind === 'CommClause' ? above : undefined;
    const clause = comm && parents.get(comm);
    const isComm = clause?.kind === 'CommClause' && clause.comm === comm;
    const select = isComm ? parents.get(clause) : undefined;
    return {
      kind,
      node,
      expr,
      function: use.function,
      select: select?.kind === 'SelectStmt' ? select : undefined,
      clause: isComm ? clause : undefined,
    };
  };
  switch (parent.kind) {
    case 'SendStmt':
      return as(parent.chan === expr ? 'send' : 'other', parent);
    case 'UnaryExpr':
      return as(parent.op === '<-' ? 'receive' : 'other', parent);
    case 'RangeStmt':
      return as(parent.x === expr ? 'range' : 'other', parent);
    case 'BinaryExpr':
      return as('test', parent);
    case 'KeyValueExpr':
      return as(parent.key === expr ? 'store' : 'other', parent);
    case 'AssignStmt':
      return as(parent.lhs.includes(expr) && parent.lhs.length === parent.rhs.length ? 'store' : 'other', parent);
    case 'CallExpr': {
      const callee = use.function?.package.calleeOf(parent);
      const name = callee?.kind === 'builtin' ? callee.name : '';
      return as(name === 'close' ? 'close' : name === 'len' || name === 'cap' ? 'test' : 'other', parent);
    }
    default:
      return as('other', parent);
  }
}

/** What is stored: `make(chan T)`, or nil. */
function isUnbufferedMake(fn: FunctionUnit, use: ChannelUse): boolean {
  const { node, expr } = use;
  const value =
    node.kind === 'KeyValueExpr'
      ? node.value
      : node.kind === 'AssignStmt'
        ? node.rhs[node.lhs.indexOf(expr)]
        : undefined;
  const x = value && unparen(value);
  if (x?.kind === 'Ident') return x.name === 'nil';
  return x?.kind === 'CallExpr' && isMakeWithoutRoom(fn, x);
}

function isMakeWithoutRoom(fn: FunctionUnit, call: CallExpr): boolean {
  const callee = fn.package.calleeOf(call);
  if (callee.kind !== 'builtin' || callee.name !== 'make') return false;
  const size = call.args[1];
  return size === undefined || fn.package.constantOf(size) === 0n;
}

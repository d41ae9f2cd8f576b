import { remembered } from '../../package/asking.ts';
import { formatted } from '../../package/formatting.ts';
import { neverReturns } from '../../package/neverReturns.ts';
import type { FunctionUnit, PackageView } from '../../package/view.ts';
import type { CallExpr, Expr, Node } from '../../syntax/ast.ts';
import { unparen } from '../../syntax/print.ts';
import { walk } from '../../syntax/walk.ts';
import { mayHold, mayLead } from './holding.ts';

/** Does the node neither communicate nor make, store or hand out anything that could? `jumps` allows leaving it. */
export function isInert(pkg: PackageView, node: Node, allowsJumps: boolean): boolean {
  let inert = true;
  walk(node, (n) => {
    if (!inert) return false;
    switch (n.kind) {
      case 'SendStmt':
      case 'SelectStmt':
      case 'GoStmt':
      case 'LabeledStmt':
      case 'BadStmt':
        inert = false;
        break;
      case 'FuncLit':
        // Its returns are its own.
        if (n !== node) {
          inert &&= isInert(pkg, n, true);
          return false;
        }
        break;
      case 'UnaryExpr':
        if (n.op === '<-') inert = false;
        break;
      case 'RangeStmt':
        if (pkg.underlying(pkg.typeOf(n.x)).kind === 'chan') inert = false;
        break;
      case 'ReturnStmt':
        if (!allowsJumps) inert = false;
        break;
      case 'BranchStmt':
        if (!allowsJumps) inert = false;
        break;
      case 'AssignStmt':
        // What is stored in a field or an element may be a channel, or a flag that somebody asks for.
        for (const l of n.lhs)
          if (l.kind === 'IndexExpr' && isFollowed(pkg, l.x)) inert = false;
          else if (l.kind === 'SelectorExpr' && mayHold(pkg, pkg.typeOf(l.x))) inert = false;
          else if (l.kind === 'Ident' && mayHold(pkg, pkg.typeOf(l)) && n.rhs.some((r) => mayGive(pkg, r)))
            inert = false;
        break;
      case 'CompositeLit':
        if (pkg.underlying(pkg.typeOf(n)).kind === 'struct' && carriesField(pkg, n)) inert = false;
        break;
      case 'CallExpr':
        if (!isInertCall(pkg, n)) inert = false;
        break;
    }
    return inert;
  });
  return inert;
}

/** What an inert call answers is none of the package's own. */
function mayGive(pkg: PackageView, e: Expr): boolean {
  const x = unparen(e);
  if (x.kind !== 'CallExpr') return mayLead(pkg, x);
  const { kind } = pkg.calleeOf(x);
  return (kind === 'conversion' || kind === 'builtin') && x.args.some((a) => mayLead(pkg, a));
}

/** A map whose values may communicate. */
function isFollowed(pkg: PackageView, map: Expr): boolean {
  const under = pkg.underlying(pkg.typeOf(map));
  return under.kind === 'map' && mayHold(pkg, under.value);
}

function carriesField(pkg: PackageView, n: Node & { kind: 'CompositeLit' }): boolean {
  const under = pkg.underlying(pkg.typeOf(n));
  return under.kind === 'struct' && under.fields.some((f) => mayHold(pkg, f.type));
}

/** Calls that leave everything as it is but for what they answer. */
export function isInertCall(pkg: PackageView, call: CallExpr): boolean {
  if (neverReturns(pkg, call)) return false;
  const callee = pkg.calleeOf(call);
  switch (callee.kind) {
    case 'conversion':
      return true;
    case 'builtin':
      if (callee.name === 'delete') return !(call.args[0] && isFollowed(pkg, call.args[0]));
      if (callee.name === 'make') return !mayHold(pkg, pkg.typeOf(call));
      return callee.name !== 'close' && callee.name !== 'panic' && callee.name !== 'recover';
    case 'function':
    case 'literal':
      return isInertFunction(callee.function);
    case 'external': {
      if (communicates(callee.path) || formatted(pkg, call).some((f) => !isInertFunction(f.method))) return false;
      if (harmless.has(callee.path)) return true;
      return ![...call.args, ...(callee.operand ? [callee.operand] : [])].some((a) => mayLead(pkg, a));
    }
    case 'unknown': {
      // Code of another module, or what it has answered.
      const fun = unparen(call.fun);
      return fun.kind === 'SelectorExpr' && ![fun.x, ...call.args].some((a) => mayLead(pkg, a));
    }
    default:
      return false;
  }
}

const communicates = (path: string): boolean =>
  /^(sync|context|time|golang\.org\/x\/sync\/errgroup|golang\.org\/x\/net\/context|os\/signal)$/.test(path);

/** Packages that look at their arguments and keep nothing of them. */
export const harmless = new Set(
  'fmt log errors strings bytes strconv math sort testing unicode path path/filepath regexp time sync/atomic runtime math/rand os reflect encoding/json'.split(
    ' ',
  ),
);

/** Recursion alone does nothing. */
export const isInertFunction = remembered((fn: FunctionUnit): boolean => {
  const { body, type } = fn.syntax;
  if (!body || type.results.some((r) => mayHold(fn.package, fn.package.typeOf(r.type)))) return false;
  return isInert(fn.package, body, true);
}, true);

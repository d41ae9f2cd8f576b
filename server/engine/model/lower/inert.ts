import { remembered } from '../../package/asking.ts';
import { formatted } from '../../package/formatting.ts';
import type { FunctionUnit, PackageView } from '../../package/view.ts';
import type { CallExpr, Expr, Node } from '../../syntax/ast.ts';
import { walk } from '../../syntax/walk.ts';
import { carries } from './types.ts';

/** Does the node neither communicate nor make, store or hand out anything that could? `jumps` allows leaving it. */
export function isInert(pkg: PackageView, node: Node, allowsJumps: boolean): boolean {
  let inert = true;
  walk(node, (n) => {
    if (!inert) return false;
    switch (n.kind) {
      case 'SendStmt':
      case 'SelectStmt':
      case 'GoStmt':
      case 'DeferStmt':
      case 'FuncLit':
      case 'LabeledStmt':
      case 'BadStmt':
        inert = false;
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
          else if (l.kind === 'SelectorExpr' || (l.kind === 'Ident' && carries(pkg, pkg.typeOf(l)))) inert = false;
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

/** A map whose values may communicate. */
function isFollowed(pkg: PackageView, map: Expr): boolean {
  const under = pkg.underlying(pkg.typeOf(map));
  return under.kind === 'map' && carries(pkg, under.value);
}

function carriesField(pkg: PackageView, n: Node & { kind: 'CompositeLit' }): boolean {
  const under = pkg.underlying(pkg.typeOf(n));
  return under.kind === 'struct' && under.fields.some((f) => carries(pkg, f.type));
}

/** Calls that leave everything as it is but for what they answer. */
export function isInertCall(pkg: PackageView, call: CallExpr): boolean {
  const callee = pkg.calleeOf(call);
  switch (callee.kind) {
    case 'conversion':
      return true;
    case 'builtin':
      if (callee.name === 'delete') return !(call.args[0] && isFollowed(pkg, call.args[0]));
      return callee.name !== 'close' && callee.name !== 'panic' && callee.name !== 'recover' && callee.name !== 'make';
    case 'function':
    case 'literal':
      return isInertFunction(callee.function);
    case 'external': {
      if (pkg.knowledge.facts(callee.path, callee.receiver, callee.name)?.neverReturns) return false;
      if (communicates(callee.path) || formatted(pkg, call).some((f) => !isInertFunction(f.method))) return false;
      return harmless.has(callee.path) || !call.args.some((a) => carries(pkg, pkg.typeOf(a)));
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
const isInertFunction = remembered((fn: FunctionUnit): boolean => {
  const { body, type } = fn.syntax;
  if (!body || type.results.some((r) => carries(fn.package, fn.package.typeOf(r.type)))) return false;
  return isInert(fn.package, body, true);
}, true);

import type { CallExpr, Expr } from '../syntax/ast.ts';
import type { JoinedPackage } from './package.ts';

export type Constant = bigint | string | boolean;

const durations: Readonly<Record<string, bigint>> = {
  Nanosecond: 1n,
  Microsecond: 1_000n,
  Millisecond: 1_000_000n,
  Second: 1_000_000_000n,
  Minute: 60_000_000_000n,
  Hour: 3_600_000_000_000n,
};

/** The constant value of an expression where plain folding gives one; time.Duration in nanoseconds. */
export function constantOf(pkg: JoinedPackage, e: Expr, depth = 0): Constant | undefined {
  if (depth > 20) return undefined;
  const fold = (x: Expr): Constant | undefined => constantOf(pkg, x, depth + 1);
  switch (e.kind) {
    case 'ParenExpr':
      return fold(e.x);
    case 'BasicLit':
      return literal(e.lit, e.text);
    case 'Ident':
      return ofIdent(pkg, e, fold);
    case 'SelectorExpr': {
      const object = e.x.kind === 'Ident' ? pkg.objectOf(e.x) : undefined;
      return object?.kind === 'package' && object.path === 'time' ? durations[e.sel.name] : undefined;
    }
    case 'UnaryExpr': {
      const x = fold(e.x);
      if (e.op === '-' && typeof x === 'bigint') return -x;
      return e.op === '!' && typeof x === 'boolean' ? !x : undefined;
    }
    case 'BinaryExpr':
      return binary(e.op, fold(e.x), fold(e.y));
    case 'CallExpr':
      return e.args.length === 1 && e.args[0] && keepsValue(pkg, e) ? fold(e.args[0]) : undefined;
    default:
      return undefined;
  }
}

/** A conversion that changes the type only: of an integer to an integer type, of a string or a boolean to its like. */
function keepsValue(pkg: JoinedPackage, call: CallExpr): boolean {
  const callee = pkg.calleeOf(call);
  const type = callee.kind === 'conversion' ? pkg.underlying(callee.type) : undefined;
  if (type?.kind !== 'basic') return false;
  const from = call.args[0] && pkg.underlying(pkg.typeOf(call.args[0]));
  const isText = from?.kind === 'basic' && /string$/.test(from.name);
  return !/float|complex/.test(type.name) && (type.name === 'string') === isText;
}

function ofIdent(
  pkg: JoinedPackage,
  e: Expr & { kind: 'Ident' },
  fold: (x: Expr) => Constant | undefined,
): Constant | undefined {
  const object = pkg.objectOf(e);
  if (object?.kind === 'universe') return object.name === 'true' ? true : object.name === 'false' ? false : undefined;
  if (object?.kind !== 'const' && object?.kind !== 'localConst') return undefined;
  const index = object.spec.names.findIndex((n) => n.name === e.name);
  const value = object.spec.values[index];
  return value && fold(value);
}

function literal(kind: string, text: string): Constant | undefined {
  // What an escape stands for nobody asks; an interpreted string that has one is not told.
  if (kind === 'string') return text.startsWith('"') && text.includes('\\') ? undefined : text.slice(1, -1);
  if (kind !== 'int') return undefined;
  const plain = text.replaceAll('_', '');
  return /^(0[xXbBoO][0-9a-fA-F]+|0|[1-9]\d*)$/.test(plain) ? BigInt(plain) : undefined;
}

function binary(op: string, x: Constant | undefined, y: Constant | undefined): Constant | undefined {
  if (typeof x === 'string' && typeof y === 'string') return op === '+' ? x + y : undefined;
  if (typeof x !== 'bigint' || typeof y !== 'bigint') return undefined;
  switch (op) {
    case '+':
      return x + y;
    case '-':
      return x - y;
    case '*':
      return x * y;
    case '/':
      return y === 0n ? undefined : x / y;
    case '<<':
      return y < 64n && y >= 0n ? x << y : undefined;
    default:
      return undefined;
  }
}

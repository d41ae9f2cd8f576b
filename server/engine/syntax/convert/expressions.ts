import { type BasicLit, type CallExpr, type Expr, home, type Ident, type KeyValueExpr } from '../ast.ts';
import { field, fields, firstNamed, hasToken, named, type Raw } from './raw.ts';
import { block } from './statements.ts';
import { funcType, type as typeOf } from './types.ts';

/** Converts nodes of one piece; `text` is the piece as the user wrote it (not as it was masked for the grammar). */
export interface Source {
  readonly text: string;
}

export const ident = (s: Source, n: Raw): Ident => ({
  kind: 'Ident',
  name: interned(s.text.slice(n.start, n.end)),
  start: n.start,
  end: n.end,
  [home]: undefined,
});

const names = new Map<string, string>();
const mostNames = 20_000;

/** One string for all that are equal. A longer one is part of its declaration's text, and takes no room of its own. */
function interned(name: string): string {
  if (name.length > 12) return name;
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size >= mostNames) names.clear();
  names.set(name, name);
  return name;
}

export function expressionList(s: Source, n: Raw | undefined): Expr[] {
  if (!n) return [];
  return n.type === 'expression_list' ? named(n).map((c) => expression(s, c)) : [expression(s, n)];
}

const literals: Record<string, BasicLit['lit']> = {
  int_literal: 'int',
  float_literal: 'float',
  imaginary_literal: 'imaginary',
  rune_literal: 'char',
  interpreted_string_literal: 'string',
  raw_string_literal: 'string',
};

export function expression(s: Source, n: Raw | undefined): Expr {
  if (!n) return { kind: 'BadExpr', start: 0, end: 0 };
  const at = { start: n.start, end: n.end };
  const part = (name: string): Expr => expression(s, field(n, name));
  const optional = (name: string): Expr | undefined => (field(n, name) ? part(name) : undefined);
  const lit = literals[n.type];
  if (lit) return { kind: 'BasicLit', lit, text: s.text.slice(n.start, n.end), ...at };
  switch (n.type) {
    case 'identifier':
    case 'blank_identifier':
    case 'field_identifier':
    case 'package_identifier':
    case 'true':
    case 'false':
    case 'nil':
    case 'iota':
      return ident(s, n);
    case 'parenthesized_expression':
      return { kind: 'ParenExpr', x: expression(s, firstNamed(n)), ...at };
    case 'selector_expression': {
      const sel = field(n, 'field');
      return sel ? { kind: 'SelectorExpr', x: part('operand'), sel: ident(s, sel), ...at } : { kind: 'BadExpr', ...at };
    }
    case 'index_expression':
      return { kind: 'IndexExpr', x: part('operand'), indices: fields(n, 'index').map((i) => expression(s, i)), ...at };
    case 'slice_expression':
      return {
        kind: 'SliceExpr',
        x: part('operand'),
        low: optional('start'),
        high: optional('end'),
        max: optional('capacity'),
        ...at,
      };
    case 'type_assertion_expression':
      return { kind: 'TypeAssertExpr', x: part('operand'), type: typeOf(s, field(n, 'type')), ...at };
    case 'call_expression':
      return call(s, n);
    case 'type_conversion_expression':
      return conversion(s, n);
    case 'type_instantiation_expression': {
      const [fun, ...indices] = named(n);
      return { kind: 'IndexExpr', x: typeOf(s, fun), indices: indices.map((i) => typeOf(s, i)), ...at };
    }
    case 'composite_literal':
      return {
        kind: 'CompositeLit',
        type: typeOf(s, field(n, 'type')),
        elements: elements(s, field(n, 'body')),
        ...at,
      };
    case 'func_literal':
      return { kind: 'FuncLit', type: funcType(s, n), body: block(s, field(n, 'body')), ...at };
    case 'unary_expression':
      return unary(s, n);
    case 'binary_expression':
      return { kind: 'BinaryExpr', op: field(n, 'operator')?.type ?? '', x: part('left'), y: part('right'), ...at };
    case 'variadic_argument':
      return expression(s, firstNamed(n));
    default:
      return typeOf(s, n);
  }
}

function unary(s: Source, n: Raw): Expr {
  const at = { start: n.start, end: n.end };
  const x = expression(s, field(n, 'operand'));
  const op = field(n, 'operator')?.type;
  if (op === '*') return { kind: 'StarExpr', x, ...at };
  if (op === '+' || op === '-' || op === '!' || op === '^' || op === '&' || op === '<-')
    return { kind: 'UnaryExpr', op, x, ...at };
  return { kind: 'BadExpr', ...at };
}

function call(s: Source, n: Raw): CallExpr {
  let fun = expression(s, field(n, 'function'));
  const typeArguments = field(n, 'type_arguments');
  if (typeArguments) {
    const indices = named(typeArguments).map((c) => typeOf(s, c));
    fun = { kind: 'IndexExpr', x: fun, indices, start: fun.start, end: typeArguments.end };
  }
  const list = field(n, 'arguments');
  const args = list ? named(list) : [];
  return {
    kind: 'CallExpr',
    fun,
    args: args.map((a) => expression(s, a)),
    spread: args.some((a) => a.type === 'variadic_argument') || (list !== undefined && hasToken(list, '...')),
    start: n.start,
    end: n.end,
  };
}

/** `T(x)`; the grammar also takes `fs[i](x)` for the conversion to a generic type: an index has no type in brackets that says so. */
function conversion(s: Source, n: Raw): CallExpr {
  const to = field(n, 'type');
  return {
    kind: 'CallExpr',
    fun: typeOf(s, to),
    args: [expression(s, field(n, 'operand'))],
    spread: false,
    start: n.start,
    end: n.end,
  };
}

function elements(s: Source, body: Raw | undefined): Expr[] {
  if (!body) return [];
  return named(body).map((e) => (e.type === 'keyed_element' ? keyed(s, e) : element(s, e)));
}

function keyed(s: Source, n: Raw): KeyValueExpr {
  const [key, value] = named(n);
  return { kind: 'KeyValueExpr', key: element(s, key), value: element(s, value), start: n.start, end: n.end };
}

function element(s: Source, n: Raw | undefined): Expr {
  const inner = n?.type === 'literal_element' ? firstNamed(n) : n;
  if (inner?.type === 'literal_value')
    return { kind: 'CompositeLit', type: undefined, elements: elements(s, inner), start: inner.start, end: inner.end };
  return expression(s, inner);
}

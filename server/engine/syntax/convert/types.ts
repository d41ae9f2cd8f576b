import type { ChanType, Expr, Field, FuncType, Span, StructType } from '../ast.ts';
import { expression, ident, type Source } from './expressions.ts';
import { field, fields, firstNamed, hasToken, named, type Raw } from './raw.ts';

export function type(s: Source, n: Raw | undefined): Expr {
  if (!n) return { kind: 'BadExpr', start: 0, end: 0 };
  const at = { start: n.start, end: n.end };
  const inner = (): Expr => type(s, firstNamed(n));
  switch (n.type) {
    case 'type_identifier':
      return ident(s, n);
    case 'qualified_type': {
      const [pkg, name] = [field(n, 'package'), field(n, 'name')];
      return pkg && name
        ? { kind: 'SelectorExpr', x: ident(s, pkg), sel: ident(s, name), ...at }
        : { kind: 'BadExpr', ...at };
    }
    case 'pointer_type':
      return { kind: 'StarExpr', x: inner(), ...at };
    case 'parenthesized_type':
      return { kind: 'ParenExpr', x: inner(), ...at };
    case 'negated_type':
      return { kind: 'UnaryExpr', op: '~', x: inner(), ...at };
    case 'array_type':
      return {
        kind: 'ArrayType',
        length: expression(s, field(n, 'length')),
        element: type(s, field(n, 'element')),
        ...at,
      };
    case 'implicit_length_array_type':
      return {
        kind: 'ArrayType',
        length: { kind: 'Ellipsis', element: undefined, ...dots(n) },
        element: type(s, field(n, 'element')),
        ...at,
      };
    case 'slice_type':
      return { kind: 'ArrayType', length: undefined, element: type(s, field(n, 'element')), ...at };
    case 'map_type':
      return { kind: 'MapType', key: type(s, field(n, 'key')), value: type(s, field(n, 'value')), ...at };
    case 'channel_type':
      return channel(s, n);
    case 'function_type':
      return funcType(s, n);
    case 'struct_type':
      return struct(s, n);
    case 'interface_type':
      return { kind: 'InterfaceType', methods: named(n).map((m) => interfaceElement(s, m)), ...at };
    case 'generic_type': {
      const list = field(n, 'type_arguments');
      return {
        kind: 'IndexExpr',
        x: type(s, field(n, 'type')),
        indices: list ? named(list).map((t) => type(s, t)) : [],
        ...at,
      };
    }
    case 'type_elem':
    case 'type_constraint':
      return union(s, n);
    case 'ERROR':
      return { kind: 'BadExpr', ...at };
    default:
      return isExpression(n.type) ? expression(s, n) : { kind: 'BadExpr', ...at };
  }
}

const expressionTypes = new Set(
  'identifier blank_identifier field_identifier package_identifier true false nil iota parenthesized_expression selector_expression index_expression slice_expression type_assertion_expression call_expression type_conversion_expression type_instantiation_expression composite_literal func_literal unary_expression binary_expression variadic_argument int_literal float_literal imaginary_literal rune_literal interpreted_string_literal raw_string_literal'.split(
    ' ',
  ),
);
const isExpression = (t: string): boolean => expressionTypes.has(t);

/** `chan<- chan T` comes out of the grammar as `chan (<-chan T)`: the arrow belongs to the leftmost chan (Go spec, "Channel types"). */
function channel(s: Source, n: Raw): ChanType {
  const value = field(n, 'value');
  const tokens = n.children.filter((c) => !c.named).map((c) => c.type);
  const at = { start: n.start, end: n.end };
  if (
    tokens[0] === 'chan' &&
    tokens[1] !== '<-' &&
    value?.type === 'channel_type' &&
    value.children[0]?.type === '<-'
  ) {
    const element: ChanType = { ...channel(s, value), direction: 'both' };
    return { kind: 'ChanType', direction: 'send', element, ...at };
  }
  const direction = tokens[0] === '<-' ? 'receive' : tokens[1] === '<-' ? 'send' : 'both';
  return { kind: 'ChanType', direction, element: type(s, value), ...at };
}

function union(s: Source, n: Raw): Expr {
  const [first, ...rest] = named(n).map((t) => type(s, t));
  let x: Expr = first ?? { kind: 'BadExpr', start: n.start, end: n.end };
  for (const y of rest) x = { kind: 'BinaryExpr', op: '|', x, y, start: x.start, end: y.end };
  return x;
}

function struct(s: Source, n: Raw): StructType {
  const list = firstNamed(n);
  const declared = list ? named(list).filter((f) => f.type === 'field_declaration') : [];
  return { kind: 'StructType', fields: declared.map((f) => structField(s, f)), start: n.start, end: n.end };
}

function structField(s: Source, n: Raw): Field {
  const names = fields(n, 'name').map((f) => ident(s, f));
  const written = type(s, field(n, 'type'));
  const pointer = names.length === 0 && hasToken(n, '*');
  const tag = field(n, 'tag');
  return {
    names,
    type: pointer ? { kind: 'StarExpr', x: written, start: n.start, end: written.end } : written,
    tag: tag && s.text.slice(tag.start, tag.end),
    start: n.start,
    end: n.end,
  };
}

function interfaceElement(s: Source, n: Raw): Field {
  const name = n.type === 'method_elem' ? field(n, 'name') : undefined;
  const at = { start: n.start, end: n.end };
  return name
    ? { names: [ident(s, name)], type: funcType(s, n), tag: undefined, ...at }
    : { names: [], type: type(s, n), tag: undefined, ...at };
}

/** The signature of anything that has `parameters`, `result` and perhaps `type_parameters`. */
export function funcType(s: Source, n: Raw): FuncType {
  const result = field(n, 'result');
  const typeParameters = field(n, 'type_parameters');
  return {
    kind: 'FuncType',
    typeParams: typeParameters ? typeParams(s, typeParameters) : [],
    params: parameters(s, field(n, 'parameters')),
    results: !result
      ? []
      : result.type === 'parameter_list'
        ? parameters(s, result)
        : [{ names: [], type: type(s, result), tag: undefined, start: result.start, end: result.end }],
    start: n.start,
    end: result?.end ?? field(n, 'parameters')?.end ?? n.end,
  };
}

export function typeParams(s: Source, n: Raw): Field[] {
  return named(n).map((p) => ({
    names: fields(p, 'name').map((i) => ident(s, i)),
    type: type(s, field(p, 'type')),
    tag: undefined,
    start: p.start,
    end: p.end,
  }));
}

/** Where the `...` of a variadic parameter or of `[...]T` stands. */
function dots(n: Raw): Span {
  const { start, end } = n.children.find((c) => c.type === '...') ?? n;
  return { start, end };
}

/** `(a, b int)`, `(int, string)`, `(xs ...T)`. The grammar reads `(a, b)` as two types, as Go does. */
export function parameters(s: Source, n: Raw | undefined): Field[] {
  if (!n) return [];
  return named(n).map((p) => {
    const written = type(s, field(p, 'type'));
    const variadic = p.type === 'variadic_parameter_declaration';
    return {
      names: fields(p, 'name').map((i) => ident(s, i)),
      type: variadic ? { kind: 'Ellipsis', element: written, start: dots(p).start, end: p.end } : written,
      tag: undefined,
      start: p.start,
      end: p.end,
    };
  });
}

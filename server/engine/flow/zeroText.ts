import type { FunctionUnit } from '../package/view.ts';
import type { Expr } from '../syntax/ast.ts';

/** A `return` that gives nothing: the zero value of each result (Go spec, "The zero value"). */
export function emptyReturn(fn: FunctionUnit): string {
  const { results } = fn.syntax.type;
  if (results.length === 0 || results.some((r) => r.names.length > 0)) return 'return';
  return `return ${results.map((r) => zeroText(fn, r.type)).join(', ')}`;
}

function zeroText(fn: FunctionUnit, type: Expr): string {
  const under = fn.package.underlying(fn.package.typeOf(type));
  switch (under.kind) {
    case 'basic':
      if (under.name === 'string') return '""';
      return under.name === 'bool' ? 'false' : under.name === 'unsafe.Pointer' ? 'nil' : '0';
    case 'pointer':
    case 'slice':
    case 'map':
    case 'chan':
    case 'func':
    case 'interface':
      return 'nil';
    case 'struct':
    case 'array':
      return `${fn.textOf(type)}{}`;
    default:
      return `*new(${fn.textOf(type)})`;
  }
}

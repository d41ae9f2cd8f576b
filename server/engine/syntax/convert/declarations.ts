import type { DeclSyntax, FuncDecl, GenDecl, TypeSpec, ValueSpec } from '../ast.ts';
import { expressionList, ident, type Source } from './expressions.ts';
import { field, fields, named, type Raw } from './raw.ts';
import { block } from './statements.ts';
import { funcType, parameters, type, typeParams } from './types.ts';

/** A node of the file's top level; undefined for package clauses, imports and what is no declaration. */
export function declaration(s: Source, n: Raw): DeclSyntax | undefined {
  switch (n.type) {
    case 'function_declaration':
    case 'method_declaration':
      return funcDecl(s, n);
    case 'var_declaration':
    case 'const_declaration':
    case 'type_declaration':
      return genDecl(s, n);
    case 'package_clause':
    case 'import_declaration':
    case 'empty_statement':
      return undefined;
    default:
      return n.named ? { kind: 'BadDecl', start: n.start, end: n.end } : undefined;
  }
}

function funcDecl(s: Source, n: Raw): DeclSyntax {
  const name = field(n, 'name');
  if (!name) return { kind: 'BadDecl', start: n.start, end: n.end };
  const body = field(n, 'body');
  const decl: FuncDecl = {
    kind: 'FuncDecl',
    name: ident(s, name),
    receiver: parameters(s, field(n, 'receiver'))[0],
    type: funcType(s, n),
    body: body && block(s, body),
    start: n.start,
    end: n.end,
  };
  return decl;
}

export function genDecl(s: Source, n: Raw): GenDecl {
  const specs: (ValueSpec | TypeSpec)[] = [];
  for (const c of named(n)) {
    if (c.type === 'var_spec_list') specs.push(...named(c).map((v) => valueSpec(s, v, false)));
    else if (c.type === 'var_spec' || c.type === 'const_spec') specs.push(valueSpec(s, c, c.type === 'const_spec'));
    else if (c.type === 'type_spec' || c.type === 'type_alias') specs.push(typeSpec(s, c));
  }
  return { kind: 'GenDecl', specs, start: n.start, end: n.end };
}

function valueSpec(s: Source, n: Raw, isConst: boolean): ValueSpec {
  const written = field(n, 'type');
  return {
    kind: 'ValueSpec',
    isConst,
    names: fields(n, 'name').map((i) => ident(s, i)),
    type: written && type(s, written),
    values: expressionList(s, field(n, 'value')),
    start: n.start,
    end: n.end,
  };
}

function typeSpec(s: Source, n: Raw): TypeSpec {
  const name = field(n, 'name');
  const parameterList = field(n, 'type_parameters');
  return {
    kind: 'TypeSpec',
    name: name ? ident(s, name) : { kind: 'Ident', name: '_', start: n.start, end: n.start },
    typeParams: parameterList ? typeParams(s, parameterList) : [],
    isAlias: n.type === 'type_alias',
    type: type(s, field(n, 'type')),
    start: n.start,
    end: n.end,
  };
}

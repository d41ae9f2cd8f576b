import type { LocalVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import { dereferenced } from '../facts/types.ts';
import type { CallExpr, Expr, SelectorExpr } from '../syntax/ast.ts';
import { unparen } from '../syntax/print.ts';
import type { JoinedPackage } from './package.ts';
import type { Callee } from './view.ts';

const nobody: Callee = { kind: 'unknown' };

export function calleeOf(pkg: JoinedPackage, call: CallExpr): Callee {
  let fun = unparen(call.fun);
  // An index is an instantiation when what is indexed is a function; else a call of an element.
  if (fun.kind === 'IndexExpr' && pkg.typeOf(fun.x).kind === 'func') fun = unparen(fun.x);
  switch (fun.kind) {
    case 'FuncLit': {
      const unit = pkg.functionOf(fun);
      return unit ? { kind: 'literal', function: unit } : nobody;
    }
    case 'Ident':
      return named(pkg, fun);
    case 'SelectorExpr':
      return selected(pkg, fun);
    case 'ArrayType':
    case 'MapType':
    case 'ChanType':
    case 'FuncType':
    case 'InterfaceType':
    case 'StructType':
    case 'StarExpr':
      return { kind: 'conversion', type: pkg.typeOf(fun) };
    default:
      return nobody;
  }
}

function named(pkg: JoinedPackage, fun: Expr & { kind: 'Ident' }): Callee {
  const object = pkg.objectOf(fun);
  switch (object?.kind) {
    case 'func': {
      const unit = object.syntax.body && pkg.functionsIn(object.decl)[0];
      return unit
        ? { kind: 'function', function: unit, receiver: undefined }
        : { kind: 'external', path: pkg.path, receiver: '', name: fun.name, operand: undefined };
    }
    case 'universe':
      if (object.what === 'builtin') return { kind: 'builtin', name: object.name };
      return object.what === 'type' ? { kind: 'conversion', type: pkg.typeOf(fun) } : nobody;
    case 'type':
    case 'localType':
      return { kind: 'conversion', type: pkg.typeOf(fun) };
    case 'local':
      return onlyLiteral(pkg, object) ?? { kind: 'dynamic', path: pkg.path, receiver: '', name: fun.name };
    case 'var':
      return { kind: 'dynamic', path: pkg.path, receiver: '', name: fun.name };
    default:
      return nobody;
  }
}

/** A local that holds one function literal and is never assigned again (`var f func(); f = func…` counts as one). */
function onlyLiteral(pkg: JoinedPackage, v: LocalVar): Callee | undefined {
  const decl = pkg.declOf(v.ident);
  if (!decl || v.role !== 'var') return undefined;
  const facts = declFacts(decl);
  const definition = facts.definitions.get(v);
  const assignments = facts.assignments.get(v) ?? [];
  let value: Expr | undefined = definition?.kind === 'value' && definition.count === 1 ? definition.value : undefined;
  if (definition?.kind === 'typed' && assignments.length === 1) {
    const [by] = assignments;
    if (by?.kind === 'AssignStmt' && by.lhs.length === 1) value = by.rhs[0];
  } else if (assignments.length > 0) return undefined;
  const literal = value && unparen(value);
  const unit = literal?.kind === 'FuncLit' ? pkg.functionOf(literal) : undefined;
  return unit && { kind: 'literal', function: unit };
}

function selected(pkg: JoinedPackage, fun: SelectorExpr): Callee {
  const name = fun.sel.name;
  if (fun.x.kind === 'Ident') {
    const object = pkg.objectOf(fun.x);
    if (object?.kind === 'package') {
      if (pkg.knowledge.isType(object.path, name)) return { kind: 'conversion', type: pkg.typeOf(fun) };
      return { kind: 'external', path: object.path, receiver: '', name, operand: undefined };
    }
  }
  const type = pkg.typeOf(fun.x);
  const m = pkg.selected(type, name);
  if (m?.kind === 'method') {
    if (m.function) return { kind: 'function', function: m.function, receiver: fun.x };
    const isInterface = pkg.underlying(dereferenced(type)).kind === 'interface';
    if (m.path === pkg.path && isInterface) return { kind: 'dynamic', path: m.path, receiver: m.owner, name };
    return { kind: 'external', path: m.path, receiver: m.owner, name, operand: fun.x };
  }
  if (m?.kind === 'field') return { kind: 'dynamic', path: m.path, receiver: m.owner, name };
  const foreign = dereferenced(type);
  // A type that is named but not known still tells whose method it is.
  if (foreign.kind === 'named')
    return { kind: 'external', path: foreign.path, receiver: foreign.name, name, operand: fun.x };
  return nobody;
}

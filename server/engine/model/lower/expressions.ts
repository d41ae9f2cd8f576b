import { dereferenced, type Type } from '../../facts/types.ts';
import { embeddedPath } from '../../package/embedded.ts';
import type { CallExpr, CompositeLit, Expr, FuncLit, SelectorExpr } from '../../syntax/ast.ts';
import { pathOf, unparen } from '../../syntax/print.ts';
import { walk } from '../../syntax/walk.ts';
import { type Operand, type Target, unknownOperand } from '../code.ts';
import { MAY_ALL } from '../state.ts';
import { bool, int, NIL, NON_NIL } from '../value.ts';
import { askedPath, forgetAsked } from './askedPaths.ts';
import { Builder } from './builder.ts';
import { call, syncOps } from './calls.ts';
import { captured, isBoxed } from './function.ts';
import { key, lookup, mapValue, put } from './maps.ts';
import { carries, kindOf } from './types.ts';
import { localOf, make, variable, zero } from './variables.ts';

export const constant = (value: number): Operand => ({ kind: 'const', value });

/** `ErrNotFound`, `errClosed`: an error that is compared with, and never nil (package errors, "Is"). */
const isSentinel = (type: Type, name: string): boolean =>
  type.kind === 'named' && type.path === '' && type.name === 'error' && /^[Ee]rr[A-Z]/.test(name);

/** Evaluates an expression: emits what communicates in it, and answers what is left. */
export function value(b: Builder, e: Expr): Operand {
  const x = unparen(e);
  const folded = b.package.constantOf(x);
  if (typeof folded === 'bigint') return constant(folded > 60n || folded < -60n ? NON_NIL : int(Number(folded)));
  if (typeof folded === 'boolean') return constant(bool(folded));
  switch (x.kind) {
    case 'Ident':
      return identifier(b, x);
    case 'BasicLit':
      return x.lit === 'string' ? constant(int(Math.min(60, x.text.length - 2))) : unknownOperand;
    case 'FuncLit':
      return literal(b, x);
    case 'CompositeLit':
      return composite(b, x);
    case 'SelectorExpr':
      return selector(b, x);
    case 'StarExpr':
      return value(b, x.x);
    case 'UnaryExpr':
      return unary(b, x);
    case 'BinaryExpr':
      return binary(b, x.op, x.x, x.y);
    case 'CallExpr':
      return call(b, x, 1)[0] ?? unknownOperand;
    case 'IndexExpr':
      return lookup(b, x, undefined) ?? index(b, x.x, x.indices[0]);
    case 'SliceExpr': {
      const base = value(b, x.x);
      return x.low || x.high ? unknownOperand : base;
    }
    case 'TypeAssertExpr':
      return value(b, x.x);
    default:
      return unknownOperand;
  }
}

/** Values of an expression that stands for several: a call, `v, ok := <-ch`, `m[k]`, `x.(T)`. */
export function values(b: Builder, e: Expr, count: number): Operand[] {
  const x = unparen(e);
  if (x.kind === 'CallExpr') return call(b, x, count);
  if (x.kind === 'UnaryExpr' && x.op === '<-') {
    const [into, ok] = [b.temp(), b.temp()];
    receive(b, x.x, into, ok, x);
    return [into, ok];
  }
  if (x.kind === 'IndexExpr') {
    const ok = b.temp();
    const found = lookup(b, x, ok);
    if (found) return [found, ok];
  }
  return [value(b, x), unknownOperand];
}

function identifier(b: Builder, x: Expr & { kind: 'Ident' }): Operand {
  const object = b.package.objectOf(x);
  switch (object?.kind) {
    case 'local':
      return variable(b, object) ?? unknownOperand;
    case 'var':
      if (object.spec.values.length > 0 && isSentinel(b.package.typeOfObject(object), object.name))
        return constant(NON_NIL);
      return { kind: 'global', index: b.program.globalOf(object) };
    case 'universe':
      return object.what === 'nil' ? constant(NIL) : unknownOperand;
    case 'func': {
      const unit = b.package.functionOf(object.syntax);
      if (!unit) return constant(NON_NIL);
      const target = b.temp();
      b.emit({ op: 'closure', target, callee: unit, captured: [] }, x);
      return target;
    }
    default:
      return unknownOperand;
  }
}

export function literal(b: Builder, x: FuncLit): Operand {
  const unit = b.package.functionOf(x);
  if (!unit) return constant(NON_NIL);
  const operands = captured(unit).map((v): Operand => {
    // A variable that is declared further down is captured by its cell, which must be there first.
    if (!b.variables.has(v)) {
      const slot = b.slot();
      const boxed = isBoxed(b.unit, v);
      b.variables.set(v, { slot, boxed });
      if (boxed)
        b.emit({
          op: 'make',
          what: 'cell',
          target: { kind: 'slot', slot },
          from: unknownOperand,
          fires: false,
          name: v.name,
        });
    }
    const known = b.variables.get(v);
    return known ? { kind: 'slot', slot: known.slot } : unknownOperand;
  });
  const target = b.temp();
  b.emit({ op: 'closure', target, callee: unit, captured: operands }, x);
  return target;
}

function composite(b: Builder, x: CompositeLit): Operand {
  const type = b.package.typeOf(x);
  const under = b.package.underlying(dereferenced(type));
  const layout = b.program.layoutOf(dereferenced(type));
  if (under.kind === 'struct' && layout !== undefined) {
    const target = zero(b, dereferenced(type)) as Target;
    x.elements.forEach((e, i) => {
      const name =
        e.kind === 'KeyValueExpr' ? (e.key.kind === 'Ident' ? e.key.name : undefined) : under.fields[i]?.name;
      const from = e.kind === 'KeyValueExpr' ? e.value : e;
      const field = under.fields.find((f) => f.name === name);
      if (name === undefined || !field) return;
      const v = value(b, from);
      b.emit({ op: 'set', target: { kind: 'field', base: target, name, layout }, value: v }, from);
    });
    return target;
  }
  const made = kindOf(b.package, type);
  if (made === 'mutex' || made === 'group' || made === 'once') return make(b, made, '');
  if (under.kind === 'map' && mapValue(b, x)) {
    const target = b.temp();
    b.emit({ op: 'make', what: 'map', target, from: unknownOperand, fires: false, name: '' }, x);
    for (const e of x.elements)
      if (e.kind === 'KeyValueExpr') {
        const stored = b.keep(value(b, e.value));
        b.emit({ op: 'put', map: target, key: key(b, e.key), value: stored }, e);
      }
    return target;
  }
  const parts = x.elements.map((e) => value(b, e.kind === 'KeyValueExpr' ? e.value : e));
  if (under.kind === 'slice' || under.kind === 'array') {
    if (!carries(b.package, under.element)) return constant(int(parts.length));
    const target = b.temp();
    b.emit({ op: 'append', target, base: constant(int(0)), values: parts }, x);
    return target;
  }
  for (const p of parts) handOut(b, p);
  return under.kind === 'map' ? unknownOperand : constant(NON_NIL);
}

/** From now on strangers may do anything with it. */
export function handOut(b: Builder, o: Operand, rights: number = MAY_ALL): void {
  if (o.kind !== 'const') b.emit({ op: 'escape', value: o, rights });
}

function selector(b: Builder, x: SelectorExpr): Operand {
  if (x.x.kind === 'Ident' && b.package.objectOf(x.x)?.kind === 'package')
    return /^(Err[A-Z]|EOF$)/.test(x.sel.name) ? constant(NON_NIL) : unknownOperand;
  const asked = askedPath(b, x);
  if (asked !== undefined) return { kind: 'slot', slot: asked };
  const type = b.package.typeOf(x.x);
  const m = b.package.member(type, x.sel.name);
  if (m?.kind === 'method') {
    const receiver = throughEmbedded(b, value(b, x.x), type, m.path, m.owner);
    const sync = m.path === 'sync' ? methodValue(b, receiver, `${m.owner}.${x.sel.name}`, x) : undefined;
    if (sync) return sync;
    if (!m.function) {
      handOut(b, receiver);
      return constant(NON_NIL);
    }
    return bound(b, receiver, x.sel.name, x);
  }
  const base = value(b, x.x);
  if (m?.kind === 'field' && m.owner !== '')
    return field(b, throughEmbedded(b, base, type, m.path, m.owner), fieldOwner(b, type, m.path, m.owner), x.sel.name);
  return field(b, base, dereferenced(type), x.sel.name);
}

/** `mu.Unlock` without a call: a function that does just that. */
function methodValue(b: Builder, receiver: Operand, name: string, x: SelectorExpr): Operand | undefined {
  const what = syncOps[name];
  if (!what || what === 'condWait' || name === 'WaitGroup.Add') return undefined;
  const thunk = new Builder(b.program, b.unit, x);
  const object: Operand = { kind: 'slot', slot: thunk.slot() };
  thunk.parameters = 1;
  thunk.emit({ op: 'sync', what, object, amount: name === 'WaitGroup.Done' ? constant(int(-1)) : unknownOperand });
  const target = b.temp();
  b.emit({ op: 'closure', target, callee: thunk.finish(), captured: [b.keep(receiver)] }, x);
  return target;
}

const fieldOwner = (b: Builder, type: Type, path: string, name: string): Type =>
  path === b.package.path ? { kind: 'named', path, name, args: [] } : dereferenced(type);

export function field(b: Builder, base: Operand, owner: Type, name: string): Operand {
  return { kind: 'field', base, name, layout: b.program.layoutOf(owner) };
}

/** Follows the embedded fields from a value of `type` to the part of it that is a `path.name`. */
export function throughEmbedded(b: Builder, base: Operand, type: Type, path: string, name: string): Operand {
  let [at, t] = [base, dereferenced(type)];
  for (const step of embeddedPath(b.package, type, path, name) ?? []) {
    at = field(b, at, t, step);
    const under = b.package.underlying(t);
    const f = under.kind === 'struct' ? under.fields.find((one) => one.name === step) : undefined;
    t = f ? dereferenced(f.type) : t;
  }
  return at;
}

/** A method value: a closure over its receiver. */
function bound(b: Builder, receiver: Operand, name: string, x: SelectorExpr): Operand {
  const m = b.package.member(b.package.typeOf(x.x), name);
  const unit = m?.kind === 'method' ? m.function : undefined;
  if (!unit) return constant(NON_NIL);
  const target = b.temp();
  b.emit({ op: 'closure', target, callee: unit, captured: [receiver] }, x);
  return target;
}

function unary(b: Builder, x: Expr & { kind: 'UnaryExpr' }): Operand {
  if (x.op === '<-') {
    const into = b.temp();
    receive(b, x.x, into, undefined, x);
    return into;
  }
  if (x.op === '!') return { kind: 'not', x: value(b, x.x) };
  if (x.op === '-' || x.op === '+' || x.op === '^') {
    value(b, x.x);
    return unknownOperand;
  }
  if (x.op !== '&') return unknownOperand;
  const inner = unparen(x.x);
  const kind = kindOf(b.package, b.package.typeOf(inner));
  const isObject =
    kind === 'struct' ||
    kind === 'mutex' ||
    kind === 'group' ||
    kind === 'once' ||
    kind === 'cond' ||
    kind === 'errgroup';
  if (isObject || inner.kind === 'CompositeLit') return value(b, inner);
  if (inner.kind === 'Ident' && localOf(b, inner)) return constant(NON_NIL);
  handOut(b, value(b, inner));
  return constant(NON_NIL);
}

function binary(b: Builder, op: string, left: Expr, right: Expr): Operand {
  const [x, y] = [value(b, left), value(b, right)];
  switch (op) {
    case '+':
    case '-':
      return { kind: 'sum', op, x, y };
    case '==':
      return { kind: 'compare', op, x, y };
    case '!=':
      return { kind: 'not', x: { kind: 'compare', op: '==', x, y } };
    case '<':
    case '<=':
      return { kind: 'compare', op, x, y };
    case '>':
      return { kind: 'compare', op: '<', x: y, y: x };
    case '>=':
      return { kind: 'compare', op: '<=', x: y, y: x };
    default:
      return unknownOperand;
  }
}

function index(b: Builder, x: Expr, i: Expr | undefined): Operand {
  const under = b.package.underlying(dereferenced(b.package.typeOf(x)));
  const base = value(b, x);
  const at = i ? value(b, i) : unknownOperand;
  if (under.kind !== 'slice' && under.kind !== 'array') return unknownOperand;
  return { kind: 'element', base, index: at };
}

export function receive(b: Builder, channel: Expr, into: Target | undefined, ok: Target | undefined, at: Expr): void {
  const from = b.keep(value(b, channel));
  b.emit({ op: 'receive', channel: from, into, ok, isRange: false }, at);
}

/** Branches on a condition, evaluated from left to right as far as needed. */
export function condition(b: Builder, e: Expr, yes: { at: number }, no: { at: number }): void {
  const x = unparen(e);
  if (x.kind === 'UnaryExpr' && x.op === '!') return condition(b, x.x, no, yes);
  if (x.kind === 'BinaryExpr' && (x.op === '&&' || x.op === '||')) {
    const middle = b.label();
    if (x.op === '&&') condition(b, x.x, middle, no);
    else condition(b, x.x, yes, middle);
    b.place(middle);
    return condition(b, x.y, yes, no);
  }
  const error = x.kind === 'CallExpr' ? errorAskedAbout(b, x) : undefined;
  if (error) {
    const isSet = b.label();
    const isNil: Operand = { kind: 'compare', op: '==', x: value(b, error), y: constant(NIL) };
    b.emit({ op: 'test', condition: isNil, yes: no, no: isSet, isOfError: true, of: 'aside' }, x);
    b.place(isSet);
  }
  const isOfError = asksForError(b, x);
  b.emit({ op: 'test', condition: value(b, x), yes, no, ...(isOfError ? { isOfError } : {}) }, x);
}

/** The error of `errors.Is(err, os.ErrExist)`, `os.IsExist(err)`: what asks what kind of error it is says no of none. */
function errorAskedAbout(b: Builder, x: CallExpr): Expr | undefined {
  const callee = b.package.calleeOf(x);
  const [first] = x.args;
  if (!first || callee.kind !== 'external' || callee.receiver !== '' || !/^(Is|As)/.test(callee.name)) return undefined;
  return pathOf(first) !== undefined && isError(b.package.typeOf(first)) ? first : undefined;
}

const isError = (t: Type): boolean => t.kind === 'named' && t.path === '' && t.name === 'error';

/** `err != nil` */
function asksForError(b: Builder, x: Expr): boolean {
  if (x.kind !== 'BinaryExpr' || (x.op !== '==' && x.op !== '!=')) return false;
  const isNil = (e: Expr): boolean => e.kind === 'Ident' && e.name === 'nil';
  const other = isNil(x.y) ? x.x : isNil(x.x) ? x.y : undefined;
  return other !== undefined && isError(b.package.typeOf(other));
}

/** Assigns; what is stored where the model does not look is handed out. */
export function assign(b: Builder, to: Expr, from: Operand): void {
  const x = unparen(to);
  if (x.kind === 'Ident') {
    if (x.name === '_') return;
    const object = b.package.objectOf(x);
    if (object?.kind === 'local') {
      const target = variable(b, object);
      if (target) return b.emit({ op: 'set', target, value: from }, x);
    } else if (object?.kind === 'var')
      return b.emit({ op: 'set', target: { kind: 'global', index: b.program.globalOf(object) }, value: from }, x);
  } else if (x.kind === 'SelectorExpr') {
    forgetAsked(b, [x]);
    const target = selector(b, x);
    if (target.kind === 'field') return b.emit({ op: 'set', target, value: from }, x);
  } else if (x.kind === 'IndexExpr') {
    if (put(b, x, from)) return;
    const target = index(b, x.x, x.indices[0]);
    if (target.kind === 'element' && carries(b.package, b.package.typeOf(x)))
      return b.emit({ op: 'set', target, value: from }, x);
  }
  handOut(b, from);
}

/** The variables that a stretch of code may have assigned are not known any more. */
export function forget(b: Builder, node: Parameters<typeof walk>[0]): void {
  const unknown = (e: Expr): void => {
    const x = unparen(e);
    const v = x.kind === 'Ident' ? localOf(b, x) : undefined;
    const target = v && variable(b, v);
    if (target) b.emit({ op: 'set', target, value: unknownOperand });
  };
  walk(node, (n) => {
    if (n.kind === 'AssignStmt') n.lhs.forEach(unknown);
    if (n.kind === 'IncDecStmt') unknown(n.x);
    if (n.kind === 'RangeStmt' && n.op === '=') for (const e of [n.key, n.value]) if (e) unknown(e);
  });
}

import type { LocalVar, Obj, PackageConst, PackageVar } from '../facts/objects.ts';
import { declFacts } from '../facts/scopes.ts';
import {
  basic,
  dereferenced,
  type NamedType,
  type Signature,
  type Type,
  type UnknownType,
  unknown,
} from '../facts/types.ts';
import type { CallExpr, Expr, Field, FuncType } from '../syntax/ast.ts';
import { boundTo, defaulted, inferred, instantiated, substitute } from './generics.ts';
import type { JoinedPackage } from './package.ts';

const pending: UnknownType = { kind: 'unknown' };

/** Types of expressions by Go's rules as far as the package and the knowledge tables tell; `unknown` for the rest. */
export class Types {
  readonly #pkg: JoinedPackage;
  readonly #known = new Map<Expr, Type>();
  readonly #objects = new Map<Obj, Type>();
  readonly #underlying = new Map<string, Type>();
  #depth = 0;

  constructor(pkg: JoinedPackage) {
    this.#pkg = pkg;
  }

  of(e: Expr): Type {
    const before = this.#known.get(e);
    if (before) return before;
    this.#known.set(e, pending); // ends cycles
    this.#depth++;
    const type = this.#compute(e);
    this.#depth--;
    this.#known.set(e, type);
    return type;
  }

  /** A type is being worked out: what it depends on may still be answered with "unknown". */
  get isBusy(): boolean {
    return this.#depth > 0;
  }

  ofObject(obj: Obj): Type {
    const before = this.#objects.get(obj);
    if (before) return before;
    this.#objects.set(obj, pending);
    this.#depth++;
    const type = this.#object(obj);
    this.#depth--;
    this.#objects.set(obj, type);
    return type;
  }

  underlying(t: Type, depth = 0): Type {
    if (t.kind === 'typeParam') return depth > 8 ? unknown : this.underlying(t.constraint, depth + 1);
    if (t.kind !== 'named' || depth > 8) return t;
    if (t.path === '')
      return t.name === 'any' || t.name === 'error' ? { kind: 'interface', methods: [], embedded: [] } : unknown;
    if (t.path !== this.#pkg.path) return this.#foreign(t, depth);
    const object = this.#pkg.named(t.name);
    if (object?.kind !== 'type') return unknown;
    const declared = this.#declared(t.name, object.spec.type, depth);
    const params = object.spec.typeParams.flatMap((f) => f.names.map((n) => n.name));
    return t.args.length > 0 ? substitute(declared, boundTo(params, t.args)) : declared;
  }

  /** What is behind a type of this package, with its type parameters as they are declared. */
  #declared(name: string, written: Expr, depth: number): Type {
    const before = this.#underlying.get(name);
    if (before) return before;
    this.#underlying.set(name, pending);
    const type = this.underlying(this.of(written), depth + 1);
    this.#underlying.set(name, type);
    return type;
  }

  #foreign(t: NamedType, depth: number): Type {
    const { knowledge } = this.#pkg;
    const under = knowledge.underlying(t.path, t.name);
    if (!under) return unknown;
    return this.underlying(substitute(under, boundTo(knowledge.typeParams(t.path, t.name), t.args)), depth + 1);
  }

  #object(obj: Obj): Type {
    switch (obj.kind) {
      case 'local':
        return this.#local(obj);
      case 'var':
      case 'const':
        return this.#packageValue(obj);
      case 'localConst':
        return obj.spec.type ? this.of(obj.spec.type) : obj.spec.values[0] ? this.of(obj.spec.values[0]) : unknown;
      case 'func':
        return this.of(obj.syntax.type);
      case 'type':
        return obj.spec.isAlias
          ? this.of(obj.spec.type)
          : { kind: 'named', path: this.#pkg.path, name: obj.name, args: [] };
      case 'localType':
        return obj.spec ? this.of(obj.spec.type) : { kind: 'typeParam', name: obj.name, constraint: unknown };
      case 'universe':
        return this.#universe(obj.name, obj.what);
      default:
        return unknown;
    }
  }

  #universe(name: string, what: string): Type {
    if (what === 'nil') return basic('untyped nil');
    if (what === 'const') return basic(name === 'iota' ? 'untyped int' : 'untyped bool');
    if (what !== 'type') return unknown;
    return name === 'error' || name === 'any' || name === 'comparable'
      ? { kind: 'named', path: '', name, args: [] }
      : basic(name);
  }

  #packageValue(obj: PackageVar | PackageConst): Type {
    const { spec } = obj;
    if (spec.type) return this.of(spec.type);
    const i = spec.names.indexOf(obj.ident);
    const own = spec.values[i];
    // Constants stay untyped; variables take the default type.
    if (own && spec.values.length === spec.names.length) return spec.isConst ? this.of(own) : defaulted(this.of(own));
    return spec.values[0] ? element(this.of(spec.values[0]), i) : unknown;
  }

  #local(v: LocalVar): Type {
    const decl = this.#pkg.declOf(v.ident);
    const d = decl && declFacts(decl).definitions.get(v);
    switch (d?.kind) {
      case 'typed': {
        const t = this.of(d.type);
        return d.type.kind === 'Ellipsis'
          ? { kind: 'slice', element: d.type.element ? this.of(d.type.element) : unknown }
          : t;
      }
      case 'value':
        return d.count === 1 ? defaulted(this.of(d.value)) : this.#commaOk(d.value, d.index);
      case 'rangeKey':
      case 'rangeValue':
        return this.#ranged(this.underlying(this.of(d.x)), d.kind === 'rangeKey' ? 0 : 1);
      case 'typeSwitch': {
        const [only] = d.types;
        return d.types.length === 1 && only && !(only.kind === 'Ident' && only.name === 'nil')
          ? this.of(only)
          : this.of(d.x);
      }
      default:
        return unknown;
    }
  }

  /** `v, ok := <-ch`, `m[k]`, `x.(T)`, and calls with several results. */
  #commaOk(value: Expr, index: number): Type {
    const x = value.kind === 'ParenExpr' ? value.x : value;
    if (x.kind === 'CallExpr') return element(this.of(x), index);
    return index === 0 ? this.of(x) : basic('bool');
  }

  #ranged(x: Type, i: number): Type {
    switch (x.kind) {
      case 'slice':
      case 'array':
        return i === 0 ? basic('int') : x.element;
      case 'pointer':
        return this.#ranged(this.underlying(x.element), i);
      case 'map':
        return i === 0 ? x.key : x.value;
      case 'chan':
        return i === 0 ? x.element : unknown;
      case 'basic':
        return i === 0 ? basic(x.name === 'string' || x.name.startsWith('untyped') ? 'int' : x.name) : basic('rune');
      case 'func': {
        const yields = x.params[0];
        return yields?.kind === 'func' ? (yields.params[i] ?? unknown) : unknown;
      }
      default:
        return unknown;
    }
  }

  #compute(e: Expr): Type {
    switch (e.kind) {
      case 'Ident': {
        const obj = this.#pkg.objectOf(e);
        return obj ? this.ofObject(obj) : unknown;
      }
      case 'BasicLit':
        return basic(`untyped ${e.lit === 'char' ? 'rune' : e.lit}`);
      case 'CompositeLit':
        return e.type ? this.of(e.type) : unknown;
      case 'FuncLit':
        return this.of(e.type);
      case 'ParenExpr':
        return this.of(e.x);
      case 'SelectorExpr':
        return this.#selector(e);
      case 'IndexExpr':
        return this.#index(e);
      case 'SliceExpr': {
        const x = this.underlying(dereferenced(this.of(e.x)));
        return x.kind === 'array' ? { kind: 'slice', element: x.element } : this.of(e.x);
      }
      case 'TypeAssertExpr':
        return e.type ? this.of(e.type) : unknown;
      case 'CallExpr':
        return this.#call(e);
      case 'StarExpr': {
        const x = this.of(e.x);
        return isType(this.#pkg, e.x) ? { kind: 'pointer', element: x } : x.kind === 'pointer' ? x.element : unknown;
      }
      case 'UnaryExpr':
        return this.#unary(e.op, e.x);
      case 'BinaryExpr':
        return this.#binary(e.op, e.x, e.y);
      case 'ArrayType':
        return e.length
          ? { kind: 'array', element: this.of(e.element) }
          : { kind: 'slice', element: this.of(e.element) };
      case 'Ellipsis':
        return { kind: 'slice', element: e.element ? this.of(e.element) : unknown };
      case 'MapType':
        return { kind: 'map', key: this.of(e.key), value: this.of(e.value) };
      case 'ChanType':
        return { kind: 'chan', direction: e.direction, element: this.of(e.element) };
      case 'FuncType':
        return this.#signature(e);
      case 'StructType':
        return { kind: 'struct', fields: e.fields.flatMap((f) => this.#fields(f)) };
      case 'InterfaceType':
        return {
          kind: 'interface',
          methods: e.methods.flatMap((m) => m.names.map((n) => ({ name: n.name, type: this.of(m.type) }))),
          embedded: e.methods.filter((m) => m.names.length === 0).map((m) => this.of(m.type)),
        };
      default:
        return unknown;
    }
  }

  #signature(e: FuncType): Type {
    const signature: Signature = {
      kind: 'func',
      params: this.#list(e.params),
      results: this.#list(e.results),
      variadic: e.params.at(-1)?.type.kind === 'Ellipsis',
    };
    const typeParams = e.typeParams.flatMap((f) => f.names.map((n) => ({ name: n.name, constraint: this.of(f.type) })));
    return typeParams.length > 0 ? { ...signature, typeParams } : signature;
  }

  #list(fields: readonly Field[]): Type[] {
    return fields.flatMap((f) => (f.names.length === 0 ? [this.of(f.type)] : f.names.map(() => this.of(f.type))));
  }

  #fields(f: Field): { name: string; type: Type; embedded: boolean }[] {
    const type = this.of(f.type);
    if (f.names.length > 0) return f.names.map((n) => ({ name: n.name, type, embedded: false }));
    const core = dereferenced(type);
    return [{ name: core.kind === 'named' || core.kind === 'basic' ? core.name : '', type, embedded: true }];
  }

  #selector(e: Expr & { kind: 'SelectorExpr' }): Type {
    if (e.x.kind === 'Ident') {
      const obj = this.#pkg.objectOf(e.x);
      if (obj?.kind === 'package') {
        const k = this.#pkg.knowledge;
        // Aliases (`type Context = context.Context`) answer with what they stand for.
        if (k.isType(obj.path, e.sel.name)) {
          const under = k.underlying(obj.path, e.sel.name);
          return under?.kind === 'named' ? under : { kind: 'named', path: obj.path, name: e.sel.name, args: [] };
        }
        const value = k.value(obj.path, e.sel.name);
        if (value) return value;
        // Where a type must stand, an unknown exported name is a foreign named type.
        return { kind: 'named', path: obj.path, name: e.sel.name, args: [] };
      }
    }
    const operand = this.of(e.x);
    const type = this.#pkg.selected(operand, e.sel.name)?.type ?? unknown;
    // A method expression `T.M` takes the receiver first (Go spec, "Method expressions").
    return type.kind === 'func' && isType(this.#pkg, e.x) ? { ...type, params: [operand, ...type.params] } : type;
  }

  #index(e: Expr & { kind: 'IndexExpr' }): Type {
    const x = this.of(e.x);
    if (isType(this.#pkg, e.x)) return x.kind === 'named' ? { ...x, args: e.indices.map((i) => this.of(i)) } : x;
    if (x.kind === 'func')
      return instantiated(
        x,
        e.indices.map((i) => this.of(i)),
      );
    const u = this.underlying(dereferenced(x));
    if (u.kind === 'slice' || u.kind === 'array') return u.element;
    if (u.kind === 'map') return u.value;
    return u.kind === 'basic' ? basic('byte') : unknown;
  }

  #call(e: CallExpr): Type {
    const callee = this.#pkg.calleeOf(e);
    if (callee.kind === 'conversion') return callee.type;
    if (callee.kind === 'builtin') return this.#builtin(callee.name, e);
    const fun = this.underlying(this.of(e.fun));
    if (fun.kind !== 'func') return unknown;
    const { results } = fun.typeParams
      ? inferred(
          fun,
          e.args.map((a) => this.of(a)),
        )
      : fun;
    return results.length === 1 ? (results[0] ?? unknown) : { kind: 'tuple', elements: results };
  }

  #builtin(name: string, e: CallExpr): Type {
    const [first] = e.args;
    if (!first) return unknown;
    if (name === 'make') return this.of(first);
    if (name === 'new') return { kind: 'pointer', element: this.of(first) };
    if (name === 'append' || name === 'min' || name === 'max') return this.of(first);
    return name === 'len' || name === 'cap' || name === 'copy' ? basic('int') : unknown;
  }

  #unary(op: string, operand: Expr): Type {
    const x = this.of(operand);
    if (op === '&') return { kind: 'pointer', element: x };
    if (op !== '<-') return x;
    const u = this.underlying(x);
    return u.kind === 'chan' ? u.element : unknown;
  }

  #binary(op: string, x: Expr, y: Expr): Type {
    if (/^(==|!=|<|<=|>|>=|&&|\|\|)$/.test(op)) return basic('bool');
    const left = this.of(x);
    return left.kind === 'basic' && left.name.startsWith('untyped') && op !== '<<' && op !== '>>' ? this.of(y) : left;
  }
}

/** Does the expression denote a type? */
export function isType(pkg: JoinedPackage, e: Expr): boolean {
  switch (e.kind) {
    case 'Ident': {
      const obj = pkg.objectOf(e);
      return obj?.kind === 'type' || obj?.kind === 'localType' || (obj?.kind === 'universe' && obj.what === 'type');
    }
    case 'SelectorExpr': {
      const obj = e.x.kind === 'Ident' ? pkg.objectOf(e.x) : undefined;
      return (
        obj?.kind === 'package' &&
        (pkg.knowledge.isType(obj.path, e.sel.name) ||
          (pkg.knowledge.value(obj.path, e.sel.name) === undefined && /^\p{Lu}/u.test(e.sel.name)))
      );
    }
    case 'ParenExpr':
    case 'StarExpr':
    case 'IndexExpr':
      return isType(pkg, e.x);
    default:
      return ['ArrayType', 'MapType', 'ChanType', 'FuncType', 'StructType', 'InterfaceType', 'Ellipsis'].includes(
        e.kind,
      );
  }
}

function element(t: Type, i: number): Type {
  if (t.kind === 'tuple') return t.elements[i] ?? unknown;
  return i === 0 ? t : unknown;
}

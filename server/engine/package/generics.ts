import { basic, type Signature, type Type, type TypeParam, unknown } from '../facts/types.ts';

/** What type parameters stand for, by name. */
export type Bound = ReadonlyMap<string, Type>;

/** Pairs the names of type parameters with type arguments; what has no argument is unknown. */
export const boundTo = (names: readonly string[], args: readonly Type[]): Bound =>
  new Map(names.map((name, i) => [name, args[i] ?? unknown]));

/** The type with types in the place of type parameters. */
export function substitute(t: Type, bound: Bound, depth = 0): Type {
  if (bound.size === 0) return t;
  if (depth > 8) return unknown;
  const again = (x: Type): Type => substitute(x, bound, depth + 1);
  switch (t.kind) {
    case 'typeParam':
      return bound.get(t.name) ?? t;
    case 'pointer':
    case 'slice':
    case 'array':
      return { ...t, element: again(t.element) };
    case 'chan':
      return { ...t, element: again(t.element) };
    case 'map':
      return { ...t, key: again(t.key), value: again(t.value) };
    case 'func':
      return { ...t, params: t.params.map(again), results: t.results.map(again) };
    case 'tuple':
      return { ...t, elements: t.elements.map(again) };
    case 'struct':
      return { ...t, fields: t.fields.map((f) => ({ ...f, type: again(f.type) })) };
    case 'interface':
      return {
        ...t,
        methods: t.methods.map((m) => ({ ...m, type: again(m.type) })),
        embedded: t.embedded.map(again),
      };
    case 'named':
      return t.args.length > 0 ? { ...t, args: t.args.map(again) } : t;
    default:
      return t;
  }
}

/** A generic function with its first type parameters given: `Map[int, string]`. */
export function instantiated(fun: Signature, args: readonly Type[]): Signature {
  const params = fun.typeParams ?? [];
  const given = new Map(params.slice(0, args.length).map((p, i) => [p.name, args[i] ?? unknown]));
  return withoutParams(substitute(fun, given), params.slice(args.length));
}

/**
 * The signature of a call of a generic function: its type parameters take what the arguments say, then what their
 * constraints say of each other (Go spec, "Type inference"); what nothing tells is unknown.
 */
export function inferred(fun: Signature, args: readonly Type[]): Signature {
  const params = fun.typeParams ?? [];
  if (params.length === 0) return fun;
  const bound = new Map<string, Type>();
  const names = new Set(params.map((p) => p.name));
  args.forEach((arg, i) => {
    const param = parameterAt(fun, i);
    if (param) unify(param, arg, names, bound);
  });
  for (const { name, constraint } of params) {
    const known = bound.get(name);
    if (known) unify(constraint, known, names, bound);
  }
  for (const { name } of params) if (!bound.has(name)) bound.set(name, unknown);
  return withoutParams(substitute(fun, bound), []);
}

function withoutParams(t: Type, left: readonly TypeParam[]): Signature {
  const { typeParams: _, ...rest } = t as Signature;
  return left.length > 0 ? { ...rest, typeParams: left } : rest;
}

function parameterAt(fun: Signature, i: number): Type | undefined {
  const last = fun.params.at(-1);
  if (fun.variadic && i >= fun.params.length - 1) return last?.kind === 'slice' ? last.element : undefined;
  return fun.params[i];
}

function unify(param: Type, arg: Type, names: ReadonlySet<string>, bound: Map<string, Type>): void {
  const all = (xs: readonly Type[], ys: readonly Type[]): void => {
    for (const [i, x] of xs.entries()) unify(x, ys[i] ?? unknown, names, bound);
  };
  if (param.kind === 'typeParam' && names.has(param.name)) {
    if (!bound.has(param.name) && arg.kind !== 'unknown' && !isNil(arg)) bound.set(param.name, defaulted(arg));
  } else if (param.kind === 'named' && arg.kind === 'named') {
    if (param.path === arg.path && param.name === arg.name) all(param.args, arg.args);
  } else if (param.kind === 'map' && arg.kind === 'map') all([param.key, param.value], [arg.key, arg.value]);
  else if (param.kind === 'func' && arg.kind === 'func') {
    all(param.params, arg.params);
    all(param.results, arg.results);
  } else if ('element' in param && 'element' in arg && param.kind === arg.kind)
    unify(param.element, arg.element, names, bound);
}

const isNil = (t: Type): boolean => t.kind === 'basic' && t.name === 'untyped nil';

const defaults: Readonly<Record<string, string>> = {
  'untyped int': 'int',
  'untyped float': 'float64',
  'untyped rune': 'rune',
  'untyped string': 'string',
  'untyped bool': 'bool',
};

/** An untyped constant takes its default type where nothing else says one (Go spec, "Constants"). */
export const defaulted = (t: Type): Type =>
  t.kind === 'basic' && defaults[t.name] ? basic(defaults[t.name] as string) : t;

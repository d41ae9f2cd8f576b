import type { Type } from '../../facts/types.ts';
import { perView } from '../../package/asking.ts';
import type { PackageView } from '../../package/view.ts';
import type { Expr } from '../../syntax/ast.ts';
import { unparen } from '../../syntax/print.ts';

/**
 * May a value of the type hold something that the model follows: a channel, a lock, a context, a closure? A `foreign` one is
 * of another module's making; what lies behind an `interface` of another module may be of the package itself.
 */
export type Holding = 'never' | 'foreign' | 'interface' | 'may';

const rising: readonly Holding[] = ['never', 'foreign', 'interface', 'may'];

export function holdingOf(pkg: PackageView, t: Type, depth = 0): Holding {
  if (depth > 3) return 'may';
  switch (t.kind) {
    case 'basic':
      return 'never';
    case 'pointer':
      // What is pointed at is no interface: it is of the other module's own making.
      return isOfOther(pkg, t.element) ? 'never' : holdingOf(pkg, t.element, depth + 1);
    case 'slice':
    case 'array':
      return holdingOf(pkg, t.element, depth + 1);
    case 'map':
      return most([holdingOf(pkg, t.key, depth + 1), holdingOf(pkg, t.value, depth + 1)]);
    case 'struct':
      return most(t.fields.map((f) => holdingOf(pkg, f.type, depth + 1)));
    case 'named':
      return ofNamed(pkg, t, depth);
    case 'unknown':
      // All types of the package itself are known.
      return 'foreign';
    default:
      return 'may';
  }
}

function ofNamed(pkg: PackageView, t: Type & { kind: 'named' }, depth: number): Holding {
  if (t.path === '') return t.name === 'error' ? 'never' : 'may';
  const under = pkg.underlying(t);
  if (t.path === pkg.path) {
    const known = ofTypes(pkg);
    const key = t.args.length > 0 ? undefined : t.name;
    const before = key === undefined ? undefined : known.get(key);
    if (before !== undefined) return before;
    const holding = holdingOf(pkg, under, depth + 1);
    // What is found further in stops earlier.
    if (key !== undefined && depth === 0) known.set(key, holding);
    return holding;
  }
  if (communicates.test(t.path)) return under.kind === 'basic' ? 'never' : 'may';
  if (t.path === 'time') return t.name === 'Timer' || t.name === 'Ticker' ? 'may' : 'never';
  if (under.kind === 'unknown') return 'foreign';
  if (under.kind === 'interface') return 'interface';
  return under.kind === 'struct' ? 'never' : holdingOf(pkg, under, depth + 1);
}

const ofTypes = perView(() => new Map<string, Holding>());

const communicates = /^(sync|context|golang\.org\/x\/sync\/errgroup|golang\.org\/x\/net\/context)$/;

const most = (all: readonly Holding[]): Holding => rising.findLast((h) => all.includes(h)) ?? 'never';

/**
 * May the value of an expression be of the package's own making, though its type is of another module? What a package level
 * name of the other module leads to is not.
 */
export function mayLead(pkg: PackageView, e: Expr): boolean {
  const holding = holdingOf(pkg, pkg.typeOf(e));
  if (holding !== 'foreign') return holding !== 'never';
  for (let x = unparen(e); ; ) {
    if (x.kind === 'SelectorExpr') {
      if (x.x.kind === 'Ident' && pkg.objectOf(x.x)?.kind === 'package') return false;
      x = unparen(x.x);
    } else if (x.kind === 'CallExpr') x = unparen(x.fun);
    else if (x.kind === 'UnaryExpr' || x.kind === 'StarExpr' || x.kind === 'IndexExpr') x = unparen(x.x);
    else return x.kind !== 'BasicLit' && x.kind !== 'CompositeLit';
  }
}

/** May a value of the type lead back into the package? */
export const mayHold = (pkg: PackageView, t: Type): boolean => holdingOf(pkg, t) !== 'never';

const isOfOther = (pkg: PackageView, t: Type): boolean =>
  t.kind === 'named' &&
  t.path !== '' &&
  t.path !== pkg.path &&
  pkg.underlying(t).kind === 'unknown' &&
  !communicates.test(t.path);

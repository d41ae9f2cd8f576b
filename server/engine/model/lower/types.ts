import type { Type } from '../../facts/types.ts';
import type { PackageView } from '../../package/view.ts';

export type Kind =
  | 'chan'
  | 'mutex'
  | 'group'
  | 'once'
  | 'cond'
  | 'context'
  | 'errgroup'
  | 'struct'
  | 'pointer'
  | 'func'
  | 'bool'
  | 'number'
  | 'sequence'
  | 'interface'
  | 'other';

/** What a type is to the model. */
export function kindOf(pkg: PackageView, t: Type): Kind {
  if (t.kind === 'named') {
    if (t.path === 'sync') {
      if (t.name === 'Mutex' || t.name === 'RWMutex') return 'mutex';
      if (t.name === 'WaitGroup') return 'group';
      if (t.name === 'Once') return 'once';
      if (t.name === 'Cond') return 'cond';
    }
    if (t.path === 'context' && t.name === 'Context') return 'context';
    if (t.path === 'golang.org/x/sync/errgroup' && t.name === 'Group') return 'errgroup';
    if (t.path === 'golang.org/x/net/context' && t.name === 'Context') return 'context';
  }
  const under = pkg.underlying(t);
  switch (under.kind) {
    case 'chan':
      return 'chan';
    case 'struct':
      return t.kind === 'named' && t.path !== pkg.path ? 'other' : 'struct';
    case 'pointer':
      return 'pointer';
    case 'func':
      return 'func';
    case 'interface':
      return 'interface';
    case 'slice':
    case 'map':
    case 'array':
      return 'sequence';
    case 'basic':
      if (under.name === 'bool' || under.name === 'untyped bool') return 'bool';
      return /^(untyped )?(u?int|rune|byte|uintptr)/.test(under.name) ? 'number' : 'other';
    default:
      return 'other';
  }
}

/** May a value of this type carry something that communicates? */
export function carries(pkg: PackageView, t: Type, depth = 0): boolean {
  if (depth > 3) return true;
  if (t.kind === 'named' && t.path === '' && t.name === 'error') return false;
  const under = t.kind === 'pointer' ? pkg.underlying(t.element) : pkg.underlying(t);
  switch (under.kind) {
    case 'basic':
      return false;
    case 'slice':
    case 'array':
      return carries(pkg, under.element, depth + 1);
    case 'map':
      return carries(pkg, under.value, depth + 1);
    default:
      return true;
  }
}

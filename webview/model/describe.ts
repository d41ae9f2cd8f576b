import type { GoroutineSet } from '../../profile/goroutines/goroutineGroup.ts';
import { formatPercent, formatValue } from '../../profile/units.ts';
import { type Analysis, changeOf, type Flame } from './analysis.ts';

/**
 * What is shown, in one sentence: "inuse_space · 508MB of 512MB · 3 filters · showing 99.2% · 3 calls too small to show".
 * `filters` is how many are on.
 */
export function sentence(analysis: Analysis, hidden: number, filters = 0): string {
  const { valueType, whole, kept, base, baseKept, view } = analysis;
  const { durationNanos } = view.profile.header;
  const isFiltered = filters > 0;
  const parts = [
    valueType.type,
    isFiltered
      ? `${formatValue(kept, valueType.unit)} of ${formatValue(whole, valueType.unit)}`
      : formatValue(whole, valueType.unit),
  ];
  if (isFiltered)
    parts.push(filters === 1 ? '1 filter' : `${filters} filters`, `showing ${formatPercent(kept, whole)}`);
  if (base !== undefined) parts.push(`${signedValue(kept - baseKept, valueType.unit)} since before`);
  else if (durationNanos > 0) parts.push(`recorded over ${formatValue(durationNanos, 'nanoseconds')}`);
  if (hidden > 0) parts.push(`${hidden.toLocaleString('en')} calls too small to show`);
  return parts.join(' · ');
}

/** The same of goroutines: "12 of 945 goroutines · 3 groups · 2 filters". */
export function goroutineSentence(
  set: GoroutineSet,
  whole: GoroutineSet,
  filters: number,
  what: 'goroutines' | 'threads' = 'goroutines',
): string {
  const count = (n: number): string => n.toLocaleString('en');
  const parts = [
    `${filters > 0 ? `${count(set.total)} of ${count(whole.total)}` : count(set.total)} ${what}`,
    `${count(set.groups.length)} groups`,
  ];
  if (filters > 0) parts.push(filters === 1 ? '1 filter' : `${filters} filters`);
  return parts.join(' · ');
}

export interface NodeFacts {
  readonly name: string;
  readonly file: string;
  /** Missing in a tree of callers, where nothing is a node's own. */
  readonly self: string | undefined;
  readonly total: string;
  readonly ofTotal: string;
  /** Of a comparison: what it was, and by how much it changed. */
  readonly before: string | undefined;
  readonly change: string | undefined;
  /** Share of the box beside it, nearer to the root: of its caller, or in a tree of callers of what it calls. */
  readonly ofParent: string | undefined;
  readonly parentName: 'caller' | 'callee';
}

/** `+12MB`, `−3` */
export function signedValue(value: number, unit: string): string {
  const text = formatValue(Math.abs(value), unit);
  return value > 0 ? `+${text}` : value < 0 ? `−${text}` : text;
}

export function factsOf(analysis: Analysis, { tree, direction, largestChange }: Flame, node: number): NodeFacts {
  const { unit } = analysis.valueType;
  const frame = tree.frame[node] ?? 0;
  const total = tree.total[node] ?? 0;
  const parent = tree.parent[node] ?? 0;
  return {
    name: analysis.nameOf(frame),
    file: analysis.fileOf(frame),
    self: direction === 'callers' ? undefined : formatValue(tree.self[node] ?? 0, unit),
    total: formatValue(total, unit),
    ofTotal: formatPercent(total, analysis.total),
    before: largestChange === undefined ? undefined : formatValue(tree.baseTotal[node] ?? 0, unit),
    change: largestChange === undefined ? undefined : signedValue(changeOf(tree, node), unit),
    ofParent: node === 0 ? undefined : formatPercent(total, tree.total[parent] ?? 0),
    parentName: direction === 'callers' ? 'callee' : 'caller',
  };
}

/** The same for ears. */
export function spoken({ name, self, total, ofTotal, before, change }: NodeFacts): string {
  const compared = change === undefined ? '' : `, was ${before}, change ${change}`;
  return `${name}, total ${total}, ${ofTotal}${compared}${self === undefined ? '' : `, self ${self}`}`;
}

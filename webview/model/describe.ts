import { formatPercent, formatValue } from '../../profile/units.ts';
import { type Analysis, changeOf, type Flame } from './analysis.ts';

/** What is shown, in one sentence: "inuse_space · 512MB · 30s · 3 functions too small to show". */
export function sentence({ valueType, total, baseTotal, baseSums, view }: Analysis, hidden: number): string {
  const { durationNanos } = view.profile.header;
  const parts = [valueType.type, formatValue(total, valueType.unit)];
  if (baseSums) parts.push(`${signedValue(total - baseTotal, valueType.unit)} since before`);
  else if (durationNanos > 0) parts.push(`recorded over ${formatValue(durationNanos, 'nanoseconds')}`);
  if (hidden > 0) parts.push(`${hidden.toLocaleString('en')} calls too small to show`);
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

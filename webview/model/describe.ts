import { formatPercent, formatValue } from '../../profile/units.ts';
import type { Analysis, Flame } from './analysis.ts';

/** What is shown, in one sentence: "inuse_space · 512MB · 30s · 3 functions too small to show". */
export function sentence({ valueType, total, view }: Analysis, hidden: number): string {
  const { durationNanos } = view.profile.header;
  const parts = [valueType.type, formatValue(total, valueType.unit)];
  if (durationNanos > 0) parts.push(`recorded over ${formatValue(durationNanos, 'nanoseconds')}`);
  if (hidden > 0) parts.push(`${hidden.toLocaleString('en')} calls too small to show`);
  return parts.join(' · ');
}

export interface NodeFacts {
  readonly name: string;
  readonly file: string;
  readonly self: string;
  readonly total: string;
  readonly ofTotal: string;
  /** Missing for the root. */
  readonly ofParent: string | undefined;
}

export function factsOf(analysis: Analysis, { tree }: Flame, node: number): NodeFacts {
  const { unit } = analysis.valueType;
  const frame = tree.frame[node] ?? 0;
  const total = tree.total[node] ?? 0;
  const parent = tree.parent[node] ?? 0;
  return {
    name: analysis.nameOf(frame),
    file: analysis.fileOf(frame),
    self: formatValue(tree.self[node] ?? 0, unit),
    total: formatValue(total, unit),
    ofTotal: formatPercent(total, analysis.total),
    ofParent: node === 0 ? undefined : formatPercent(total, tree.total[parent] ?? 0),
  };
}

/** The same for ears. */
export function spoken({ name, self, total, ofTotal }: NodeFacts): string {
  return `${name}, total ${total}, ${ofTotal}, self ${self}`;
}

import type { CallTree } from '../../profile/callTree.ts';
import type { FrameIndex } from '../../profile/view.ts';
import { type Analysis, childrenOf } from '../model/analysis.ts';
import type { Found } from '../model/search.ts';

export type SortKey = 'flat' | 'flatChange' | 'cum' | 'cumChange' | 'name' | 'file';

export interface Sort {
  readonly key: SortKey;
  readonly isDescending: boolean;
}

/** A row of the table: a function, or below it one of its callers. */
export interface TableRow {
  /** Stays the same while the profile does. */
  readonly id: string;
  readonly frame: FrameIndex;
  /** 1 for functions. */
  readonly level: number;
  /** Undefined for a caller: its own flat is not meant. */
  readonly flat: number | undefined;
  /** For a caller, the part of the function's cum that came by this way. */
  readonly cum: number;
  /** Growth since the profile that is compared with; undefined without one, and for callers. */
  readonly flatChange: number | undefined;
  readonly cumChange: number | undefined;
  readonly canExpand: boolean;
  readonly isExpanded: boolean;
}

/** Functions with a value, sorted; with a search, those that match. */
export function functionRows({ sums, baseSums, view }: Analysis, sort: Sort, found: Found | undefined): FrameIndex[] {
  const { name, file, count } = view.frames;
  const frames: FrameIndex[] = [];
  for (let f = 0; f < count; f++)
    if ((sums.flat[f] !== 0 || sums.cum[f] !== 0 || (baseSums?.cum[f] ?? 0) !== 0) && (!found || found.frames[f] === 1))
      frames.push(f);
  const sign = sort.isDescending ? -1 : 1;
  const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const byName = (a: number, b: number): number => compareText(name[a] ?? '', name[b] ?? '');
  const size = (values: Float64Array, f: number): number => Math.abs(values[f] ?? 0);
  const change = (of: 'flat' | 'cum', f: number): number => (sums[of][f] ?? 0) - (baseSums?.[of][f] ?? 0);
  const compare: Record<SortKey, (a: number, b: number) => number> = {
    flat: (a, b) => size(sums.flat, a) - size(sums.flat, b) || size(sums.cum, a) - size(sums.cum, b),
    flatChange: (a, b) => change('flat', a) - change('flat', b) || change('cum', a) - change('cum', b),
    cumChange: (a, b) => change('cum', a) - change('cum', b) || change('flat', a) - change('flat', b),
    cum: (a, b) => size(sums.cum, a) - size(sums.cum, b) || size(sums.flat, a) - size(sums.flat, b),
    name: byName,
    file: (a, b) => compareText(file[a] ?? '', file[b] ?? ''),
  };
  return frames.sort((a, b) => sign * compare[sort.key](a, b) || byName(a, b));
}

/** The rows to show: functions, and the callers below those that are expanded. */
export function tableRows(
  analysis: Analysis,
  frames: readonly FrameIndex[],
  expanded: ReadonlySet<string>,
  callersOf: (frame: FrameIndex) => CallTree,
): TableRow[] {
  const rows: TableRow[] = [];
  for (const frame of frames) {
    const id = String(frame);
    const isExpanded = expanded.has(id);
    const flat = analysis.sums.flat[frame] ?? 0;
    const cum = analysis.sums.cum[frame] ?? 0;
    const { baseSums } = analysis;
    const flatChange = baseSums && flat - (baseSums.flat[frame] ?? 0);
    const cumChange = baseSums && cum - (baseSums.cum[frame] ?? 0);
    rows.push({ id, frame, level: 1, flat, cum, flatChange, cumChange, canExpand: true, isExpanded });
    if (isExpanded) addCallers(rows, callersOf(frame), topOf(callersOf(frame)), id, expanded);
  }
  return rows;
}

/** The tree hangs from the function itself, below a root for everything. */
const topOf = (tree: CallTree): number => (tree.count > 1 ? 1 : 0);

function addCallers(
  rows: TableRow[],
  tree: CallTree,
  node: number,
  above: string,
  expanded: ReadonlySet<string>,
): void {
  for (const caller of childrenOf(tree, node)) {
    const frame = tree.frame[caller] ?? 0;
    const id = `${above}/${frame}`;
    const isExpanded = expanded.has(id);
    rows.push({
      id,
      frame,
      level: id.split('/').length,
      flat: undefined,
      flatChange: undefined,
      cumChange: undefined,
      cum: tree.total[caller] ?? 0,
      canExpand: childrenOf(tree, caller).length > 0,
      isExpanded,
    });
    if (isExpanded) addCallers(rows, tree, caller, id, expanded);
  }
}

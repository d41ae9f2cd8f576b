import type { CallEdge } from '../../profile/graph/edges.ts';
import type { FrameIndex } from '../../profile/view.ts';
import type { Analysis, Around } from '../model/analysis.ts';

/** A row of the exact figures: a caller, the function itself, or a callee. */
export interface PeekRow {
  readonly kind: 'caller' | 'self' | 'callee';
  readonly frame: FrameIndex;
  /** Weight of the calls; of the function itself its cum. */
  readonly weight: number;
  /** What it was before; undefined where nothing is compared. */
  readonly before: number | undefined;
  readonly isInlined: boolean;
}

/** As `go tool pprof -peek` has them: callers, the function, callees; each by falling weight (compared: by change). */
export function peekRows(analysis: Analysis, { frame, neighbours, neighboursBefore }: Around): PeekRow[] {
  const self: PeekRow = {
    kind: 'self',
    frame,
    weight: analysis.sums.cum[frame] ?? 0,
    before: analysis.baseSums && (analysis.baseSums.cum[frame] ?? 0),
    isInlined: false,
  };
  return [
    ...joined('caller', neighbours.callers, neighboursBefore?.callers),
    self,
    ...joined('callee', neighbours.callees, neighboursBefore?.callees),
  ];
}

function joined(
  kind: 'caller' | 'callee',
  now: readonly CallEdge[],
  before: readonly CallEdge[] | undefined,
): PeekRow[] {
  const row = (edge: CallEdge, weight: number, was: number | undefined): PeekRow => ({
    kind,
    frame: edge[kind],
    weight,
    before: was,
    isInlined: edge.isInlined,
  });
  if (!before) return now.map((edge) => row(edge, edge.weight, undefined));
  const older = new Map(before.map((edge) => [edge[kind], edge]));
  const rows = now.map((edge) => row(edge, edge.weight, older.get(edge[kind])?.weight ?? 0));
  const known = new Set(now.map((edge) => edge[kind]));
  const gone = before.filter((edge) => !known.has(edge[kind])).map((edge) => row(edge, 0, edge.weight));
  const change = ({ weight, before: was = 0 }: PeekRow): number => Math.abs(weight - was);
  return [...rows, ...gone].sort((left, right) => change(right) - change(left));
}

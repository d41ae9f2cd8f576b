import { orderOf } from '../view/compareUtf8.ts';
import type { FrameIndex, View } from '../view.ts';
import { type CallEdge, EdgeTable, edgeOrder } from './edges.ts';

/** Who calls a function, and whom it calls, by falling weight: what `go tool pprof -peek` prints. */
export interface Neighbours {
  readonly callers: readonly CallEdge[];
  readonly callees: readonly CallEdge[];
}

/** Looks only at the stacks that hold the frame; a call counts once per stack, direct recursion not at all. */
export function neighboursOf(view: View, weights: Float64Array, frame: FrameIndex): Neighbours {
  const edges = new EdgeTable(view.frames.count);
  const { starts, frames } = view.locationFrames;
  const { locations } = view.profile.stacks;
  const holds = locationsWith(view, frame);
  for (let stack = 0; stack < weights.length; stack++) {
    const weight = weights[stack]!;
    const first = view.starts[stack]!;
    const last = view.ends[stack]! - 1;
    if (weight === 0 || !isAnyIn(holds, locations, first, last)) continue;
    let caller = -1;
    for (let at = last; at >= first; at--) {
      const location = locations[at]!;
      const outermost = starts[location + 1]! - 1;
      for (let i = outermost; i >= starts[location]!; i--) {
        const callee = frames[i]!;
        if (caller >= 0 && caller !== callee && (caller === frame || callee === frame))
          edges.meet(caller, callee, stack, weight, { isResidual: false, isInlined: i !== outermost });
        caller = callee;
      }
    }
  }
  const order = edgeOrder(view.frames.name, orderOf(view.frames.name));
  const all = edges.all().sort(order);
  return { callers: all.filter((e) => e.callee === frame), callees: all.filter((e) => e.caller === frame) };
}

function locationsWith({ locationFrames: { starts, frames } }: View, frame: FrameIndex): Uint8Array {
  const holds = new Uint8Array(starts.length - 1);
  for (let location = 0; location < holds.length; location++)
    for (let i = starts[location]!; i < starts[location + 1]!; i++) if (frames[i] === frame) holds[location] = 1;
  return holds;
}

function isAnyIn(holds: Uint8Array, locations: ArrayLike<number>, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if (holds[locations[at]!] === 1) return true;
  return false;
}

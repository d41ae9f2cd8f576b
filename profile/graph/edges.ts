import type { Comparison } from '../view/compareUtf8.ts';
import type { FrameIndex } from '../view.ts';

/** Calls of one function by another. */
export interface CallEdge {
  readonly caller: FrameIndex;
  readonly callee: FrameIndex;
  readonly weight: number;
  /** Goes over functions that are left out. */
  readonly isResidual: boolean;
  /** The compiler inlined every one of the calls. */
  readonly isInlined: boolean;
}

interface MutableEdge extends CallEdge {
  weight: number;
  isResidual: boolean;
  isInlined: boolean;
  /** The stack in which it was met last. */
  stack: number;
}

/** Collects edges; each counts once per stack. */
export class EdgeTable {
  readonly #frames: number;
  readonly #edges = new Map<number, MutableEdge>();

  /** `frames`: how many there are. */
  constructor(frames: number) {
    this.#frames = frames;
  }

  meet(
    caller: FrameIndex,
    callee: FrameIndex,
    stack: number,
    weight: number,
    { isResidual, isInlined }: Pick<CallEdge, 'isResidual' | 'isInlined'>,
  ): void {
    const key = caller * this.#frames + callee;
    const known = this.#edges.get(key);
    if (!known) {
      this.#edges.set(key, { caller, callee, weight, isResidual, isInlined, stack });
      return;
    }
    // Only the outermost of a recursion counts, also for what is known of it.
    if (known.stack === stack) return;
    known.stack = stack;
    known.weight += weight;
    known.isResidual ||= isResidual;
    known.isInlined &&= isInlined;
  }

  all(): CallEdge[] {
    return [...this.#edges.values()];
  }
}

/** pprof's order of edges: by falling weight, then by the names of both ends. */
export function edgeOrder(
  names: readonly string[],
  compareNames: Comparison,
): (left: CallEdge, right: CallEdge) => number {
  return (left, right) =>
    Math.abs(right.weight) - Math.abs(left.weight) ||
    compareNames(names[left.caller]!, names[right.caller]!) ||
    compareNames(names[left.callee]!, names[right.callee]!);
}

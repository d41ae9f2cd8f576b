import type { SampleTypeIndex } from './profile.ts';
import type { FrameIndex, View } from './view.ts';

/** How calls of a frame were compiled, as pprof marks it in top. */
export type Inlining = '' | '(inline)' | '(partial-inline)';

export interface InliningOptions {
  /** Frames that are shown; calls lead from each to the next one that is. All if absent. */
  readonly shown?: readonly FrameIndex[];
  /** Calls of less weight do not count, as in pprof's reports. */
  readonly smallest?: number;
}

/** Per frame: whether all, some or none of the calls to it were inlined. */
export function inlineMarks(view: View, sampleType: SampleTypeIndex, options: InliningOptions = {}): Inlining[] {
  const edges = new Edges(view, options.shown);
  const weights = view.weights[sampleType]!;
  const isMet = metStacks(view, sampleType);
  for (let stack = 0; stack < weights.length; stack++) if (isMet[stack] === 1) edges.addStack(stack, weights[stack]!);
  return edges.marks(options.smallest ?? 0);
}

/** Per stack 1 if any sample of it counts: those of a comparison may cancel each other out, and were calls all the same. */
function metStacks({ profile, keptStacks, keptSets }: View, sampleType: SampleTypeIndex): Uint8Array {
  const { stack, labelSet, values, count } = profile.samples;
  const isMet = new Uint8Array(keptStacks.length);
  for (let sample = 0; sample < count; sample++)
    if (values[sampleType]![sample] !== 0 && keptSets?.[labelSet[sample]!] !== 0) isMet[stack[sample]!] = 1;
  for (let i = 0; i < isMet.length; i++) if (keptStacks[i] === 0) isMet[i] = 0;
  return isMet;
}

/**
 * Calls into frames that are inlined somewhere. A call (caller and callee) counts as inlined only if it is so wherever
 * it occurs; of a recursion only the outermost occurrence in a stack counts.
 */
class Edges {
  readonly #view: View;
  /** Frames that stand inside a location with another one around them. */
  readonly #inlinedSomewhere: Uint8Array;
  readonly #isShown: Uint8Array;
  /** By callee and caller. */
  readonly #edges = new Map<number, Edge>();

  constructor(view: View, shown: readonly FrameIndex[] | undefined) {
    this.#view = view;
    this.#isShown = new Uint8Array(view.frames.count).fill(shown ? 0 : 1);
    for (const frame of shown ?? []) this.#isShown[frame] = 1;
    const { starts, frames } = view.locationFrames;
    this.#inlinedSomewhere = new Uint8Array(view.frames.count);
    for (let location = 0; location + 1 < starts.length; location++) {
      for (let i = starts[location]!; i + 1 < starts[location + 1]!; i++) this.#inlinedSomewhere[frames[i]!] = 1;
    }
  }

  addStack(stack: number, weight: number): void {
    const { starts, frames } = this.#view.locationFrames;
    const { locations } = this.#view.profile.stacks;
    let caller = -1;
    for (let at = this.#view.ends[stack]! - 1; at >= this.#view.starts[stack]!; at--) {
      const location = locations[at]!;
      const outermost = starts[location + 1]! - 1;
      for (let i = outermost; i >= starts[location]!; i--) {
        const callee = frames[i]!;
        if (this.#isShown[callee] === 0) continue;
        if (this.#inlinedSomewhere[callee] === 1 && caller >= 0 && caller !== callee) {
          const edge = this.#edge(callee, caller);
          if (edge.stack !== stack) meet(edge, stack, weight, i !== outermost);
        }
        caller = callee;
      }
    }
  }

  marks(smallest: number): Inlining[] {
    const inlined = new Uint8Array(this.#view.frames.count);
    const called = new Uint8Array(this.#view.frames.count);
    for (const [key, edge] of this.#edges) {
      if (Math.abs(edge.weight) < smallest) continue;
      const callee = Math.floor(key / this.#view.frames.count);
      if (edge.inlined) inlined[callee] = 1;
      else called[callee] = 1;
    }
    return Array.from(inlined, (isInlined, frame) => {
      if (isInlined === 0) return '';
      return called[frame] === 1 ? '(partial-inline)' : '(inline)';
    });
  }

  #edge(callee: number, caller: number): Edge {
    const key = callee * this.#view.frames.count + caller;
    const known = this.#edges.get(key);
    if (known) return known;
    const edge = { inlined: true, weight: 0, stack: -1 };
    this.#edges.set(key, edge);
    return edge;
  }
}

interface Edge {
  /** Only met inlined so far. */
  inlined: boolean;
  weight: number;
  /** The stack in which it was met last. */
  stack: number;
}

function meet(edge: Edge, stack: number, weight: number, inlined: boolean): void {
  edge.stack = stack;
  edge.weight += weight;
  edge.inlined &&= inlined;
}

import type { SampleTypeIndex } from './profile.ts';
import type { View } from './view.ts';

/** How calls of a frame were compiled, as pprof marks it in top. */
export type Inlining = '' | '(inline)' | '(partial-inline)';

/** Per frame: whether all, some or none of the calls to it were inlined. */
export function inlineMarks(view: View, sampleType: SampleTypeIndex): Inlining[] {
  const edges = new Edges(view);
  const weights = view.weights[sampleType]!;
  for (let stack = 0; stack < weights.length; stack++) if (weights[stack] !== 0) edges.addStack(stack);
  return edges.marks();
}

/**
 * Calls into frames that are inlined somewhere. A call (caller and callee) counts as inlined only if it is so wherever
 * it occurs; of a recursion only the outermost occurrence in a stack counts.
 */
class Edges {
  readonly #view: View;
  /** Frames that stand inside a location with another one around them. */
  readonly #inlinedSomewhere: Uint8Array;
  /** By callee and caller: 1 if the call was only met inlined, and the stack in which it was met last. */
  readonly #edges = new Map<number, { inlined: 0 | 1; stack: number }>();

  constructor(view: View) {
    this.#view = view;
    const { starts, frames } = view.locationFrames;
    this.#inlinedSomewhere = new Uint8Array(view.frames.count);
    for (let location = 0; location + 1 < starts.length; location++) {
      for (let i = starts[location]!; i + 1 < starts[location + 1]!; i++) this.#inlinedSomewhere[frames[i]!] = 1;
    }
  }

  addStack(stack: number): void {
    const { starts, frames } = this.#view.locationFrames;
    const { locations } = this.#view.profile.stacks;
    let caller = -1;
    for (let at = this.#view.ends[stack]! - 1; at >= this.#view.starts[stack]!; at--) {
      const location = locations[at]!;
      const outermost = starts[location + 1]! - 1;
      for (let i = outermost; i >= starts[location]!; i--) {
        const callee = frames[i]!;
        if (this.#inlinedSomewhere[callee] === 1 && caller >= 0)
          this.#add(stack, callee, caller, i === outermost ? 0 : 1);
        caller = callee;
      }
    }
  }

  marks(): Inlining[] {
    const inlined = new Uint8Array(this.#view.frames.count);
    const called = new Uint8Array(this.#view.frames.count);
    for (const [key, edge] of this.#edges) {
      const callee = Math.floor(key / this.#view.frames.count);
      if (edge.inlined === 1) inlined[callee] = 1;
      else called[callee] = 1;
    }
    return Array.from(inlined, (isInlined, frame) => {
      if (isInlined === 0) return '';
      return called[frame] === 1 ? '(partial-inline)' : '(inline)';
    });
  }

  #add(stack: number, callee: number, caller: number, inlined: 0 | 1): void {
    if (callee === caller) return;
    const key = callee * this.#view.frames.count + caller;
    const edge = this.#edges.get(key);
    if (!edge) this.#edges.set(key, { inlined, stack });
    else if (edge.stack !== stack) {
      edge.stack = stack;
      if (inlined === 0) edge.inlined = 0;
    }
  }
}

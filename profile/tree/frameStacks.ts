import type { LocationIndices } from '../profile.ts';
import type { View } from '../view.ts';

/** The frames of each stack that a view keeps, leaf first: those of stack s are `frames[starts[s]] … frames[starts[s + 1] - 1]`. */
export interface FrameStacks {
  readonly starts: Uint32Array;
  readonly frames: Uint32Array;
}

/** Writes the frames of all stacks out: for what needs them all, as trees do not. */
export function frameStacks({ profile, locationFrames, starts: froms, ends: tos, keptStacks }: View): FrameStacks {
  const { locations } = profile.stacks;
  const { starts: frameStarts, frames: source } = locationFrames;
  const starts = countFrames(locations, frameStarts, froms, tos, keptStacks);
  const frames = new Uint32Array(starts[froms.length]!);
  let filled = 0;
  for (let stack = 0; stack < froms.length; stack++) {
    if (keptStacks[stack] === 0) continue;
    const end = tos[stack]!;
    for (let at = froms[stack]!; at < end; at++) {
      const location = locations[at]!;
      const last = frameStarts[location + 1]!;
      for (let i = frameStarts[location]!; i < last; i++) frames[filled++] = source[i]!;
    }
  }
  return { starts, frames };
}

function countFrames(
  locations: LocationIndices,
  frameStarts: Uint32Array,
  froms: Uint32Array,
  tos: Uint32Array,
  keptStacks: Uint8Array,
): Uint32Array {
  const starts = new Uint32Array(froms.length + 1);
  for (let stack = 0; stack < froms.length; stack++) {
    let count = 0;
    for (let at = froms[stack]!; keptStacks[stack] === 1 && at < tos[stack]!; at++) {
      const location = locations[at]!;
      count += frameStarts[location + 1]! - frameStarts[location]!;
    }
    starts[stack + 1] = starts[stack]! + count;
  }
  return starts;
}

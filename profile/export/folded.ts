import { frameStacks } from '../tree/frameStacks.ts';
import type { View } from '../view.ts';
import { columnWeights, type ExportColumn, inParts } from './subject.ts';

/**
 * The stacks, one a line in order of their text: frames from the root on with semicolons between, a space, the value. What
 * flamegraph.pl, inferno and speedscope read. In parts of some size.
 */
export function foldedText(view: View, column: ExportColumn): Generator<string> {
  return inParts(foldedLines(view, column));
}

function* foldedLines(view: View, column: ExportColumn): Generator<string> {
  const names = view.frames.name.map((name) => name.replaceAll(';', ':').replaceAll(/[\r\n]+/g, ' '));
  const stacks = frameStacks(view);
  const sums = new Map<string, number>();
  columnWeights(view, column).forEach((weight, stack) => {
    if (weight === 0) return;
    const frames = stacks.frames.subarray(stacks.starts[stack]!, stacks.starts[stack + 1]!);
    const line = Array.from(frames, (frame) => names[frame]!)
      .reverse()
      .join(';');
    if (line !== '') sums.set(line, (sums.get(line) ?? 0) + weight);
  });
  for (const line of [...sums.keys()].sort()) if (sums.get(line) !== 0) yield `${line} ${sums.get(line)}\n`;
}

import { enclosingFunction } from './goNames.ts';
import type { FrameIndex, View } from './view.ts';

/** Costs of a line of a function; a stack counts once, whatever recursion and inlining do. */
export interface FunctionLine {
  /** Counts from 1. */
  readonly line: number;
  readonly flat: number;
  readonly cum: number;
}

/** A function's text as the profile knows it: with the closures in it. */
export interface FunctionText {
  readonly file: string;
  /** First line of the function, 0 if unknown. */
  readonly startLine: number;
  /** Frames of the view by lines that belong to it. */
  readonly frames: readonly FrameIndex[];
}

/** The frames of a view by lines that lie in the text of a function; undefined if it has no lines. */
export function functionText({ frames }: View, functionName: string): FunctionText | undefined {
  const own = enclosingFunction(functionName);
  const members: FrameIndex[] = [];
  let file: string | undefined;
  let startLine = 0;
  for (let f = 0; f < frames.count; f++) {
    if (frames.line[f] === 0 || enclosingFunction(frames.functionName[f]!) !== own) continue;
    // Merged profiles may know two functions of one name: lines of two files cannot stand in one text.
    file ??= frames.file[f]!;
    if (frames.file[f] !== file) continue;
    members.push(f);
    if (!isClosureOf(frames.functionName[f]!, own)) startLine ||= frames.startLine[f]!;
  }
  return file === undefined ? undefined : { file, startLine, frames: members };
}

/** What the lines of a text cost, by line. `weights`: one per stack of the view. */
export function functionLines(view: View, text: FunctionText, weights: Float64Array): FunctionLine[] {
  const { starts, frames } = view.locationFrames;
  const { locations } = view.profile.stacks;
  const lineOf = new Float64Array(view.frames.count);
  for (const frame of text.frames) lineOf[frame] = view.frames.line[frame]!;
  const sums = new Map<number, { line: number; flat: number; cum: number; stack: number }>();
  for (let stack = 0; stack < weights.length; stack++) {
    const weight = weights[stack]!;
    if (weight === 0) continue;
    let isLeaf = true;
    for (let at = view.starts[stack]!; at < view.ends[stack]!; at++) {
      const location = locations[at]!;
      for (let i = starts[location]!; i < starts[location + 1]!; i++) {
        const line = lineOf[frames[i]!]!;
        const isFlat = isLeaf;
        isLeaf = false;
        if (line === 0) continue;
        const sum = sums.get(line) ?? { line, flat: 0, cum: 0, stack: -1 };
        sums.set(line, sum);
        if (isFlat) sum.flat += weight;
        if (sum.stack !== stack) sum.cum += weight;
        sum.stack = stack;
      }
    }
  }
  return Array.from(sums.values(), ({ line, flat, cum }) => ({ line, flat, cum })).sort((a, b) => a.line - b.line);
}

const isClosureOf = (name: string, own: string): boolean =>
  name.length > own.length && enclosingFunction(name) !== name;

import type { Profile, SampleTypeIndex } from './profile.ts';
import { frameSums } from './top.ts';
import { openView, type View } from './view.ts';

/** Cost of one source line; a sample counts once per line, whatever recursion and inlining do. */
export interface LineTotal {
  readonly line: number;
  readonly flat: number;
  readonly cum: number;
}

/** Cost of one function and of its lines. */
export interface FunctionTotal {
  readonly name: string;
  readonly file: string;
  /** First line of the function, 0 if unknown. */
  readonly startLine: number;
  readonly flat: number;
  readonly cum: number;
  /** By line number. */
  readonly lines: readonly LineTotal[];
}

/** What lenses and decorations show: per function (name and file), by falling cum. */
export function lineTotals(profile: Profile, sampleType: SampleTypeIndex): FunctionTotal[] {
  const byFunction = viewOf(profile, 'filefunctions');
  const byLine = viewOf(profile, 'lines');
  const lines = linesByFunction(byLine, sampleType);
  const { flat, cum } = frameSums(byFunction, byFunction.weights[sampleType]!);
  const totals: FunctionTotal[] = [];
  const { count, functionName, file, startLine } = byFunction.frames;
  for (let frame = 0; frame < count; frame++) {
    const name = functionName[frame]!;
    if (name === '' || (flat[frame] === 0 && cum[frame] === 0)) continue;
    totals.push({
      name,
      file: file[frame]!,
      startLine: startLine[frame]!,
      flat: flat[frame]!,
      cum: cum[frame]!,
      lines: lines.get(keyOf(name, file[frame]!)) ?? [],
    });
  }
  return totals.sort((left, right) => Math.abs(right.cum) - Math.abs(left.cum));
}

function viewOf(profile: Profile, granularity: 'filefunctions' | 'lines'): View {
  const view = openView(profile, { granularity });
  // Only filters can be refused.
  if (!view.ok) throw new Error(view.error.message);
  return view.value;
}

function linesByFunction(view: View, sampleType: SampleTypeIndex): Map<string, LineTotal[]> {
  const { flat, cum } = frameSums(view, view.weights[sampleType]!);
  const { count, functionName, file, line } = view.frames;
  const lines = new Map<string, LineTotal[]>();
  for (let frame = 0; frame < count; frame++) {
    if (flat[frame] === 0 && cum[frame] === 0) continue;
    const key = keyOf(functionName[frame]!, file[frame]!);
    const ofFunction = lines.get(key) ?? [];
    lines.set(key, ofFunction);
    ofFunction.push({ line: line[frame]!, flat: flat[frame]!, cum: cum[frame]! });
  }
  for (const ofFunction of lines.values()) ofFunction.sort((left, right) => left.line - right.line);
  return lines;
}

function keyOf(name: string, file: string): string {
  return `${name}\0${file}`;
}

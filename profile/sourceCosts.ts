import { withoutTypeArguments } from './goNames.ts';
import type { Profile, SampleTypeIndex } from './profile.ts';
import { frameSums } from './top.ts';
import { openView, type View, type ViewSpec } from './view.ts';

/** What something cost in the profile that is compared with. */
export interface CostBefore {
  readonly flat: number;
  readonly cum: number;
}

/** What a line of a source costs, whatever functions it lies in: a sample counts once, also under recursion and inlining. */
export interface LineCost {
  /** Counts from 1. */
  readonly line: number;
  readonly flat: number;
  readonly cum: number;
  /** A function that it lies in: the outermost declared one, where the profile knows several. */
  readonly function: string;
  /** Undefined where nothing is compared. */
  readonly before?: CostBefore;
}

/** What a function costs: all that it was compiled to, however its type parameters were filled. */
export interface FunctionCost {
  /** As the profile names it, type arguments as `[...]`. */
  readonly name: string;
  readonly file: string;
  /** First line of the function, 0 if unknown. */
  readonly startLine: number;
  readonly flat: number;
  readonly cum: number;
  /** Counts from 1, by cum, over the whole profile. */
  readonly rank: number;
  /** Undefined where nothing is compared. */
  readonly before?: CostBefore;
}

/** A source as the profile names it. */
export interface FileCosts {
  readonly file: string;
  /** By falling cum. */
  readonly functions: readonly FunctionCost[];
  /** By line. */
  readonly lines: readonly LineCost[];
}

/** What lenses, line decorations and hovers show: the costs of each source file that the profile names, as filtered. */
export function sourceCosts(
  profile: Profile,
  sampleType: SampleTypeIndex,
  filters: Partial<ViewSpec> = {},
): FileCosts[] {
  const view = linesView(profile, filters);
  const lines = linesByFile(view, sampleType);
  const functions = functionsByFile(view, sampleType);
  return [...functions.keys()].map((file) => ({
    file,
    functions: functions.get(file) ?? [],
    lines: lines.get(file) ?? [],
  }));
}

/** What percentages are of: the whole, or with relative percentages what the filters left. In the sample type's unit. */
export function costTotal(profile: Profile, sampleType: SampleTypeIndex, filters: Partial<ViewSpec> = {}): number {
  return linesView(profile, filters).totals[sampleType] ?? 0;
}

/** Frames made of labels stand in no source. */
function linesView(profile: Profile, filters: Partial<ViewSpec>): View {
  const opened = openView(profile, { ...filters, tagRoot: [], tagLeaf: [], granularity: 'lines' });
  if (opened.ok) return opened.value;
  // Filters are checked where they are typed; what slips through shows too much rather than nothing.
  const whole = openView(profile, { granularity: 'lines' });
  if (!whole.ok) throw new Error(whole.error.message);
  return whole.value;
}

function linesByFile(view: View, sampleType: SampleTypeIndex): Map<string, LineCost[]> {
  const { functionName, file, line } = view.frames;
  const { members, flat, cum } = sumsBy(view, sampleType, (f) => (line[f] ? `${file[f]}\0${line[f]}` : undefined));
  const files = new Map<string, LineCost[]>();
  for (const [group, frames] of members.entries()) {
    if (flat[group] === 0 && cum[group] === 0) continue;
    const [first = 0] = frames;
    const names = frames.map((f) => functionName[f] ?? '');
    // Closures' names are longer than their function's.
    const outermost = names.reduce((a, b) => (b.length < a.length ? b : a));
    const cost = { line: line[first] ?? 0, flat: flat[group] ?? 0, cum: cum[group] ?? 0, function: outermost };
    addTo(files, file[first] ?? '', cost);
  }
  for (const of of files.values()) of.sort((a, b) => a.line - b.line);
  return files;
}

function functionsByFile(view: View, sampleType: SampleTypeIndex): Map<string, FunctionCost[]> {
  const { functionName, file, startLine } = view.frames;
  const nameOf = (f: number): string => withoutTypeArguments(functionName[f] ?? '');
  const { members, flat, cum } = sumsBy(view, sampleType, (f) =>
    functionName[f] ? `${file[f]}\0${nameOf(f)}` : undefined,
  );
  const size = (group: number): number => Math.abs(cum[group] ?? 0);
  const groups = [...members.keys()].filter((g) => flat[g] !== 0 || cum[g] !== 0).sort((a, b) => size(b) - size(a));
  const files = new Map<string, FunctionCost[]>();
  for (const [i, group] of groups.entries()) {
    const [first = 0] = members[group] ?? [];
    const sums = { flat: flat[group] ?? 0, cum: cum[group] ?? 0 };
    const cost = {
      name: nameOf(first),
      file: file[first] ?? '',
      startLine: startLine[first] ?? 0,
      ...sums,
      rank: i + 1,
    };
    addTo(files, cost.file, cost);
  }
  return files;
}

/** Flat and cum of groups of frames, each sample once per group; frames without a key are in none. */
function sumsBy(view: View, sampleType: SampleTypeIndex, keyOf: (frame: number) => string | undefined) {
  const groups = new Map<string, number>();
  const members: number[][] = [];
  const groupOf = new Uint32Array(view.frames.count);
  const rest: number[] = [];
  for (let f = 0; f < view.frames.count; f++) {
    const key = keyOf(f);
    if (key === undefined) {
      rest.push(f);
      continue;
    }
    const group = groups.get(key) ?? groups.size;
    groups.set(key, group);
    groupOf[f] = group;
    members[group] ??= [];
    members[group].push(f);
  }
  // One more group, which nobody looks at.
  for (const f of rest) groupOf[f] = groups.size;
  const { starts, frames } = view.locationFrames;
  const grouped: View = {
    ...view,
    frames: { ...view.frames, count: groups.size + 1 },
    locationFrames: { starts, frames: frames.map((f) => groupOf[f] ?? 0) },
  };
  return { members, ...frameSums(grouped, view.weights[sampleType] ?? new Float64Array()) };
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

import type { LineColumns, Profile } from '../profile.ts';
import { compileOptional, compilePattern, type Pattern } from './pattern.ts';
import { simplifiedName } from './simplifiedName.ts';

/** What a location loses: nothing, the lines below the match, or itself with all below. */
const keeps = 0;
const isCutInside = 1;
const isCut = 2;

/**
 * Applies `drop_frames` and `keep_frames`, by which a writer hides its own frames (a profiler's, an allocator's): a
 * matching frame goes with all that it called, unless only such frames lie between it and the root. A malformed
 * expression is ignored, as pprof ignores it.
 */
export function dropFrames(profile: Profile): Profile {
  const { dropFrames: drop, keepFrames: keep } = profile.header;
  if (drop === '') return profile;
  const dropped = compilePattern('drop_frames', `^(${drop})$`);
  const kept = compileOptional('keep_frames', keep === '' ? '' : `^(${keep})$`);
  if (!dropped.ok || !kept.ok) return profile;
  return prune(profile, prunedFunctions(profile, dropped.value, kept.value));
}

function prunedFunctions({ functions, text }: Profile, drop: Pattern, keep: Pattern | undefined): Uint8Array {
  return Uint8Array.from(functions.name, (index) => {
    const name = text.at(index);
    const simple = simplifiedName(name);
    return Number(name !== '' && drop(simple) && !keep?.(simple));
  });
}

function prune(profile: Profile, pruned: Uint8Array): Profile {
  const { locations, lines, stacks } = profile;
  const fate = new Uint8Array(locations.count);
  const lineVisible = new Uint8Array(lines.count).fill(1);
  for (let location = 0; location < locations.count; location++) {
    const first = locations.lineStarts[location]!;
    const last = locations.lineStarts[location + 1]! - 1;
    let row = last;
    while (row >= first && pruned[lines.function[row]!] === 0) row--;
    if (row < first) continue;
    fate[location] = row === last ? isCut : isCutInside;
    if (row !== last) lineVisible.fill(0, first, row + 1);
  }
  return { ...profile, ...withoutLines(profile, lineVisible), stacks: cutStacks(stacks, fate) };
}

function cutStacks(stacks: Profile['stacks'], fate: Uint8Array): Profile['stacks'] {
  const starts = new Uint32Array(stacks.count + 1);
  const kept = new Uint32Array(stacks.locations.length);
  let count = 0;
  for (let stack = 0; stack < stacks.count; stack++) {
    const end = stacks.starts[stack + 1]!;
    const rest = stacks.locations.subarray(cutAt(stacks, stack, fate), end);
    kept.set(rest, count);
    count += rest.length;
    starts[stack + 1] = count;
  }
  return { count: stacks.count, starts, locations: kept.slice(0, count) };
}

/** Where what remains of a stack starts: looked for from the root, and only below the first frame that stays. */
function cutAt(stacks: Profile['stacks'], stack: number, fate: Uint8Array): number {
  let foundUser = false;
  for (let at = stacks.starts[stack + 1]! - 1; at >= stacks.starts[stack]!; at--) {
    const decided = fate[stacks.locations[at]!]!;
    if (decided === keeps) foundUser = true;
    else if (foundUser) return decided === isCut ? at + 1 : at;
  }
  return stacks.starts[stack]!;
}

/** The lines that are visible, and the locations that point to them. */
function withoutLines(profile: Profile, visible: Uint8Array): Pick<Profile, 'lines' | 'locations'> {
  const { lines, locations } = profile;
  const isVisible = (_: number, row: number): boolean => visible[row] === 1;
  const before = new Uint32Array(lines.count + 1);
  for (let row = 0; row < lines.count; row++) before[row + 1] = before[row]! + visible[row]!;
  const remaining: LineColumns = {
    count: before[lines.count]!,
    function: lines.function.filter(isVisible),
    line: lines.line.filter(isVisible),
    column: lines.column.filter(isVisible),
  };
  return { lines: remaining, locations: { ...locations, lineStarts: locations.lineStarts.map((row) => before[row]!) } };
}

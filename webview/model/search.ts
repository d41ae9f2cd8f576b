import type { CallTree } from '../../profile/callTree.ts';
import type { FrameColumns } from '../../profile/view/frameTable.ts';
import { compilePattern } from '../../profile/view/pattern.ts';

export interface Found {
  /** Per frame, 1 if its name matches. */
  readonly frames: Uint8Array;
  readonly count: number;
}

export type SearchResult = Found | { readonly error: string } | undefined;

/** Looks for a regular expression (RE2, as pprof's) in function names; letters of both sizes, unless a capital is asked for. */
export function search(frames: FrameColumns, text: string): SearchResult {
  if (text === '') return undefined;
  const pattern = compilePattern('search', /\p{Lu}/u.test(text) ? text : `(?i)${text}`);
  if (!pattern.ok) return { error: pattern.error.message };
  const matches = Uint8Array.from(frames.name, (name) => (pattern.value(name) ? 1 : 0));
  let count = 0;
  for (const m of matches) count += m;
  return { frames: matches, count };
}

/** How much of what a tree shows lies in or below a match, in its own unit. */
export function matchedTotal(tree: CallTree, { frames }: Found): number {
  let sum = 0;
  for (let node = 1; node < tree.count; ) {
    const isMatch = frames[tree.frame[node] ?? 0] === 1;
    if (isMatch) sum += tree.total[node] ?? 0;
    node = isMatch ? (tree.end[node] ?? tree.count) : node + 1;
  }
  return sum;
}

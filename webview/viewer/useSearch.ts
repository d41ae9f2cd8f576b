import { useMemo } from 'preact/hooks';
import type { CallTree } from '../../profile/callTree.ts';
import { formatPercent } from '../../profile/units.ts';
import type { View } from '../../profile/view.ts';
import type { ViewName } from '../../protocol/webview.ts';
import { type Found, matchedTotal, search as searchFrames } from '../model/search.ts';
import { useSettled } from '../parts/useSettled.ts';

/** With more than these a search waits for a pause in typing. */
const manyFrames = 5000;

/** What is found of the search, and what to say of it below the field. */
export function useSearch(view: View, text: string, viewName: ViewName, tree: () => CallTree) {
  const settled = useSettled(text, view.frames.count > manyFrames ? 150 : 0);
  const result = useMemo(() => searchFrames(view.frames, settled), [view, settled]);
  if (result === undefined) return { found: undefined, note: '', isBad: false };
  if ('error' in result) return { found: undefined, note: result.error, isBad: true };
  // These look for other things than functions.
  const isOwn = viewName === 'goroutines' || viewName === 'labels' || viewName === 'series';
  return { found: result, note: isOwn ? '' : matches(result, tree()), isBad: false };
}

function matches(found: Found, tree: CallTree): string {
  if (found.count === 0) return 'no match';
  const count = `${found.count.toLocaleString('en')} ${found.count === 1 ? 'function' : 'functions'}`;
  return `${count}, ${formatPercent(matchedTotal(tree, found), tree.total[0] ?? 0)}`;
}

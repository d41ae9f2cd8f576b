import { useEffect, useState } from 'preact/hooks';
import { emptyQuery, readQuery, type ViewQuery } from '../../profile/query/viewQuery.ts';
import { changed, redone, startHistory, undone } from '../model/history.ts';
import { isTyping } from '../parts/isTyping.ts';

/** What a tab's filters are, and how they change. */
export interface Filters {
  /** What is asked for. */
  readonly query: ViewQuery;
  /** What the views show. It follows a paint later, so that chips answer at once however large the profile is. */
  readonly shown: ViewQuery;
  readonly change: (query: ViewQuery) => void;
  /** Undefined where there is nothing to undo. */
  readonly undo: (() => void) | undefined;
  readonly redo: (() => void) | undefined;
  /** Undefined where all is as usual. */
  readonly clear: (() => void) | undefined;
}

/** `kept` is what the tab remembered, whatever it is. Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y work anywhere but in a text. */
export function useFilters(kept: unknown): Filters {
  const [history, setHistory] = useState(() => startHistory(readQuery(kept)));
  const [shown, setShown] = useState(history.present);
  // Effects run after the paint.
  useEffect(() => setShown(history.present), [history.present]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const step = stepOf(event);
      if (!step || isTyping(event)) return;
      event.preventDefault();
      setHistory(step === 'undo' ? undone : redone);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
  return {
    query: history.present,
    shown,
    change: (query) => setHistory((before) => changed(before, query)),
    undo: history.past.length > 0 ? () => setHistory(undone) : undefined,
    redo: history.future.length > 0 ? () => setHistory(redone) : undefined,
    clear: isUsual(history.present) ? undefined : () => setHistory((before) => changed(before, emptyQuery)),
  };
}

const isUsual = (query: ViewQuery): boolean => JSON.stringify(query) === JSON.stringify(emptyQuery);

function stepOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): 'undo' | 'redo' | undefined {
  if (!(ctrlKey || metaKey) || altKey) return undefined;
  if (key.toLowerCase() === 'z') return shiftKey ? 'redo' : 'undo';
  return key.toLowerCase() === 'y' && !shiftKey ? 'redo' : undefined;
}

import type { Filter } from '../../profile/query/filter.ts';
import type { FrameIndex } from '../../profile/view.ts';
import type { Analysis } from '../model/analysis.ts';
import { ContextMenu, type MenuItem, separator } from '../parts/contextMenu.tsx';
import { filterChosen, filterOn, frameFilters } from './filterOn.ts';

interface Props {
  readonly analysis: Analysis;
  readonly frame: FrameIndex;
  /** The keys that open the source there. */
  readonly openKeys?: string;
  readonly at: { readonly x: number; readonly y: number };
  readonly onOpen: (frame: FrameIndex, toSide: boolean) => void;
  /** Missing where they are what is shown. */
  readonly onCallers?: (frame: FrameIndex) => void;
  readonly onCopy: (text: string) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onClose: () => void;
}

/** The context menu of a function in a table. */
export function FrameMenu({
  analysis,
  frame,
  at,
  openKeys = 'Enter',
  onOpen,
  onCallers,
  onCopy,
  onFilter,
  onClose,
}: Props) {
  const { frames } = analysis.view;
  const item = (value: string, label: string, keybinding = ''): MenuItem => ({ value, label, keybinding });
  const canFilter = filterOn('focus', frames, frame) !== undefined;
  const items = [
    ...(onCallers ? [item('callers', 'Show Callers and Callees'), separator] : []),
    item('open', 'Open Source', openKeys),
    item('openToSide', 'Open Source to the Side', openKeys.replace('Enter', 'Alt+Enter')),
    separator,
    ...(canFilter ? [...frameFilters.map(({ kind, label }) => item(kind, label)), separator] : []),
    item('copyName', 'Copy Name'),
  ];
  const onChoice = (value: string): void => {
    if (value === 'open' || value === 'openToSide') onOpen(frame, value === 'openToSide');
    if (value === 'callers') onCallers?.(frame);
    if (value === 'copyName') onCopy(analysis.nameOf(frame));
    const filter = filterChosen(value, frames, frame);
    if (filter) onFilter(filter);
  };
  return <ContextMenu items={items} at={at} onChoice={onChoice} onClose={onClose} />;
}

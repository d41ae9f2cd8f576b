import type { GoroutineFrame } from '../../profile/goroutines/goroutineGroup.ts';
import type { Filter } from '../../profile/query/filter.ts';
import { exactly, frameFilters } from '../filters/filterOn.ts';
import { ContextMenu, type MenuItem, separator } from '../parts/contextMenu.tsx';

interface Props {
  readonly frame: GoroutineFrame;
  readonly at: { readonly x: number; readonly y: number };
  readonly onOpen: (frame: GoroutineFrame, toSide: boolean) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onClose: () => void;
}

/** The context menu of a goroutine's frame; of a group it is the frame that it is named by. */
export function GoroutineMenu({ frame, at, onOpen, onFilter, onClose }: Props) {
  const item = (value: string, label: string, keybinding = ''): MenuItem => ({ value, label, keybinding });
  const items = [
    item('open', 'Open Source', 'Enter'),
    item('openToSide', 'Open Source to the Side', 'Alt+Enter'),
    separator,
    ...frameFilters.map(({ kind, label }) => item(kind, label)),
  ];
  const onChoice = (value: string): void => {
    const chosen = frameFilters.find(({ kind }) => kind === value);
    if (chosen) onFilter({ kind: chosen.kind, value: exactly(frame.function) });
    else onOpen(frame, value === 'openToSide');
  };
  return <ContextMenu items={items} at={at} onChoice={onChoice} onClose={onClose} />;
}

import type { GoroutineFrame, GoroutineGroup } from '../../profile/goroutines/goroutineGroup.ts';
import type { Filter } from '../../profile/query/filter.ts';
import { exactly, frameFilters } from '../filters/filterOn.ts';
import { ContextMenu, type MenuItem, separator } from '../parts/contextMenu.tsx';

interface Props {
  /** Of a group the one that it is named by. */
  readonly frame: GoroutineFrame | undefined;
  /** Undefined for a single frame. */
  readonly group: GoroutineGroup | undefined;
  readonly at: { readonly x: number; readonly y: number };
  readonly onOpen: (frame: GoroutineFrame, toSide: boolean) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onCopy: (text: string) => void;
  readonly onClose: () => void;
}

/** The context menu of a group of goroutines, or of one of its frames. */
export function GoroutineMenu({ frame, group, at, onOpen, onFilter, onCopy, onClose }: Props) {
  if (!frame) return null;
  const item = (value: string, label: string, keybinding = ''): MenuItem => ({ value, label, keybinding });
  const creator = group?.createdBy;
  const items = [
    item('open', 'Open Source', 'Enter'),
    item('openToSide', 'Open Source to the Side', 'Alt+Enter'),
    ...(creator ? [item('openCreator', 'Open go Statement', 'Shift+Enter')] : []),
    separator,
    ...frameFilters.map(({ kind, label }) => item(kind, label)),
    separator,
    item('copyName', 'Copy Name'),
    ...(group ? [item('copyStack', 'Copy Stack')] : []),
  ];
  const onChoice = (value: string): void => {
    const chosen = frameFilters.find(({ kind }) => kind === value);
    if (chosen) onFilter({ kind: chosen.kind, value: exactly(frame.function) });
    else if (value === 'copyName') onCopy(frame.function);
    else if (value === 'copyStack' && group) onCopy(stackText(group));
    else if (value === 'openCreator' && creator) onOpen(creator, false);
    else onOpen(frame, value === 'openToSide');
  };
  return <ContextMenu items={items} at={at} onChoice={onChoice} onClose={onClose} />;
}

/** As Go prints stacks: each function with its place below it. */
function stackText({ frames, createdBy }: GoroutineGroup): string {
  const lines = (head: string, { file, line }: GoroutineFrame): string[] => [head, `\t${file}:${line}`];
  return [
    ...frames.flatMap((frame) => lines(frame.function, frame)),
    ...(createdBy ? lines(`created by ${createdBy.function}`, createdBy) : []),
  ].join('\n');
}

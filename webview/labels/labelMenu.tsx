import { ContextMenu, type MenuItem, separator } from '../parts/contextMenu.tsx';
import type { RowActions } from './rowCells.tsx';
import type { LabelRow } from './rows.ts';

interface Props {
  readonly row: LabelRow;
  readonly at: { readonly x: number; readonly y: number };
  readonly actions: RowActions;
  readonly onCopy: (text: string) => void;
  readonly onClose: () => void;
}

/** The context menu of a label's value, or of its key. */
export function LabelMenu({ row, at, actions, onCopy, onClose }: Props) {
  const item = (value: string, label: string, keybinding = ''): MenuItem => ({ value, label, keybinding });
  const { key } = row.facet;
  const items = [
    ...(row.kind === 'value' ? [item('focus', 'Focus', 'Enter'), item('ignore', 'Ignore', 'Delete'), separator] : []),
    item('root', `${key} as Outermost Frames`, 'R'),
    item('leaf', `${key} as Innermost Frames`, 'L'),
    ...(row.kind === 'value' ? [separator, item('copy', 'Copy Value')] : []),
  ];
  const onChoice = (value: string): void => {
    if (value === 'copy' && row.kind === 'value') onCopy(row.value.text);
    else if (value !== 'copy') actions[value as keyof RowActions]?.();
  };
  return <ContextMenu items={items} at={at} onChoice={onChoice} onClose={onClose} />;
}

import { frameFilters } from '../filters/filterOn.ts';
import { ContextMenu, type MenuItem, separator } from '../parts/contextMenu.tsx';

export type MenuChoice =
  | 'zoom'
  | 'reset'
  | 'callers'
  | 'open'
  | 'openToSide'
  | 'copyName'
  | 'copyStack'
  | (typeof frameFilters)[number]['kind'];

interface Props {
  readonly at: { readonly x: number; readonly y: number };
  readonly isZoomed: boolean;
  readonly canZoom?: boolean;
  readonly onChoice: (choice: MenuChoice) => void;
  readonly onClose: () => void;
}

/** The context menu of a box. */
export function FlameMenu({ at, isZoomed, canZoom = true, onChoice, onClose }: Props) {
  const item = (value: MenuChoice, label: string, keybinding = ''): MenuItem => ({ value, label, keybinding });
  const items = [
    ...(canZoom ? [item('zoom', 'Zoom', 'Enter')] : []),
    ...(isZoomed ? [item('reset', 'Show All')] : []),
    item('callers', 'Show Callers and Callees'),
    separator,
    ...frameFilters.map(({ kind, label }) => item(kind, label)),
    separator,
    item('open', 'Open Source', 'Ctrl+Enter'),
    item('openToSide', 'Open Source to the Side', 'Ctrl+Alt+Enter'),
    separator,
    item('copyName', 'Copy Name'),
    item('copyStack', 'Copy Stack'),
  ];
  return <ContextMenu items={items} at={at} onChoice={(value) => onChoice(value as MenuChoice)} onClose={onClose} />;
}

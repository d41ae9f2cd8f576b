import { useEffect, useRef } from 'preact/hooks';

export type MenuChoice = 'zoom' | 'reset' | 'callers' | 'open' | 'openToSide' | 'copyName' | 'copyStack';

interface Props {
  readonly at: { readonly x: number; readonly y: number };
  readonly isZoomed: boolean;
  readonly canZoom?: boolean;
  readonly onChoice: (choice: MenuChoice) => void;
  readonly onClose: () => void;
}

interface MenuElement extends HTMLElement {
  data: readonly object[];
  show: boolean;
}

/** The context menu of a box. */
export function FlameMenu({ at, isZoomed, canZoom = true, onChoice, onClose }: Props) {
  const menu = useRef<MenuElement>(null);
  useEffect(() => {
    const element = menu.current;
    if (!element) return;
    element.data = [
      ...(canZoom ? [{ label: 'Zoom', keybinding: 'Enter', value: 'zoom' }] : []),
      ...(isZoomed ? [{ label: 'Show All', value: 'reset' }] : []),
      { label: 'Show Callers and Callees', value: 'callers' },
      { separator: true },
      { label: 'Open Source', keybinding: 'Ctrl+Enter', value: 'open' },
      { label: 'Open Source to the Side', keybinding: 'Ctrl+Alt+Enter', value: 'openToSide' },
      { separator: true },
      { label: 'Copy Name', value: 'copyName' },
      { label: 'Copy Stack', value: 'copyStack' },
    ];
    element.show = true;
    const select = (event: Event): void => {
      onChoice((event as CustomEvent<{ value: MenuChoice }>).detail.value);
      onClose();
    };
    const key = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    const outside = (event: MouseEvent): void => {
      if (!event.composedPath().includes(element)) onClose();
    };
    element.addEventListener('vsc-context-menu-select', select);
    document.addEventListener('keydown', key, true);
    document.addEventListener('mousedown', outside, true);
    return () => {
      element.removeEventListener('vsc-context-menu-select', select);
      document.removeEventListener('keydown', key, true);
      document.removeEventListener('mousedown', outside, true);
    };
  }, []);
  const left = Math.min(at.x, window.innerWidth - 270);
  const top = Math.min(at.y, window.innerHeight - 200);
  return <vscode-context-menu ref={menu} class="menu" style={{ left: `${left}px`, top: `${top}px` }} />;
}

import { useEffect, useRef } from 'preact/hooks';

export interface MenuItem {
  readonly label: string;
  readonly value: string;
  readonly keybinding?: string;
}

/** A line between items. */
export const separator = { separator: true } as const;

interface Props {
  readonly items: readonly (MenuItem | typeof separator)[];
  readonly at: { readonly x: number; readonly y: number };
  /** Called with the item's value. */
  readonly onChoice: (value: string) => void;
  readonly onClose: () => void;
}

interface MenuElement extends HTMLElement {
  data: readonly object[];
  show: boolean;
}

/** A context menu that closes by Escape and by a click anywhere else. */
export function ContextMenu({ items, at, onChoice, onClose }: Props) {
  const menu = useRef<MenuElement>(null);
  useEffect(() => {
    const element = menu.current;
    if (!element) return;
    element.data = items;
    element.show = true;
    const select = (event: Event): void => {
      onChoice((event as CustomEvent<{ value: string }>).detail.value);
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
  const left = Math.max(0, Math.min(at.x, window.innerWidth - 270));
  const top = Math.max(0, Math.min(at.y, window.innerHeight - (items.length * 24 + 20)));
  return <vscode-context-menu ref={menu} class="menu" style={{ left: `${left}px`, top: `${top}px` }} />;
}

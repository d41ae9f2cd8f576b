import './rowGrid.css';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Height of a row in CSS pixels. */
export const rowHeight = 22;
/** Rows made beyond the edges of what is seen. */
const overscan = 8;

export interface GridRow {
  /** Stays the same while what it stands for does. */
  readonly key: string;
  readonly class: string;
  readonly cells: ComponentChildren;
  readonly level?: number;
  /** Only of rows that can be expanded. */
  readonly isExpanded?: boolean;
}

interface Props {
  readonly label: string;
  readonly columns: number;
  readonly count: number;
  readonly row: (index: number) => GridRow;
  /** Column headers. */
  readonly head: ComponentChildren;
  /** The current row; -1 if there is none. */
  readonly at: number;
  readonly onMove: (index: number) => void;
  readonly onOpen?: (index: number, event: MouseEvent) => void;
  /** Asked for a row's menu, at a point of the window. */
  readonly onMenu?: (index: number, at: { readonly x: number; readonly y: number }) => void;
  /** Other keys than those that move; true if it was one to act upon. */
  readonly onKey?: (event: KeyboardEvent) => boolean;
}

/** Rows of one height, of which only those exist that can be seen; one of them is current, and keys move it. */
export function RowGrid({ label, columns, count, row, head, at, onMove, onOpen, onMenu, onKey }: Props) {
  const [{ top, height }, setWindow] = useState({ top: 0, height: 600 });
  const body = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const box = body.current;
    if (!box) return;
    const measure = (): void => setWindow({ top: box.scrollTop, height: box.clientHeight });
    const sizes = new ResizeObserver(measure);
    sizes.observe(box);
    measure();
    return () => sizes.disconnect();
  }, []);
  useEffect(() => {
    const box = body.current;
    if (!box || at < 0) return;
    if (at * rowHeight < box.scrollTop) box.scrollTop = at * rowHeight;
    else if ((at + 1) * rowHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = (at + 1) * rowHeight - box.clientHeight;
  }, [at]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: count - 1,
    };
    const move = moves[event.key];
    if (move !== undefined && count > 0) onMove(Math.max(0, Math.min(count - 1, move)));
    else if (onMenu && at >= 0 && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      const { left = 0, top: above = 0 } = body.current?.getBoundingClientRect() ?? {};
      onMenu(at, { x: left + 40, y: above + (at + 1) * rowHeight - (body.current?.scrollTop ?? 0) });
    } else if (!onKey?.(event)) return;
    event.preventDefault();
  };
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight) - overscan));
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + overscan);
  const rows: JSX.Element[] = [];
  for (let index = first; index < last; index++) {
    const { key, class: name, cells, level, isExpanded } = row(index);
    rows.push(
      <div
        key={key}
        id={`row-${index}`}
        class={`row ${name}${index === at ? ' selected' : ''}`}
        role="row"
        aria-rowindex={index + 2}
        aria-level={level}
        aria-expanded={isExpanded}
        aria-selected={index === at}
        style={{ top: `${index * rowHeight}px` }}
        onClick={(e) => {
          onMove(index);
          if (e.ctrlKey || e.metaKey) onOpen?.(index, e);
        }}
        onDblClick={(e) => onOpen?.(index, e)}
        onContextMenu={(e) => {
          if (!onMenu) return;
          e.preventDefault();
          onMove(index);
          onMenu(index, { x: e.clientX, y: e.clientY });
        }}
      >
        {cells}
      </div>,
    );
  }
  return (
    <div
      class="table"
      role="treegrid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns}
      aria-activedescendant={at >= first && at < last ? `row-${at}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div class="table-head" role="row" aria-rowindex={1}>
        {head}
      </div>
      <div
        ref={body}
        class="table-body"
        role="rowgroup"
        onScroll={(e) => setWindow({ top: e.currentTarget.scrollTop, height: e.currentTarget.clientHeight })}
      >
        <div role="presentation" style={{ height: `${count * rowHeight}px`, position: 'relative' }}>
          {rows}
        </div>
      </div>
    </div>
  );
}

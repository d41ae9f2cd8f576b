import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Analysis, Flame } from '../model/analysis.ts';
import { factsOf, spoken } from '../model/describe.ts';
import type { Found } from '../model/search.ts';
import { boxOf, type Growth, mirrored, nodeAtPoint, rowHeight } from './geometry.ts';
import { HoverCard } from './hoverCard.tsx';
import { neighbour } from './navigate.ts';
import { slack, useLayers } from './useLayers.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

interface Props {
  readonly analysis: Analysis;
  readonly flame: Flame;
  readonly growth: Growth;
  readonly label: string;
  readonly selectedNode: number | undefined;
  /** All calls of it are marked, faintly. */
  readonly selectedFrame: number | undefined;
  readonly found: Found | undefined;
  readonly ownModules: readonly string[];
  readonly onSelect: (node: number | undefined) => void;
  /** Enter, or a double click. */
  readonly onEnter: (node: number) => void;
  readonly onEscape: () => void;
  readonly onOpen: (node: number, toSide: boolean) => void;
  /** Where its menu is to be, in the window. */
  readonly onMenu: (node: number, at: Point) => void;
  /** A menu is open: no card beside it. */
  readonly isQuiet: boolean;
}

/** Boxes on canvases: drawn, pointed at, walked by keys, and told to screen readers. */
export function FlameCanvas(props: Props) {
  const { analysis, flame, growth, selectedNode, selectedFrame, found, ownModules, onSelect, onOpen } = props;
  const { tree, rows } = flame;
  const scroller = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<{ readonly node: number; readonly at: Point } | undefined>();
  const drawn = { analysis, flame, growth, ownModules, found };
  const layers = useLayers(scroller, drawn, { selectedNode, selectedFrame, hovered: hover?.node });
  // The root is what one starts from.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box) box.scrollTop = growth === 'down' ? 0 : box.scrollHeight;
  }, [flame, growth]);
  useEffect(() => {
    if (selectedNode === undefined) return;
    scrollTo(scroller.current, mirrored(rows.rows, tree.depth[selectedNode] ?? 0, growth) * rowHeight);
  }, [selectedNode, flame, growth]);

  const at = (event: MouseEvent): number | undefined => {
    const box = scroller.current;
    if (!box) return undefined;
    const { left, top } = box.getBoundingClientRect();
    const y = event.clientY - top + box.scrollTop - slack(box, drawn);
    return nodeAtPoint(rows, event.clientX - left, y, box.clientWidth, growth);
  };
  const below = (node: number): Point => {
    const box = scroller.current;
    const depth = tree.depth[node] ?? 0;
    const { left = 0, top = 0 } = box?.getBoundingClientRect() ?? {};
    const x = left + (rows.left[boxOf(rows, depth, node) ?? 0] ?? 0) * (box?.clientWidth ?? 0);
    const row = mirrored(rows.rows, depth, growth);
    return { x, y: top + (row + 1) * rowHeight - (box?.scrollTop ?? 0) + (box ? slack(box, drawn) : 0) };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const node = selectedNode ?? 0;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onOpen(node, event.altKey);
    else if (event.key === 'Enter') props.onEnter(node);
    else if (event.key === 'Escape') props.onEscape();
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) props.onMenu(node, below(node));
    else {
      const next = selectedNode === undefined ? firstFor(event.key) : neighbour(flame, node, event.key, growth);
      if (next === undefined) return;
      onSelect(next);
    }
    event.preventDefault();
  };
  const selected = selectedNode === undefined ? undefined : factsOf(analysis, flame, selectedNode);
  return (
    <>
      <div
        ref={scroller}
        class={`flame-scroller grows-${growth}`}
        tabIndex={0}
        role="application"
        aria-roledescription="flame graph"
        aria-label={props.label}
        onKeyDown={onKeyDown}
        onScroll={layers.request}
        onMouseMove={(e) => {
          const node = at(e);
          setHover(node === undefined ? undefined : { node, at: { x: e.clientX, y: e.clientY } });
        }}
        onMouseLeave={() => setHover(undefined)}
        onClick={(e) => {
          const node = at(e);
          if (node !== undefined && (e.ctrlKey || e.metaKey)) onOpen(node, e.altKey);
          else onSelect(node);
        }}
        onDblClick={(e) => {
          const node = at(e);
          if (node !== undefined) props.onEnter(node);
        }}
        onContextMenu={(e) => {
          e.preventDefault();
          const node = at(e);
          if (node === undefined) return;
          onSelect(node);
          setHover(undefined);
          props.onMenu(node, { x: e.clientX, y: e.clientY });
        }}
      >
        <div class="flame-extent" style={{ height: `${rows.rows * rowHeight}px` }}>
          <div class="flame-layers">
            <canvas ref={layers.boxes} />
            <canvas ref={layers.marks} />
          </div>
        </div>
      </div>
      <div class="visually-hidden" role="status">
        {selected ? spoken(selected) : ''}
      </div>
      {hover && !props.isQuiet && hover.node < tree.count && (
        <HoverCard facts={factsOf(analysis, flame, hover.node)} at={hover.at} />
      )}
    </>
  );
}

/** Before anything is selected, any arrow starts at the root. */
const firstFor = (key: string): number | undefined => (/^(Arrow|Home)/.test(key) ? 0 : undefined);

function scrollTo(box: HTMLDivElement | null, top: number): void {
  if (!box) return;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight;
}

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FrameIndex } from '../../profile/view.ts';
import { type Analysis, type Flame, nodeAt, pathTo } from '../model/analysis.ts';
import { factsOf, spoken } from '../model/describe.ts';
import type { Found } from '../model/search.ts';
import type { Selection } from '../model/selection.ts';
import { onThemeChange, readTheme } from '../theme.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { boxOf, nodeAtPoint, rowHeight } from './geometry.ts';
import { HoverCard } from './hoverCard.tsx';
import { FlameMenu, type MenuChoice } from './menu.tsx';
import { neighbour } from './navigate.ts';
import { paint } from './paint.ts';

export interface FlameProps {
  readonly analysis: Analysis;
  readonly zoom: readonly FrameIndex[];
  readonly selection: Selection | undefined;
  readonly found: Found | undefined;
  readonly ownModules: readonly string[];
  readonly onSelect: (selection: Selection | undefined) => void;
  readonly onZoom: (path: readonly FrameIndex[]) => void;
  readonly onOpen: (frame: FrameIndex, toSide: boolean) => void;
  readonly onCopy: (text: string) => void;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

export function FlameView(props: FlameProps) {
  const { analysis, zoom, selection, found, ownModules, onSelect, onZoom, onOpen, onCopy } = props;
  const flame = analysis.flame(zoom);
  const { tree, rows } = flame;
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [hover, setHover] = useState<{ readonly node: number; readonly at: Point } | undefined>();
  const [menu, setMenu] = useState<{ readonly node: number; readonly at: Point } | undefined>();
  const selectedNode = selectedIn(flame, selection);

  const draw = useRef(() => {});
  draw.current = () => {
    const [box, target] = [scroller.current, canvas.current];
    const context = target?.getContext('2d');
    if (!box || !target || !context) return;
    const { clientWidth: width, clientHeight: height, scrollTop } = box;
    const ratio = window.devicePixelRatio;
    if (target.width !== Math.round(width * ratio) || target.height !== Math.round(height * ratio)) {
      target.width = Math.round(width * ratio);
      target.height = Math.round(height * ratio);
      target.style.width = `${width}px`;
      target.style.height = `${height}px`;
    }
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const theme = readTheme();
    const selectedFrame = selection?.frame;
    const hovered = hover?.node;
    paint(context, {
      analysis,
      flame,
      ownModules,
      width,
      height,
      scrollTop,
      selectedNode,
      selectedFrame,
      hovered,
      found,
      theme,
    });
  };
  useLayoutEffect(() => draw.current());
  useEffect(() => {
    const redraw = (): void => draw.current();
    const sizes = new ResizeObserver(redraw);
    if (scroller.current) sizes.observe(scroller.current);
    const stop = onThemeChange(redraw);
    return () => {
      sizes.disconnect();
      stop();
    };
  }, []);
  useEffect(() => {
    if (selectedNode !== undefined) scrollTo(scroller.current, (tree.depth[selectedNode] ?? 0) * rowHeight);
  }, [selectedNode, tree]);

  const at = (event: MouseEvent): number | undefined => {
    const box = scroller.current;
    if (!box) return undefined;
    const { left, top } = box.getBoundingClientRect();
    return nodeAtPoint(rows, event.clientX - left, event.clientY - top + box.scrollTop, box.clientWidth);
  };
  const select = (node: number): void => onSelect({ frame: tree.frame[node] ?? 0, path: pathTo(flame, node) });
  const zoomTo = (node: number): void => onZoom(node === 0 ? zoom.slice(0, -1) : pathTo(flame, node));
  const frameOf = (node: number): FrameIndex => tree.frame[node] ?? 0;

  const onKeyDown = (event: KeyboardEvent): void => {
    const node = selectedNode ?? 0;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onOpen(frameOf(node), event.altKey);
    else if (event.key === 'Enter') zoomTo(node);
    else if (event.key === 'Escape' && zoom.length > 0) onZoom(zoom.slice(0, -1));
    else if (event.key === 'Escape') onSelect(undefined);
    else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) setMenu(menuBelow(node));
    else {
      const next = selectedNode === undefined ? firstFor(event.key) : neighbour(flame, node, event.key);
      if (next === undefined) return;
      select(next);
    }
    event.preventDefault();
  };
  const menuBelow = (node: number) => {
    const depth = tree.depth[node] ?? 0;
    const box = boxOf(rows, depth, node) ?? 0;
    const { left = 0, top = 0 } = scroller.current?.getBoundingClientRect() ?? {};
    const x = left + (rows.left[box] ?? 0) * (scroller.current?.clientWidth ?? 0);
    return { node, at: { x, y: top + (depth + 1) * rowHeight - (scroller.current?.scrollTop ?? 0) } };
  };
  const onChoice = (choice: MenuChoice, node: number): void => {
    if (choice === 'zoom') zoomTo(node);
    if (choice === 'reset') onZoom([]);
    if (choice === 'open') onOpen(frameOf(node), false);
    if (choice === 'openToSide') onOpen(frameOf(node), true);
    if (choice === 'copyName') onCopy(analysis.nameOf(frameOf(node)));
    if (choice === 'copyStack')
      onCopy(
        pathTo(flame, node)
          .map((f) => analysis.nameOf(f))
          .reverse()
          .join('\n'),
      );
    scroller.current?.focus();
  };

  const selected = selectedNode === undefined ? undefined : factsOf(analysis, flame, selectedNode);
  return (
    <div class="flame">
      <Breadcrumb analysis={analysis} zoom={zoom} onZoom={onZoom} />
      <div
        ref={scroller}
        class="flame-scroller"
        tabIndex={0}
        role="application"
        aria-roledescription="flame graph"
        aria-label={`Flame graph of ${analysis.valueType.type}. Arrow keys move, Enter zooms, Escape steps back, Control Enter opens the source.`}
        onKeyDown={onKeyDown}
        onScroll={() => draw.current()}
        onMouseMove={(e) => {
          const node = at(e);
          setHover(node === undefined ? undefined : { node, at: { x: e.clientX, y: e.clientY } });
        }}
        onMouseLeave={() => setHover(undefined)}
        onClick={(e) => {
          const node = at(e);
          if (node === undefined) onSelect(undefined);
          else if (e.ctrlKey || e.metaKey) onOpen(frameOf(node), e.altKey);
          else select(node);
        }}
        onDblClick={(e) => {
          const node = at(e);
          if (node !== undefined) zoomTo(node);
        }}
        onContextMenu={(e) => {
          e.preventDefault();
          const node = at(e);
          if (node === undefined) return;
          select(node);
          setHover(undefined);
          setMenu({ node, at: { x: e.clientX, y: e.clientY } });
        }}
      >
        <div class="flame-extent" style={{ height: `${rows.rows * rowHeight}px` }}>
          <canvas ref={canvas} class="flame-canvas" />
        </div>
      </div>
      <div class="visually-hidden" role="status">
        {selected ? spoken(selected) : ''}
      </div>
      {hover && !menu && <HoverCard facts={factsOf(analysis, flame, hover.node)} at={hover.at} />}
      {menu && (
        <FlameMenu
          at={menu.at}
          isZoomed={zoom.length > 0}
          onChoice={(choice) => onChoice(choice, menu.node)}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

/** Before anything is selected, any arrow starts at the root. */
const firstFor = (key: string): number | undefined => (/^(Arrow|Home)/.test(key) ? 0 : undefined);

function selectedIn(flame: Flame, selection: Selection | undefined): number | undefined {
  return selection?.path && nodeAt(flame, selection.path);
}

function scrollTo(box: HTMLDivElement | null, top: number): void {
  if (!box) return;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + rowHeight - box.clientHeight;
}

import './graph.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Filter } from '../../profile/query/filter.ts';
import { formatPercent, formatValue } from '../../profile/units.ts';
import type { FrameIndex } from '../../profile/view.ts';
import type { PictureHolder } from '../export/picture.ts';
import { filterChosen } from '../filters/filterOn.ts';
import type { Point } from '../flame/flameCanvas.tsx';
import { FlameMenu, type MenuChoice } from '../flame/menu.tsx';
import type { Analysis, DrawnGraph } from '../model/analysis.ts';
import { ownerOf } from '../model/ownership.ts';
import type { Found } from '../model/search.ts';
import type { Selection } from '../model/selection.ts';
import { begin, type Camera, reveal, wholeIn, zoomAt } from './camera.ts';
import { pngFile } from './exportPng.ts';
import { svgFile } from './exportSvg.ts';
import { GraphBar } from './graphBar.tsx';
import { GraphSvg } from './graphSvg.tsx';
import { graphNeighbour } from './navigate.ts';
import { useDrag } from './useDrag.ts';
import { useLayout } from './useLayout.ts';

interface Props {
  readonly analysis: Analysis;
  readonly selection: Selection | undefined;
  readonly found: Found | undefined;
  readonly ownModules: readonly string[];
  readonly onSelect: (selection: Selection | undefined) => void;
  readonly onOpen: (frame: FrameIndex, toSide: boolean) => void;
  readonly onCallers: (frame: FrameIndex) => void;
  readonly onCopy: (text: string) => void;
  readonly onFilter: (filter: Filter) => void;
  /** Where it puts itself, to be exported. */
  readonly picture: PictureHolder;
  readonly onSave: (name: string, content: string | Uint8Array) => void;
}

const step = 1.25;
const pictureName = 'call-graph';

/** The call graph: who calls whom, laid out by Graphviz as `go tool pprof` does. */
export function GraphView(props: Props) {
  const { analysis, selection, found, ownModules, onSelect, onOpen } = props;
  const [nodeCount, setNodeCount] = useState(80);
  const [withTags, setWithTags] = useState(true);
  const whole = analysis.graph(nodeCount);
  const hasTags = whole.drawing.nodes.some(({ tags }) => tags.length > 0);
  const graph = useMemo(() => (withTags ? whole : withoutTags(whole)), [whole, withTags]);
  const laid = useLayout(analysis, graph);
  const pane = useRef<HTMLDivElement>(null);
  const [camera, setCamera] = useState<Camera>({ scale: 1, x: 0, y: 0 });
  const [menu, setMenu] = useState<{ readonly frame: FrameIndex; readonly at: Point } | undefined>();
  const layout = laid.state === 'ready' ? laid.layout : undefined;
  const { nodes } = graph.drawing;
  const at = selection ? nodes.findIndex(({ frame }) => frame === selection.frame) : -1;
  const drag = useDrag((dx, dy) => setCamera((c) => ({ ...c, x: c.x + dx, y: c.y + dy })));

  const size = () => ({ width: pane.current?.clientWidth ?? 0, height: pane.current?.clientHeight ?? 0 });
  useLayoutEffect(() => {
    if (!layout) return;
    const [first] = layout.nodes;
    setCamera(first ? reveal(begin(layout, size()), first, size()) : begin(layout, size()));
  }, [layout]);
  useEffect(() => {
    const box = layout?.nodes[at];
    if (box) setCamera((c) => reveal(c, box, size()));
  }, [layout, at]);

  const zoom = (factor: number): void => setCamera((c) => zoomAt(c, factor, size().width / 2, size().height / 2));
  const showAll = (): void => {
    if (layout) setCamera(wholeIn(layout, size()));
  };
  useLayoutEffect(() => {
    const svg = pane.current?.querySelector<SVGSVGElement>('.graph-drawing');
    if (svg && layout)
      props.picture.current = { name: pictureName, svg: () => svgFile(svg, layout), png: () => pngFile(svg, layout) };
    return () => {
      props.picture.current = undefined;
    };
  }, [layout]);
  const save = async (form: 'svg' | 'png'): Promise<void> => {
    const { current } = props.picture;
    if (current) props.onSave(`${pictureName}.${form}`, form === 'svg' ? current.svg() : await current.png());
  };
  const frameUnder = (target: EventTarget | null): FrameIndex | undefined => {
    const node = target instanceof Element ? target.closest<SVGGElement>('[data-node]')?.dataset['node'] : undefined;
    return node === undefined ? undefined : nodes[Number(node)]?.frame;
  };
  const menuAt = (frame: FrameIndex): Point => {
    const { left = 0, top = 0 } = pane.current?.getBoundingClientRect() ?? {};
    const box = layout?.nodes[nodes.findIndex((n) => n.frame === frame)];
    if (!box) return { x: left, y: top };
    return { x: left + box.x * camera.scale + camera.x, y: top + (box.y + box.height / 2) * camera.scale + camera.y };
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const frame = nodes[at]?.frame;
    if (event.key === 'Enter' && frame !== undefined) {
      if (event.ctrlKey || event.metaKey) onOpen(frame, event.altKey);
      else props.onCallers(frame);
    } else if (event.key === 'Escape') onSelect(undefined);
    else if (event.key === '+' || event.key === '=') zoom(step);
    else if (event.key === '-') zoom(1 / step);
    else if (event.key === '0') showAll();
    else if ((event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && frame !== undefined)
      setMenu({ frame, at: menuAt(frame) });
    else {
      const next = !layout
        ? undefined
        : at < 0
          ? firstFor(event.key)
          : graphNeighbour(graph.drawing, layout, at, event.key);
      const to = next === undefined ? undefined : nodes[next];
      if (!to) return;
      onSelect({ frame: to.frame });
    }
    event.preventDefault();
  };
  const onChoice = (choice: MenuChoice, frame: FrameIndex): void => {
    if (choice === 'callers') props.onCallers(frame);
    if (choice === 'open') onOpen(frame, false);
    if (choice === 'openToSide') onOpen(frame, true);
    if (choice === 'copyName') props.onCopy(analysis.nameOf(frame));
    const filter = filterChosen(choice, analysis.view.frames, frame);
    if (filter) props.onFilter(filter);
  };
  return (
    <div class="graph">
      <GraphBar
        nodeCount={nodeCount}
        shown={nodes.length}
        hidden={graph.hiddenNodes}
        isMissing={selection !== undefined && at < 0}
        isCompared={analysis.baseSums !== undefined}
        canSave={layout !== undefined}
        onNodeCount={setNodeCount}
        onZoomIn={() => zoom(step)}
        onZoomOut={() => zoom(1 / step)}
        onWhole={showAll}
        hasTags={hasTags ? withTags : undefined}
        onTags={setWithTags}
        onSave={(form) => void save(form)}
      />
      <div
        ref={pane}
        class={`graph-pane${drag.isDragging ? ' dragging' : ''}`}
        tabIndex={0}
        role="application"
        aria-roledescription="call graph"
        aria-label={`Call graph of ${analysis.valueType.type}. Arrow keys go to callers, callees and beside, Enter shows callers and callees, Control Enter opens the source, plus and minus zoom, 0 shows all.`}
        onKeyDown={onKeyDown}
        onPointerDown={drag.onPointerDown}
        onPointerMove={drag.onPointerMove}
        onPointerUp={drag.onPointerUp}
        onWheel={(e) => {
          e.preventDefault();
          const { left, top } = e.currentTarget.getBoundingClientRect();
          if (e.ctrlKey || e.metaKey)
            setCamera((c) => zoomAt(c, 1.0015 ** -e.deltaY, e.clientX - left, e.clientY - top));
          else
            setCamera((c) => ({
              ...c,
              x: c.x - (e.shiftKey ? e.deltaY : e.deltaX),
              y: c.y - (e.shiftKey ? 0 : e.deltaY),
            }));
        }}
        onClick={(e) => {
          if (drag.hasMoved()) return;
          const frame = frameUnder(e.target);
          if (frame !== undefined && (e.ctrlKey || e.metaKey)) onOpen(frame, e.altKey);
          else onSelect(frame === undefined ? undefined : { frame });
        }}
        onDblClick={(e) => {
          const frame = frameUnder(e.target);
          if (frame !== undefined) props.onCallers(frame);
        }}
        onContextMenu={(e) => {
          e.preventDefault();
          const frame = frameUnder(e.target);
          if (frame === undefined) return;
          onSelect({ frame });
          setMenu({ frame, at: { x: e.clientX, y: e.clientY } });
        }}
      >
        {laid.state === 'ready' && layout && (
          <GraphSvg
            graph={graph}
            layout={layout}
            camera={camera}
            nameOf={(frame) => analysis.nameOf(frame)}
            isOwn={(frame) => ownerOf(analysis.nameOf(frame), ownModules) === 'own'}
            selected={selection?.frame}
            isFound={found && ((frame) => found.frames[frame] === 1)}
          />
        )}
      </div>
      {laid.state === 'waiting' && <p class="graph-note">Laying out {nodes.length} functions …</p>}
      {laid.state === 'failed' && (
        <p class="graph-note" role="alert">
          The graph could not be laid out: {laid.message} Fewer functions may help.
        </p>
      )}
      <div class="visually-hidden" role="status">
        {at >= 0 && spoken(analysis, graph.drawing.nodes[at]?.frame ?? 0)}
        {at < 0 && laid.state === 'ready' && `${nodes.length} functions`}
      </div>
      {menu && (
        <FlameMenu
          at={menu.at}
          isZoomed={false}
          canZoom={false}
          onChoice={(choice) => onChoice(choice, menu.frame)}
          onClose={() => {
            setMenu(undefined);
            pane.current?.focus();
          }}
        />
      )}
    </div>
  );
}

const withoutTags = (graph: DrawnGraph): DrawnGraph => ({
  ...graph,
  drawing: { ...graph.drawing, nodes: graph.drawing.nodes.map((node) => ({ ...node, tags: [] })) },
});

const firstFor = (key: string): number | undefined => (/^(Arrow|Home)/.test(key) ? 0 : undefined);

function spoken(analysis: Analysis, frame: FrameIndex): string {
  const { sums, valueType, total } = analysis;
  const part = (name: string, value: number): string =>
    `${name} ${formatValue(value, valueType.unit)}, ${formatPercent(value, total)}`;
  return `${analysis.nameOf(frame)}, ${part('flat', sums.flat[frame] ?? 0)}, ${part('cum', sums.cum[frame] ?? 0)}`;
}

import './flameBar.css';
import { useRef, useState } from 'preact/hooks';
import type { Filter } from '../../profile/query/filter.ts';
import type { FrameIndex } from '../../profile/view.ts';
import { filterChosen } from '../filters/filterOn.ts';
import { type Analysis, type Flame, nodeAt, pathTo } from '../model/analysis.ts';
import type { Found } from '../model/search.ts';
import type { Selection } from '../model/selection.ts';
import { Breadcrumb } from './breadcrumb.tsx';
import { FlameCanvas, type Point } from './flameCanvas.tsx';
import type { Growth } from './geometry.ts';
import { FlameMenu, type MenuChoice } from './menu.tsx';

export interface FlameProps {
  readonly analysis: Analysis;
  readonly zoom: readonly FrameIndex[];
  readonly growth: Growth;
  readonly selection: Selection | undefined;
  readonly found: Found | undefined;
  readonly ownModules: readonly string[];
  readonly onSelect: (selection: Selection | undefined) => void;
  readonly onZoom: (path: readonly FrameIndex[]) => void;
  readonly onGrowth: (growth: Growth) => void;
  readonly onOpen: (frame: FrameIndex, toSide: boolean) => void;
  /** Shows who calls the function, and whom it calls. */
  readonly onCallers: (frame: FrameIndex) => void;
  readonly onCopy: (text: string) => void;
  readonly onFilter: (filter: Filter) => void;
}

export function FlameView(props: FlameProps) {
  const { analysis, zoom, growth, selection, found, ownModules, onSelect, onZoom, onOpen, onCopy } = props;
  const flame = analysis.flame(zoom);
  const { tree } = flame;
  const pane = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<{ readonly node: number; readonly at: Point } | undefined>();

  const frameOf = (node: number): FrameIndex => tree.frame[node] ?? 0;
  const zoomTo = (node: number): void => onZoom(node === 0 ? zoom.slice(0, -1) : pathTo(flame, node));
  const onChoice = (choice: MenuChoice, node: number): void => {
    if (choice === 'zoom') zoomTo(node);
    if (choice === 'reset') onZoom([]);
    if (choice === 'open') onOpen(frameOf(node), false);
    if (choice === 'openToSide') onOpen(frameOf(node), true);
    if (choice === 'callers') props.onCallers(frameOf(node));
    if (choice === 'copyName') onCopy(analysis.nameOf(frameOf(node)));
    if (choice === 'copyStack') onCopy(stackText(analysis, flame, node));
    const filter = filterChosen(choice, analysis.view.frames, frameOf(node));
    if (filter) props.onFilter(filter);
    if (choice !== 'callers') pane.current?.querySelector<HTMLElement>('[role=application]')?.focus();
  };
  return (
    <div class="flame" ref={pane}>
      <div class="flame-bar">
        <Breadcrumb analysis={analysis} zoom={zoom} onZoom={onZoom} />
        <button
          type="button"
          class="link growth"
          onClick={() => props.onGrowth(growth === 'down' ? 'up' : 'down')}
          title={`Callees grow ${growth}. The setting leaklens.flame.callees decides how profiles begin.`}
        >
          ⇅ Turn Over
        </button>
      </div>
      <FlameCanvas
        analysis={analysis}
        flame={flame}
        growth={growth}
        label={`Flame graph of ${analysis.valueType.type}. Arrow keys move, Enter zooms, Escape steps back, Control Enter opens the source.`}
        selectedNode={selection?.path && nodeAt(flame, selection.path)}
        selectedFrame={selection?.frame}
        found={found}
        ownModules={ownModules}
        onSelect={(node) =>
          onSelect(node === undefined ? undefined : { frame: frameOf(node), path: pathTo(flame, node) })
        }
        onEnter={zoomTo}
        onEscape={() => (zoom.length > 0 ? onZoom(zoom.slice(0, -1)) : onSelect(undefined))}
        onOpen={(node, toSide) => onOpen(frameOf(node), toSide)}
        onMenu={(node, at) => setMenu({ node, at })}
        isQuiet={menu !== undefined}
      />
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

/** As Go prints stacks: the leaf first. */
const stackText = (analysis: Analysis, flame: Flame, node: number): string =>
  pathTo(flame, node)
    .map((f) => analysis.nameOf(f))
    .reverse()
    .join('\n');

import './callers.css';
import { useMemo, useState } from 'preact/hooks';
import type { Filter } from '../../profile/query/filter.ts';
import type { FrameIndex } from '../../profile/view.ts';
import { filterChosen } from '../filters/filterOn.ts';
import { FlameCanvas, type Point } from '../flame/flameCanvas.tsx';
import type { Growth } from '../flame/geometry.ts';
import { FlameMenu, type MenuChoice } from '../flame/menu.tsx';
import { type Analysis, type Flame, pathTo } from '../model/analysis.ts';
import type { Found } from '../model/search.ts';
import type { Selection } from '../model/selection.ts';
import { peekRows } from './peekRows.ts';
import { PeekTable } from './peekTable.tsx';

interface Props {
  readonly analysis: Analysis;
  readonly selection: Selection | undefined;
  readonly found: Found | undefined;
  readonly ownModules: readonly string[];
  readonly onSelect: (selection: Selection) => void;
  readonly onOpen: (frame: FrameIndex, toSide: boolean) => void;
  readonly onCopy: (text: string) => void;
  readonly onFilter: (filter: Filter) => void;
}

type Side = 'callers' | 'callees';

/** What is pointed at in the two flames; the function in the middle stays until it is left by Enter or a double click. */
interface Marked {
  readonly of: FrameIndex;
  readonly side: Side;
  readonly node: number;
}

/** A function in the middle: who calls it above, whom it calls below, and the exact figures beside. */
export function CallersView(props: Props) {
  const { analysis, selection, found, ownModules, onSelect, onOpen, onCopy, onFilter } = props;
  const frame = selection?.frame ?? heaviest(analysis);
  const around = analysis.around(frame);
  const rows = useMemo(() => peekRows(analysis, around), [analysis, around]);
  const [marked, setMarked] = useState<Marked | undefined>();
  const [menu, setMenu] = useState<(Marked & { readonly at: Point }) | undefined>();
  const [row, setRow] = useState<{ readonly of: FrameIndex; readonly at: number } | undefined>();
  const self = rows.findIndex(({ kind }) => kind === 'self');
  const name = analysis.nameOf(frame);

  const go = (to: FrameIndex): void => onSelect({ frame: to });
  const frameAt = (side: Side, node: number): FrameIndex => around[side].tree.frame[node] ?? 0;
  const flame = (side: Side, growth: Growth) => (
    <FlameCanvas
      analysis={analysis}
      flame={around[side]}
      growth={growth}
      label={`${side === 'callers' ? 'Callers' : 'Callees'} of ${name}. Arrow keys move, Enter goes to the function, Control Enter opens the source.`}
      selectedNode={marked?.of === frame && marked.side === side ? marked.node : undefined}
      selectedFrame={frame}
      found={found}
      ownModules={ownModules}
      onSelect={(node) => setMarked(node === undefined ? undefined : { of: frame, side, node })}
      onEnter={(node) => go(frameAt(side, node))}
      onEscape={() => setMarked(undefined)}
      onOpen={(node, toSide) => onOpen(frameAt(side, node), toSide)}
      onMenu={(node, at) => setMenu({ of: frame, side, node, at })}
      isQuiet={menu !== undefined}
    />
  );
  const onChoice = (choice: MenuChoice, { side, node }: Marked): void => {
    const chosen = frameAt(side, node);
    if (choice === 'callers') go(chosen);
    if (choice === 'open') onOpen(chosen, false);
    if (choice === 'openToSide') onOpen(chosen, true);
    if (choice === 'copyName') onCopy(analysis.nameOf(chosen));
    if (choice === 'copyStack') onCopy(stackText(analysis, around[side], node));
    const filter = filterChosen(choice, analysis.view.frames, chosen);
    if (filter) onFilter(filter);
  };
  const recursive = around.callees.tree.frame.lastIndexOf(frame) > 0;
  return (
    <div class="callers">
      <div class="callers-flames">
        <h2>Callers</h2>
        {flame('callers', 'up')}
        <h2>
          Callees{recursive && <span class="by"> · recursive: counted once per stack, from the outermost call</span>}
        </h2>
        {flame('callees', 'down')}
      </div>
      <PeekTable
        analysis={analysis}
        rows={rows}
        ownModules={ownModules}
        at={row?.of === frame ? row.at : self}
        onMove={(at) => setRow({ of: frame, at })}
        onGo={go}
        {...{ onOpen, onCopy, onFilter }}
      />
      {menu && (
        <FlameMenu
          at={menu.at}
          isZoomed={false}
          canZoom={false}
          onChoice={(choice) => onChoice(choice, menu)}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

/** What most of the profile is spent in: something to begin with while nothing is selected. */
function heaviest({ sums }: Analysis): FrameIndex {
  let best = 0;
  for (let f = 1; f < sums.flat.length; f++) if (Math.abs(sums.flat[f] ?? 0) > Math.abs(sums.flat[best] ?? 0)) best = f;
  return best;
}

/** As Go prints stacks: the leaf first. */
function stackText(analysis: Analysis, flame: Flame, node: number): string {
  const names = pathTo(flame, node).map((f) => analysis.nameOf(f));
  return (flame.direction === 'callers' ? names : names.reverse()).join('\n');
}

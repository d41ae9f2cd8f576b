import './table.css';
import { useMemo, useState } from 'preact/hooks';
import type { CallTree } from '../../profile/callTree.ts';
import type { Filter } from '../../profile/query/filter.ts';
import type { TreeDirection } from '../../profile/tree/stackWalk.ts';
import type { FrameIndex } from '../../profile/view.ts';
import { FrameMenu } from '../filters/frameMenu.tsx';
import type { Analysis } from '../model/analysis.ts';
import { ownerOf } from '../model/ownership.ts';
import type { Found } from '../model/search.ts';
import type { Selection } from '../model/selection.ts';
import { RowGrid } from '../parts/rowGrid.tsx';
import { SortHead } from '../parts/sortHead.tsx';
import { TableCells } from './rowCells.tsx';
import { functionRows, type Sort, type SortKey, type TableRow, tableRows } from './rows.ts';

export interface TableProps {
  readonly analysis: Analysis;
  readonly selection: Selection | undefined;
  readonly found: Found | undefined;
  readonly ownModules: readonly string[];
  readonly onSelect: (selection: Selection | undefined) => void;
  readonly onOpen: (frame: FrameIndex, toSide: boolean) => void;
  readonly onCallers: (frame: FrameIndex) => void;
  readonly onCopy: (text: string) => void;
  readonly onFilter: (filter: Filter) => void;
}

interface Column {
  readonly key: SortKey;
  readonly title: string;
  readonly span: number;
}

const names: readonly Column[] = [
  { key: 'name', title: 'Function', span: 1 },
  { key: 'file', title: 'File', span: 1 },
];
const columnsAlone: readonly Column[] = [
  { key: 'flat', title: 'Flat', span: 2 },
  { key: 'cum', title: 'Cum', span: 2 },
  ...names,
];
const columnsCompared: readonly Column[] = [
  { key: 'flat', title: 'Flat', span: 1 },
  { key: 'flatChange', title: 'Change', span: 1 },
  { key: 'cum', title: 'Cum', span: 1 },
  { key: 'cumChange', title: 'Change', span: 1 },
  ...names,
];

export function TableView(props: TableProps) {
  const { analysis, selection, found, ownModules, onSelect, onOpen } = props;
  const isCompared = analysis.baseSums !== undefined;
  const columns = isCompared ? columnsCompared : columnsAlone;
  const [sort, setSort] = useState<Sort>({ key: isCompared ? 'flatChange' : 'flat', isDescending: true });
  // Rows are named by frames, which other filters number anew.
  const [expansion, setExpansion] = useState({ view: analysis.view, ids: new Set<string>() as ReadonlySet<string> });
  const expanded = useMemo(
    () => (expansion.view === analysis.view ? expansion.ids : new Set<string>()),
    [expansion, analysis.view],
  );
  const [{ id: current, view: ofView }, setCurrent] = useState({ view: analysis.view, id: '' });
  const [menu, setMenu] = useState<{ readonly frame: FrameIndex; readonly at: { x: number; y: number } } | undefined>();
  const [direction, setDirection] = useState<TreeDirection>('callers');
  const trees = useMemo(() => new Map<FrameIndex, CallTree>(), [analysis, direction]);
  const callsOf = (frame: FrameIndex): CallTree => {
    const tree = trees.get(frame) ?? analysis.callsOf(frame, direction);
    trees.set(frame, tree);
    return tree;
  };
  const frames = useMemo(() => functionRows(analysis, sort, found), [analysis, sort, found]);
  const rows = useMemo(() => tableRows(analysis, frames, expanded, callsOf), [analysis, frames, expanded, direction]);
  const byId = ofView === analysis.view ? rows.findIndex((r) => r.id === current) : -1;
  const at = byId >= 0 ? byId : rows.findIndex((r) => r.frame === selection?.frame);

  const go = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setCurrent({ view: analysis.view, id: row.id });
    onSelect({ frame: row.frame });
  };
  const toggle = (row: TableRow): void => {
    const next = new Set(expanded);
    if (!next.delete(row.id)) next.add(row.id);
    setExpansion({ view: analysis.view, ids: next });
  };
  const onKey = ({ key, altKey }: KeyboardEvent): boolean => {
    const row = rows[at];
    if (key === 'Escape') onSelect(undefined);
    else if (!row) return false;
    else if (key === 'ArrowRight' && row.isExpanded) go(at + 1);
    else if (key === 'ArrowRight' && row.canExpand) toggle(row);
    else if (key === 'ArrowLeft' && row.isExpanded) toggle(row);
    else if (key === 'ArrowLeft' && row.level > 1) go(parentOf(rows, at));
    else if (key === 'Enter') onOpen(row.frame, altKey);
    else return false;
    return true;
  };
  return (
    <div class={`function-table${isCompared ? ' compared' : ''}`}>
      <DirectionBar
        direction={direction}
        onDirection={(next) => {
          setExpansion({ view: analysis.view, ids: new Set() });
          setDirection(next);
        }}
      />
      <RowGrid
        label={`Functions by ${analysis.valueType.type}`}
        columns={6}
        count={rows.length}
        at={at}
        head={columns.map(({ key, title, span }) => (
          <SortHead
            key={key}
            title={title}
            isNumber={!isText(key)}
            class={`${key}${span === 2 ? ' wide' : ''}`}
            span={span}
            direction={sort.key !== key ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
            onSort={() => setSort({ key, isDescending: sort.key === key ? !sort.isDescending : !isText(key) })}
          />
        ))}
        row={(index) => {
          const row = rows[index]!;
          return {
            key: row.id,
            class: ownerOf(analysis.nameOf(row.frame), ownModules),
            level: row.level,
            cells: (
              <TableCells
                row={row}
                analysis={analysis}
                isCompared={isCompared}
                direction={direction}
                onToggle={() => toggle(row)}
              />
            ),
            ...(row.canExpand ? { isExpanded: row.isExpanded } : {}),
          };
        }}
        onMove={go}
        onOpen={(index, event) => {
          const row = rows[index];
          if (row) onOpen(row.frame, event.altKey);
        }}
        onMenu={(index, where) => {
          const row = rows[index];
          if (row) setMenu({ frame: row.frame, at: where });
        }}
        onKey={onKey}
      />
      {menu && <FrameMenu {...props} {...menu} onClose={() => setMenu(undefined)} />}
    </div>
  );
}

/** What rows open to. */
function DirectionBar({
  direction,
  onDirection,
}: {
  readonly direction: TreeDirection;
  readonly onDirection: (direction: TreeDirection) => void;
}) {
  return (
    <fieldset class="chips">
      <legend class="visually-hidden">What rows open to</legend>
      <span class="by">Rows open to</span>
      {(['callers', 'callees'] as const).map((name) => (
        <button
          key={name}
          type="button"
          class="chip"
          aria-pressed={name === direction}
          onClick={() => onDirection(name)}
        >
          {name === 'callers' ? 'Callers' : 'Callees'}
        </button>
      ))}
    </fieldset>
  );
}

const isText = (key: SortKey): boolean => key === 'name' || key === 'file';

function parentOf(rows: readonly TableRow[], at: number): number {
  const level = rows[at]?.level ?? 1;
  for (let i = at - 1; i >= 0; i--) if ((rows[i]?.level ?? 1) < level) return i;
  return at;
}

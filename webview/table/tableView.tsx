import './table.css';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CallTree } from '../../profile/callTree.ts';
import type { Filter } from '../../profile/query/filter.ts';
import type { TreeDirection } from '../../profile/tree/paths.ts';
import { formatPercent, formatValue } from '../../profile/units.ts';
import type { FrameIndex } from '../../profile/view.ts';
import { FrameMenu } from '../filters/frameMenu.tsx';
import type { Analysis } from '../model/analysis.ts';
import { signedValue } from '../model/describe.ts';
import { ownerOf } from '../model/ownership.ts';
import type { Found } from '../model/search.ts';
import type { Selection } from '../model/selection.ts';
import { tidyName } from '../model/shortName.ts';
import { functionRows, type Sort, type SortKey, type TableRow, tableRows } from './rows.ts';

export interface TableProps {
  readonly analysis: Analysis;
  readonly selection: Selection | undefined;
  readonly found: Found | undefined;
  readonly ownModules: readonly string[];
  readonly onSelect: (selection: Selection | undefined) => void;
  readonly onOpen: (frame: FrameIndex, toSide: boolean) => void;
  readonly onCopy: (text: string) => void;
  readonly onFilter: (filter: Filter) => void;
}

const rowHeight = 22;
/** Rows made beyond the edges of what is seen. */
const overscan = 8;

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

export function TableView({ analysis, selection, found, ownModules, onSelect, onOpen, onCopy, onFilter }: TableProps) {
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
  const [{ top, height }, setWindow] = useState({ top: 0, height: 600 });
  const body = useRef<HTMLDivElement>(null);
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

  const go = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (!row) return;
    setCurrent({ view: analysis.view, id: row.id });
    onSelect({ frame: row.frame });
  };
  const toggle = (row: TableRow, isOpen: boolean): void => {
    const next = new Set(expanded);
    if (isOpen) next.add(row.id);
    else next.delete(row.id);
    setExpansion({ view: analysis.view, ids: next });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[at];
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const moves: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1,
    };
    const move = moves[event.key];
    if (move !== undefined) go(move);
    else if (event.key === 'ArrowRight' && row && !row.isExpanded && row.canExpand) toggle(row, true);
    else if (event.key === 'ArrowRight' && row?.isExpanded) go(at + 1);
    else if (event.key === 'ArrowLeft' && row?.isExpanded) toggle(row, false);
    else if (event.key === 'ArrowLeft' && row && row.level > 1) go(parentOf(rows, at));
    else if (event.key === 'Enter' && row) onOpen(row.frame, event.altKey);
    else if (event.key === 'Escape') onSelect(undefined);
    else if (row && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) {
      const { left = 0, top: above = 0 } = body.current?.getBoundingClientRect() ?? {};
      const y = above + (at + 1) * rowHeight - (body.current?.scrollTop ?? 0);
      setMenu({ frame: row.frame, at: { x: left + 40, y } });
    } else return;
    event.preventDefault();
  };
  const first = Math.max(0, Math.floor(top / rowHeight) - overscan);
  const last = Math.min(rows.length, Math.ceil((top + height) / rowHeight) + overscan);
  const { unit } = analysis.valueType;

  return (
    <div class="function-table">
      <DirectionBar
        direction={direction}
        onDirection={(next) => {
          setExpansion({ view: analysis.view, ids: new Set() });
          setDirection(next);
        }}
      />
      <div
        class="table"
        role="treegrid"
        aria-label={`Functions by ${analysis.valueType.type}`}
        aria-rowcount={rows.length + 1}
        aria-colcount={6}
        aria-activedescendant={at >= first && at < last ? `row-${at}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div class="table-head" role="row" aria-rowindex={1}>
          {columns.map(({ key, title, span }) => (
            <div
              key={key}
              class={`cell ${key}${span === 2 ? ' wide' : ''}`}
              role="columnheader"
              aria-colspan={span}
              aria-sort={sort.key === key ? (sort.isDescending ? 'descending' : 'ascending') : 'none'}
            >
              <button
                type="button"
                onClick={() =>
                  setSort({
                    key,
                    isDescending: sort.key === key ? !sort.isDescending : key !== 'name' && key !== 'file',
                  })
                }
              >
                {title}
                <span aria-hidden="true">{sort.key === key ? (sort.isDescending ? ' ↓' : ' ↑') : ''}</span>
              </button>
            </div>
          ))}
        </div>
        <div
          ref={body}
          class="table-body"
          role="rowgroup"
          onScroll={(e) => setWindow({ top: e.currentTarget.scrollTop, height: e.currentTarget.clientHeight })}
        >
          <div role="presentation" style={{ height: `${rows.length * rowHeight}px`, position: 'relative' }}>
            {rows.slice(first, last).map((row, i) => {
              const index = first + i;
              const name = analysis.nameOf(row.frame);
              return (
                <div
                  key={row.id}
                  id={`row-${index}`}
                  class={`row ${ownerOf(name, ownModules)}${index === at ? ' selected' : ''}`}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-level={row.level}
                  aria-expanded={row.canExpand ? row.isExpanded : undefined}
                  aria-selected={index === at}
                  style={{ top: `${index * rowHeight}px` }}
                  onClick={(e) => {
                    go(index);
                    if (e.ctrlKey || e.metaKey) onOpen(row.frame, e.altKey);
                  }}
                  onDblClick={() => onOpen(row.frame, false)}
                  onContextMenu={(e) => {
                    e.preventDefault();
                    go(index);
                    setMenu({ frame: row.frame, at: { x: e.clientX, y: e.clientY } });
                  }}
                >
                  <div class="cell number" role="gridcell">
                    {row.flat === undefined ? '' : formatValue(row.flat, unit)}
                  </div>
                  <div class={`cell number percent ${growth(row.flatChange)}`} role="gridcell">
                    {row.flatChange !== undefined
                      ? signedValue(row.flatChange, unit)
                      : row.flat === undefined || isCompared
                        ? ''
                        : formatPercent(row.flat, analysis.total)}
                  </div>
                  <div class="cell number" role="gridcell">
                    {formatValue(row.cum, unit)}
                  </div>
                  <div class={`cell number percent ${growth(row.cumChange)}`} role="gridcell">
                    {row.cumChange !== undefined
                      ? signedValue(row.cumChange, unit)
                      : isCompared
                        ? ''
                        : formatPercent(row.cum, analysis.total)}
                  </div>
                  <div
                    class="cell name"
                    role="gridcell"
                    title={name}
                    style={{ paddingLeft: `${(row.level - 1) * 16}px` }}
                  >
                    <button
                      type="button"
                      class="twistie"
                      tabIndex={-1}
                      aria-hidden="true"
                      onClick={(e) => {
                        e.stopPropagation();
                        if (row.canExpand) toggle(row, !row.isExpanded);
                      }}
                    >
                      {row.canExpand ? (row.isExpanded ? '▾' : '▸') : ''}
                    </button>
                    {row.level > 1 && <span class="by">{direction === 'callers' ? 'by ' : 'calls '}</span>}
                    {tidyName(name)}
                  </div>
                  <div class="cell file" role="gridcell" title={analysis.fileOf(row.frame)}>
                    {analysis.fileOf(row.frame)}
                  </div>
                </div>
              );
            })}
          </div>
        </div>
      </div>
      {menu && (
        <FrameMenu analysis={analysis} {...menu} {...{ onOpen, onCopy, onFilter }} onClose={() => setMenu(undefined)} />
      )}
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

const growth = (change: number | undefined): string =>
  change === undefined || change === 0 ? '' : change > 0 ? 'grew' : 'shrank';

function parentOf(rows: readonly TableRow[], at: number): number {
  const level = rows[at]?.level ?? 1;
  for (let i = at - 1; i >= 0; i--) if ((rows[i]?.level ?? 1) < level) return i;
  return at;
}

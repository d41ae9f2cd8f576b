import './labels.css';
import { useMemo, useState } from 'preact/hooks';
import { labelFacets } from '../../profile/labels/facets.ts';
import { hasFilter, type ViewQuery } from '../../profile/query/viewQuery.ts';
import { searchPattern } from '../goroutines/rows.ts';
import type { Analysis } from '../model/analysis.ts';
import { RowGrid } from '../parts/rowGrid.tsx';
import { stateOf, toggleFocus, toggleFrames, toggleIgnore } from './labelFilters.ts';
import { LabelMenu } from './labelMenu.tsx';
import { LabelCells, type RowActions } from './rowCells.tsx';
import { type LabelRow, labelRows } from './rows.ts';

interface Props {
  readonly analysis: Analysis;
  readonly query: ViewQuery;
  readonly search: string;
  readonly onQuery: (query: ViewQuery) => void;
  readonly onCopy: (text: string) => void;
}

interface Menu {
  readonly row: LabelRow;
  readonly at: { readonly x: number; readonly y: number };
}

/** Labels by key, with what their values weigh; a value is focused on or ignored, a key becomes frames. */
export function LabelsView({ analysis, query, search, onQuery, onCopy }: Props) {
  const { view, sampleType, base, valueType, total } = analysis;
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | undefined>();
  const [menu, setMenu] = useState<Menu | undefined>();
  const facets = useMemo(() => labelFacets(view, sampleType, base), [view, sampleType, base]);
  const pattern = useMemo(() => searchPattern(search), [search]);
  const matches = typeof pattern === 'function' ? pattern : undefined;
  const rows = useMemo(() => labelRows(facets, toggled, matches), [facets, toggled, matches]);
  const at = current === undefined ? -1 : rows.findIndex((r) => r.id === current);

  const go = (index: number): void => setCurrent(rows[index]?.id);
  const toggle = ({ id }: LabelRow): void => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  const actionsOf = (row: LabelRow): RowActions => ({
    focus: row.kind === 'value' ? () => onQuery(toggleFocus(query, row.facet, row.value)) : undefined,
    ignore: row.kind === 'value' ? () => onQuery(toggleIgnore(query, row.facet, row.value)) : undefined,
    root: () => onQuery(toggleFrames(query, 'tagroot', row.facet.key)),
    leaf: () => onQuery(toggleFrames(query, 'tagleaf', row.facet.key)),
  });
  const enter = (row: LabelRow): void => (row.kind === 'key' ? toggle(row) : actionsOf(row).focus?.());
  const onKey = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => {
    const row = rows[at];
    if (key === 'Escape') setCurrent(undefined);
    else if (!row || ctrlKey || metaKey || altKey) return false;
    else if (key === 'ArrowRight' && row.canExpand)
      row.isExpanded ? go(Math.min(at + 1, rows.length - 1)) : toggle(row);
    else if (key === 'ArrowLeft' && row.canExpand && row.isExpanded) toggle(row);
    else if (key === 'ArrowLeft')
      go(
        Math.max(
          0,
          rows.findLastIndex((r, i) => i < at && r.level < row.level),
        ),
      );
    else if (key === 'Enter') enter(row);
    else if (key === 'Delete') actionsOf(row).ignore?.();
    else if (key.toLowerCase() === 'r') actionsOf(row).root();
    else if (key.toLowerCase() === 'l') actionsOf(row).leaf();
    else return false;
    return true;
  };
  const titles = ['Label', valueType.type, base === undefined ? 'Share' : 'Change', 'Samples', 'Filter'];
  const cellsOf = (row: LabelRow) => (
    <LabelCells
      row={row}
      unit={valueType.unit}
      total={total}
      isCompared={base !== undefined}
      state={row.kind === 'value' ? stateOf(query, row.facet, row.value) : undefined}
      isRoot={hasFilter(query, { kind: 'tagroot', value: row.facet.key })}
      isLeaf={hasFilter(query, { kind: 'tagleaf', value: row.facet.key })}
      actions={actionsOf(row)}
      onToggle={() => toggle(row)}
    />
  );
  return (
    <div class="labels">
      <RowGrid
        label={`Labels by ${valueType.type}. Enter focuses on a value, Delete ignores it, R and L make a key frames at the root or leaf.`}
        columns={titles.length}
        count={rows.length}
        at={at}
        head={titles.map((title) => (
          <div key={title} class="cell head" role="columnheader">
            {title}
          </div>
        ))}
        row={(index) => {
          const row = rows[index]!;
          const { id: key, kind, level } = row;
          return {
            key,
            class: kind,
            level,
            cells: cellsOf(row),
            ...(row.canExpand ? { isExpanded: row.isExpanded } : {}),
          };
        }}
        onMove={go}
        onOpen={(index) => {
          const row = rows[index];
          if (row) enter(row);
        }}
        onKey={onKey}
        onMenu={(index, where) => {
          const row = rows[index];
          if (row) setMenu({ row, at: where });
        }}
      />
      <div class="visually-hidden" role="status">
        {typeof pattern === 'object' ? pattern.error : `${facets.length} labels`}
      </div>
      {menu && <LabelMenu {...menu} actions={actionsOf(menu.row)} onCopy={onCopy} onClose={() => setMenu(undefined)} />}
    </div>
  );
}

import './goroutines.css';
import { useMemo, useState } from 'preact/hooks';
import type { GoroutineFrame, GoroutineSet } from '../../profile/goroutines/goroutineGroup.ts';
import type { Filter } from '../../profile/query/filter.ts';
import { ownerOf } from '../model/ownership.ts';
import { RowGrid } from '../parts/rowGrid.tsx';
import { SortHead } from '../parts/sortHead.tsx';
import { GoroutineMenu } from './goroutineMenu.tsx';
import { RowCells } from './rowCells.tsx';
import {
  filtered,
  type GroupSort,
  placeOf,
  type Row,
  rowsOf,
  type ShownGroup,
  searchPattern,
  shownGroups,
  sortedGroups,
} from './rows.ts';
import { StateChips } from './stateChips.tsx';

export interface GoroutinesProps {
  readonly set: GoroutineSet;
  readonly base: GoroutineSet | undefined;
  readonly search: string;
  readonly ownModules: readonly string[];
  readonly onOpen: (frame: GoroutineFrame, toSide: boolean) => void;
  readonly onFilter: (filter: Filter) => void;
  readonly onCopy: (text: string) => void;
  /** The function that is selected in the other views, as the profile names it. */
  readonly selected?: string | undefined;
  readonly onSelect?: (functionName: string) => void;
}

/** What is opened and current in a set of goroutines. */
interface Marks {
  readonly set: GoroutineSet;
  readonly expanded: ReadonlySet<string>;
  readonly current: string | undefined;
}

/** Goroutines by stack: how many, in what state, since when, where, and who started them. */
export function GoroutinesView({
  set,
  base,
  search,
  ownModules,
  onOpen,
  onFilter,
  onCopy,
  selected,
  onSelect,
}: GoroutinesProps) {
  const [chosen, setState] = useState<string | undefined>();
  // Filters may leave nobody in the state.
  const state = chosen !== undefined && (set.states.has(chosen) || base?.states.has(chosen)) ? chosen : undefined;
  // Groups are numbered anew by every set.
  const [marks, setMarks] = useState<Marks>({ set, expanded: new Set(), current: undefined });
  const { expanded, current } = useMemo(
    () => (marks.set === set ? marks : { set, expanded: new Set<string>(), current: undefined }),
    [marks, set],
  );
  const setCurrent = (id: string | undefined): void => setMarks({ set, expanded, current: id });
  const [menu, setMenu] = useState<{ readonly row: Row; readonly at: { x: number; y: number } } | undefined>();
  const all = useMemo(() => shownGroups(set, base), [set, base]);
  const pattern = useMemo(() => searchPattern(search), [search]);
  const matches = typeof pattern === 'function' ? pattern : undefined;
  const [sort, setSort] = useState<{ readonly key: GroupSort; readonly isDescending: boolean }>({
    key: base ? 'change' : 'count',
    isDescending: true,
  });
  const groups = useMemo(() => sortedGroups(filtered(all, state, matches), sort), [all, state, matches, sort]);
  const rows = useMemo(() => rowsOf(groups, expanded), [groups, expanded]);
  const byId = current === undefined ? -1 : rows.findIndex((r) => r.id === current);
  const at = byId >= 0 ? byId : rowOf(rows, selected);
  const largest = useMemo(() => groups.reduce((most, group) => Math.max(most, weightOf(group)), 1), [groups]);

  const go = (index: number): void => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    setCurrent(row?.id);
    const frame = row && frameOf(row);
    if (frame) onSelect?.(frame.function);
  };
  const toggle = (id: string): void => {
    const next = new Set(expanded);
    if (!next.delete(id)) next.add(id);
    setMarks({ set, expanded: next, current });
  };
  const open = (row: Row, toSide: boolean): void => {
    const frame = frameOf(row);
    if (frame) onOpen(frame, toSide);
  };
  const openCreator = (row: Row, toSide: boolean): void => {
    const by = row.kind === 'group' ? row.shown.group.createdBy : undefined;
    if (by) onOpen(by, toSide);
  };
  const onKey = ({ key, shiftKey, altKey }: KeyboardEvent): boolean => {
    const row = rows[at];
    if (key === 'Escape') setCurrent(undefined);
    else if (!row) return false;
    else if (key === 'ArrowRight' && row.kind === 'group') row.isExpanded ? go(at + 1) : toggle(row.id);
    else if (key === 'ArrowLeft' && row.kind === 'group' && row.isExpanded) toggle(row.id);
    else if (key === 'ArrowLeft' && row.level === 2) go(rows.findLastIndex((r, i) => i < at && r.level === 1));
    else if (key === 'Enter' && shiftKey) openCreator(row, altKey);
    else if (key === 'Enter') open(row, altKey);
    else return false;
    return true;
  };
  // Profiles in protobuf do not tell who started a goroutine.
  const hasCreators = set.groups.some((g) => g.createdBy !== undefined);
  const columns = columnsOf(base !== undefined, hasCreators);
  return (
    <div class={`goroutines${hasCreators ? ' with-creators' : ''}${base ? ' compared' : ''}`}>
      <StateChips set={set} chosen={state} onChoose={setState} />
      <RowGrid
        label="Goroutines by stack. Enter opens the line where they wait, Shift Enter the one that started them."
        columns={columns.length}
        count={rows.length}
        at={at}
        head={columns.map(({ key, title, hint, isText = false }) => (
          <SortHead
            key={title}
            title={title}
            hint={hint}
            isNumber={!isText}
            direction={sort.key !== key ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
            onSort={() =>
              setSort({ key, isDescending: sort.key === key ? !sort.isDescending : !isText || key === 'state' })
            }
          />
        ))}
        row={(index) => {
          const row = rows[index]!;
          return {
            key: row.id,
            class: ownerClass(row, ownModules),
            level: row.level,
            cells: (
              <RowCells
                row={row}
                columns={columns.length}
                total={set.total}
                largest={largest}
                onToggle={toggle}
                onOpen={onOpen}
              />
            ),
            ...(row.kind === 'group' ? { isExpanded: row.isExpanded } : {}),
          };
        }}
        onMove={go}
        onOpen={(index, event) => {
          const row = rows[index];
          if (row) open(row, event.altKey);
        }}
        onMenu={(index, where) => {
          const row = rows[index];
          if (row && frameOf(row)) setMenu({ row, at: where });
        }}
        onKey={onKey}
      />
      <div class="visually-hidden" role="status">
        {typeof pattern === 'object' ? pattern.error : `${groups.length} groups`}
      </div>
      {menu && (
        <GoroutineMenu
          frame={frameOf(menu.row)}
          group={menu.row.kind === 'group' ? menu.row.shown.group : undefined}
          at={menu.at}
          {...{ onOpen, onFilter, onCopy }}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

interface Column {
  readonly key: GroupSort;
  readonly title: string;
  readonly hint?: string;
  readonly isText?: boolean;
}

const columnsOf = (isCompared: boolean, hasCreators: boolean): readonly Column[] => [
  { key: 'count', title: 'Count' },
  isCompared ? { key: 'change', title: 'Change' } : { key: 'share', title: 'Share' },
  { key: 'state', title: 'State', hint: 'Sort by the longest wait', isText: true },
  { key: 'where', title: 'Where', isText: true },
  ...(hasCreators ? [{ key: 'creator', title: 'Started by', isText: true } as const] : []),
];

const frameOf = (row: Row): GoroutineFrame | undefined =>
  row.kind === 'frame' ? row.frame : row.kind === 'group' ? placeOf(row.shown) : undefined;

/** The group that is about a function, or at least passes through it. */
function rowOf(rows: readonly Row[], functionName: string | undefined): number {
  if (functionName === undefined) return -1;
  const about = rows.findIndex((row) => row.kind === 'group' && placeOf(row.shown)?.function === functionName);
  if (about >= 0) return about;
  return rows.findIndex(
    (row) => row.kind === 'group' && row.shown.group.frames.some((f) => f.function === functionName),
  );
}

const weightOf = ({ count, before }: ShownGroup): number => (before === undefined ? count : Math.abs(count - before));

function ownerClass(row: Row, ownModules: readonly string[]): string {
  const frame = frameOf(row);
  return frame ? ownerOf(frame.function, ownModules) : '';
}
